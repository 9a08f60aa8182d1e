"""Texts are found by meaning and by rare terms, in memory and in a folder alike."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from tests.engines.text.made import PEOPLE
from xieqiao.engines.text import Index, encode


@pytest.fixture(params=["memory", "folder"])
def index(request: pytest.FixtureRequest, tmp_path: Path) -> Index:
    made = Index() if request.param == "memory" else Index.open(tmp_path / "people")
    made.put_many(list(PEOPLE), list(PEOPLE.values()))
    made.commit()
    return made


def test_the_best_text_comes_first_in_other_words_and_across_languages(index: Index) -> None:
    for need, right in [
        ("种茶叶", "茶"),
        ("老年人血压高怎么管理", "医生"),
        ("希望学习数字政府建设经验", "software"),
        ("Who can teach our farmers to sell online?", "电商"),
    ]:
        assert index.search(need, k=2)[0].id == right


def test_searching_many_at_once_gives_what_searching_one_by_one_gives(index: Index) -> None:
    needs = ["种茶叶", "老年人血压高怎么管理", "digital government", ""]
    found = index.search_many(needs, encode(needs), k=3)
    for n, need in enumerate(needs):
        hits = index.search(need, k=3)
        assert [found.ids[row] for row in found.rows[n] if row >= 0] == [hit.id for hit in hits]
        assert np.allclose(found.score[n][: len(hits)], [hit.score for hit in hits])
        assert np.allclose(found.lexical[n][: len(hits)], [hit.lexical for hit in hits])
        assert np.allclose(found.similarity[n][: len(hits)], [hit.similarity for hit in hits])


def test_a_search_among_some_finds_no_others(index: Index) -> None:
    assert {hit.id for hit in index.search("种茶叶", k=9, among=["医生", "电商", "nobody"])} == {
        "医生",
        "电商",
    }
    assert index.search("种茶叶", k=9, among=[]) == []


def test_a_text_that_changes_is_found_by_its_new_words_alone(index: Index) -> None:
    index.put("茶", "海水养殖，牡蛎和海带")
    assert index.search("种茶叶", k=1)[0].id == "茶"
    index.commit()
    assert index.search("牡蛎", k=1)[0].id == "茶"
    assert all(hit.lexical == 0 for hit in index.search("茶葉", k=9))
    assert len(index) == len(PEOPLE)


def test_a_text_that_is_removed_is_found_no_more(index: Index) -> None:
    index.remove("茶")
    index.remove("nobody")
    index.commit()
    assert "茶" not in index
    assert "茶" not in {hit.id for hit in index.search("种茶叶", k=9)}
    index.put("茶", PEOPLE["茶"])
    index.commit()
    assert index.search("种茶叶", k=1)[0].id == "茶"


def test_an_empty_index_answers() -> None:
    index = Index()
    assert index.search("种茶叶", k=3) == []
    assert (index.search_many(["种茶叶"], k=3).rows == -1).all()
    index.commit()
    assert len(index) == 0
