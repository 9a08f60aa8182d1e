"""A score is one number from 0 to 1, which rises with each of its figures; pairs agree with it."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from tests.engines.text.made import PEOPLE
from xieqiao.engines.text import Index, score, score_pairs

figure = st.floats(-1, 1, width=32)


@given(st.lists(figure, min_size=3, max_size=3), st.integers(0, 2), figure)
def test_no_figure_that_grows_lowers_the_score(
    figures: list[float], which: int, other: float
) -> None:
    grown = list(figures)
    grown[which] = max(figures[which], other)
    before, after = (
        score(*(np.array([value], np.float32) for value in values)) for values in (figures, grown)
    )
    assert 0 <= before[0] <= after[0] <= 1


def test_pairs_have_the_scores_that_an_index_of_the_same_texts_gives() -> None:
    index = Index()
    index.put_many(list(PEOPLE), list(PEOPLE.values()))
    index.commit()
    needs = ["种茶叶", "digital government"]
    pairs = score_pairs(needs, list(PEOPLE.values()))
    for n, need in enumerate(needs):
        hits = {hit.id: hit.score for hit in index.search(need, k=9)}
        assert np.allclose(pairs[n], [hits[id_] for id_ in PEOPLE])


def test_no_pairs_have_no_scores() -> None:
    assert score_pairs([], ["种茶"]).shape == (0, 1)
    assert score_pairs(["种茶"], []).shape == (1, 0)
