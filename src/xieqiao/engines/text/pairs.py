"""Scores of given pairs of texts, without an index kept anywhere."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from xieqiao.engines.text import cutting
from xieqiao.engines.text.arrays import Singles, Vectors
from xieqiao.engines.text.encoding import coded, encode, similarities
from xieqiao.engines.text.folding import fold
from xieqiao.engines.text.lexical import Lexicon
from xieqiao.engines.text.scoring import as_need, score
from xieqiao.engines.text.vocabulary import Words, all_agreements, asked


def score_pairs(
    needs: Sequence[str],
    others: Sequence[str],
    *,
    need_vectors: Vectors | None = None,
    other_vectors: Vectors | None = None,
    lexical: bool = True,
) -> Singles:
    """Return the score of every need with every other text, shape (needs, others).

    How rare a term is, is reckoned among the other texts; without `lexical`, rare terms that both
    share do not count.
    """
    left = as_need(encode(needs) if need_vectors is None else need_vectors)
    right = coded(encode(others) if other_vectors is None else other_vectors)
    agreed = _agreed(needs, others)
    shares = _shares(needs, others) if lexical else np.zeros_like(agreed)
    return score(similarities(left, right), agreed, shares)


def _agreed(needs: Sequence[str], others: Sequence[str]) -> Singles:
    """Return how well the words of each other text answer those of each need."""
    theirs = [cutting.naming(fold(text)) for text in others]
    spelt = sorted({word for row in theirs for word in row})
    place = {word: n for n, word in enumerate(spelt)}
    words = Words(
        coded(encode(spelt)),
        np.array([place[word] for row in theirs for word in row], np.int32),
        np.cumsum([len(row) for row in theirs], dtype=np.int64),
        spelt,
        place,
    )
    return all_agreements(words, asked([cutting.naming(fold(text)) for text in needs], words))


def _shares(needs: Sequence[str], others: Sequence[str]) -> Singles:
    """Return the share of each need's rare terms that each other text holds."""
    found = np.zeros((len(needs), len(others)), np.float32)
    if not others:
        return found
    lexicon = Lexicon(None)
    writer = lexicon.writer(len(others), 0.0)
    for row, text in enumerate(others):
        writer.add(row, cutting.cut(text))
    writer.commit()
    writer.close()
    lexicon.refresh()
    for place, text in enumerate(needs):
        shares = lexicon.find(cutting.cut(text), limit=len(others))
        found[place, shares.rows[0]] = shares.values[0]
    return found
