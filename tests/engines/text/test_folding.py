"""What is the same word is spelt alike; places in the folded text lead back to the original."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from xieqiao.engines.text import cut, fold
from xieqiao.engines.text.cutting import naming
from xieqiao.engines.text.folding import folded


def test_traditional_and_simplified_wide_and_narrow_large_and_small_are_one() -> None:
    assert fold("數字經濟與臺灣農業") == fold("数字经济与台湾农业")
    assert fold("ＡＢＣ１２３　Ｄigital\tECONOMY") == "abc123 digital economy"
    assert fold("ﬁsh") == "fish"


def test_marks_of_direction_and_controls_go() -> None:
    assert fold("  茶\u202e葉\u200b\x07  ") == "茶叶"


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=60))
def test_folding_twice_changes_nothing_more_and_places_are_within_the_text(text: str) -> None:
    once = fold(text)
    assert fold(once) == once
    whole = folded(text)
    assert whole.text == once
    assert len(whole.starts) == len(whole.ends) == len(once)
    assert all(0 <= a < b <= len(text) for a, b in zip(whole.starts, whole.ends, strict=True))


def test_a_place_in_the_folded_text_leads_back_to_the_original() -> None:
    text = "  ＡＢ\u202e 推動數字經濟 cafe\u0301"
    whole = folded(text)
    at = whole.text.index("数字经济")
    start, end = whole.original(at, at + 4)
    assert text[start:end] == "數字經濟"
    start, end = whole.original(len(whole.text) - 1, len(whole.text))
    assert text[start:end] == "e\u0301"


def test_terms_are_words_and_characters_and_stems() -> None:
    assert {"茶", "叶", "茶叶", "研究所"} <= set(cut("茶葉研究所"))
    assert set(cut("The economies are running")) == {"economi", "run"}
    assert cut("，。!") == []


def test_words_that_name_something_leave_out_particles_and_single_characters() -> None:
    assert naming(fold("我们的茶叶很好，and the digital economy")) == ["茶叶", "digital", "economy"]
