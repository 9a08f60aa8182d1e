"""Everything compiled before the first consultation needs it."""

from __future__ import annotations

import numpy as np

from xieqiao.engines.consensus.analysis import analyse
from xieqiao.engines.consensus.live import Live
from xieqiao.engines.consensus.polis import polis_map
from xieqiao.engines.consensus.routing import next_statement
from xieqiao.engines.consensus.votes import of_arrays


def warm() -> None:
    """Compile what is not compiled yet, and load the rest.

    Once in an installation this takes some seconds, in every process a fraction of one. Call it
    where nobody waits: without it, whoever asks for the first result does.
    """
    people, statements = 40, 12
    person, statement = np.divmod(np.arange(people * statements), statements)
    vote = np.where((person % 2) ^ (statement % 2), 1, -1)
    vote[(person + statement) % 7 == 0] = 0
    votes = of_arrays(person, statement, vote, people, statements)
    found = analyse(votes, resamples=1)
    Live(found).add(0, 0, 1)
    next_statement(found.model, found.bases[0].shares.counts[0], 0, np.ones(statements, bool), 0)
    polis_map(votes.crossing())
