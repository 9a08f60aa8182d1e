"""The parts of both texts that carried the score, as places in the texts as given."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xieqiao.engines.text import reasons

NEED = "我們盼有人來教農民怎樣在網上賣東西；費用由我方承擔。另外想了解冷鏈物流。"
OTHER = "曾任中学教师。在山区做了十年农产品电商，帮合作社开网店、做直播。现经营冷链物流公司。"


def test_the_parts_that_say_the_same_are_named_in_the_original_spelling() -> None:
    found = reasons(NEED, OTHER)
    parts = {(NEED[slice(*r.need_span)], OTHER[slice(*r.other_span)]) for r in found}
    assert ("另外想了解冷鏈物流", "现经营冷链物流公司") in parts
    assert any("網上賣東西" in a and ("电商" in b or "网店" in b) for a, b in parts)
    assert [r.weight for r in found] == sorted((r.weight for r in found), reverse=True)


def test_words_that_both_share_are_marked_in_both() -> None:
    (first, *_) = reasons("另外想了解冷鏈物流", "现经营冷链物流公司")
    marked = {
        ("另外想了解冷鏈物流"[slice(*a)], "现经营冷链物流公司"[slice(*b)]) for a, b in first.words
    }
    assert ("物流", "物流") in marked


def test_reasons_work_across_languages() -> None:
    other = "Former school teacher. Trains farmers to sell vegetables on the internet."
    (first, *_) = reasons(NEED, other)
    assert "網上賣東西" in NEED[slice(*first.need_span)]
    assert "internet" in other[slice(*first.other_span)]


@pytest.mark.parametrize(("need", "other"), [("", OTHER), (NEED, "……"), ("", "")])
def test_a_text_that_says_nothing_gives_no_reason(need: str, other: str) -> None:
    assert reasons(need, other) == []


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=40), st.text(max_size=40), st.integers(0, 4))
def test_places_are_within_the_texts_and_no_part_is_used_twice(
    need: str, other: str, n: int
) -> None:
    found = reasons(need, other, n)
    assert len(found) <= n
    for text, spans in (
        (need, [r.need_span for r in found]),
        (other, [r.other_span for r in found]),
    ):
        assert all(0 <= a < b <= len(text) for a, b in spans)
        assert len(set(spans)) == len(spans)
