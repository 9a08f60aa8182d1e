"""What a consultation holds in common, where it differs, and how surely that is known.

    from xieqiao.engines.consensus import analyse, as_json, read

    found = analyse(read(Path("export")))
    print(as_json(found))

NumPy, SciPy and Numba only; no Django, no database, no network. `docs/explanation/consensus.en.md`
explains the method. A person, statement or delegation is a place in an array everywhere inside;
ids are in `Votes`. Logits are natural; losses and gains are in nats; shares from 0 to 1.
"""

from __future__ import annotations

from xieqiao.engines.consensus.analysis import Analysis, analyse
from xieqiao.engines.consensus.live import Live
from xieqiao.engines.consensus.pairs import predict_pairs
from xieqiao.engines.consensus.reading import read
from xieqiao.engines.consensus.report import as_html
from xieqiao.engines.consensus.result import as_data, as_json
from xieqiao.engines.consensus.routing import next_statement
from xieqiao.engines.consensus.votes import Ballot, Votes, of_arrays, of_ballots
from xieqiao.engines.consensus.warming import warm
from xieqiao.engines.files.errors import BadFile

__all__ = [
    "Analysis",
    "BadFile",
    "Ballot",
    "Live",
    "Votes",
    "analyse",
    "as_data",
    "as_html",
    "as_json",
    "next_statement",
    "of_arrays",
    "of_ballots",
    "predict_pairs",
    "read",
    "warm",
]
