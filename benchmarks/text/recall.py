"""Is the right profile among the ten best? BM25 on words and on pairs of characters beside ours."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import rjieba

from benchmarks.measure import table
from benchmarks.text.sets import Needs, needs, profiles
from xieqiao.engines.text import Index, cutting, fold
from xieqiao.engines.text.lexical import Lexicon

GOAL = 0.9


def run(name: str = "needs") -> bool:
    texts, known = profiles(), needs(name)
    ways = {
        "BM25, words": bm25(known, texts, _words),
        "BM25, pairs of characters": bm25(known, texts, _pairs),
        "BM25, our terms": bm25(known, texts, cutting.cut),
        "ours": ours(known, texts),
    }
    print(f"{len(known.texts)} needs, {int(known.crosses.sum())} of them across languages, "
          f"{len(texts)} profiles")  # fmt: skip
    heads = ["way", "recall@1", "recall@5", "recall@10", "MRR", "one language", "across"]
    print(table(heads, [[name, *_figures(rank, known)] for name, rank in ways.items()]))
    for sector in sorted(set(known.sectors)):
        inside = np.array([s == sector for s in known.sectors])
        print(f"  sector {sector}: {(ways['ours'][inside] < 10).mean():.2f} of {inside.sum()}")
    for n in np.flatnonzero(ways["ours"] >= 10):
        print(f"  missed: {known.texts[n]} → {texts[known.right[n]]}")
    return bool((ways["ours"] < 10).mean() >= GOAL)


def ours(known: Needs, texts: list[str]) -> np.ndarray:
    """Return the rank, from 0, of each right profile."""
    index = Index()
    index.put_many([str(n) for n in range(len(texts))], texts)
    index.commit()
    found = index.search_many(known.texts, k=len(texts)).rows
    at = found == known.right[:, None]
    return np.where(at.any(axis=1), at.argmax(axis=1), len(texts))


def bm25(known: Needs, texts: list[str], cut: Callable[[str], list[str]]) -> np.ndarray:
    lexicon = Lexicon(None)
    writer = lexicon.writer(len(texts), 0)
    for row, text in enumerate(texts):
        writer.add(row, cut(text))
    writer.commit()
    writer.close()
    lexicon.refresh()
    found = lexicon.find_many(known.texts, cut, len(texts)).rows
    at = found == known.right[:, None]
    return np.where(at.any(axis=1), at.argmax(axis=1), len(texts))


def _words(text: str) -> list[str]:
    plain = fold(text)
    found = [word for run in cutting.HAN.findall(plain) for word in rjieba.cut(run)]
    return found + cutting.stems(cutting.OTHER.findall(plain))


def _pairs(text: str) -> list[str]:
    plain = fold(text)
    runs = cutting.HAN.findall(plain)
    found = [run[i : i + 2] for run in runs for i in range(len(run) - 1)]
    return found + cutting.stems(cutting.OTHER.findall(plain))


def _figures(rank: np.ndarray, known: Needs) -> list[str]:
    one, across = rank[~known.crosses], rank[known.crosses]
    values = [
        *((rank < k).mean() for k in (1, 5, 10)),
        (1 / (1 + rank)).mean(),
        (one < 10).mean(),
        (across < 10).mean(),
    ]
    return [f"{value:.2f}" for value in values]
