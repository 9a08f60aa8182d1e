"""Words about the effect of the work: each party reports what it heard."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest

from tests.parties import acting, body, found, parties
from tests.topics.steps import client_of, form_path, page, payload, quote, raise_topic, text
from xieqiao.acts import gate
from xieqiao.acts.errors import ActError, BadPayload
from xieqiao.topics.models import Effect, Topic

pytestmark = pytest.mark.django_db


def test_who_said_what_is_read_by_all_parties_with_its_source() -> None:
    there = parties(2)
    partnership = found(there)
    effect = quote(
        there[0],
        partnership,
        said_by={"shown_as": "演示科长 01", "office": "科长"},
        unit="经济合作交流中心",
        about="政协出面",
        words="能直接找到企业核心人物。",
        source="联谊报 2021-05-27",
    )
    shown = text(page(there[1], "effect", effect=effect.id))
    for words in (
        "演示科长 01",
        "经济合作交流中心",
        "能直接找到企业核心人物。",
        "联谊报 2021-05-27",
    ):
        assert words in shown
    assert "能直接找到企业核心人物。" in text(page(there[1], "effects"))


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"said_by": {"shown_as": ""}}, "said_by.shown_as"),
        ({"said_on": "2999"}, "said_on"),
        ({"topic": Topic(id=UUID(int=1))}, "topic"),
    ],
)
def test_words_of_nobody_and_of_a_day_to_come_are_refused(
    change: dict[str, Any], field: str
) -> None:
    there = parties(2)
    with pytest.raises(BadPayload) as caught:
        quote(there[0], found(there), **change)
    assert caught.value.errors[0][0] == field


def test_only_who_quoted_corrects() -> None:
    there = parties(2)
    effect = quote(there[0], found(there), said_on="2021")
    person = {"shown_as": "演示科长 01"}
    words = payload("effect.correct", said_by=person, words="事半功倍，省时。", why="补全")
    with pytest.raises(ActError):
        gate.propose(there[1], "effect.correct", words, subject=effect.id)
    gate.propose(there[0], "effect.correct", words, subject=effect.id)
    assert Effect.objects.get().words == "事半功倍，省时。"
    shown = text(page(there[0], "effect", effect=effect.id))
    assert "effect.correct" in shown
    assert "effect.correct" not in text(page(there[1], "effect", effect=effect.id))


def test_the_list_filters_by_words_partnership_and_topic() -> None:
    there = parties(2)
    partnership = found(there)
    topic = raise_topic(there, partnership)
    quote(there[0], partnership, topic, words="老品牌焕新。")
    quote(there[0], partnership, words="往来更密。")
    for query, seen in (
        ("?q=焕新", {"老品牌焕新。"}),
        (f"?topic={topic.id}", {"老品牌焕新。"}),
        (f"?partnership={partnership.id}", {"老品牌焕新。", "往来更密。"}),
        ("?q=没有", set()),
        ("?topic=x&partnership=y&page=9", {"老品牌焕新。", "往来更密。"}),
    ):
        shown = text(page(there[1], "effects", query))
        assert {w for w in ("老品牌焕新。", "往来更密。") if w in shown} == seen


def test_a_stranger_reads_nothing_and_the_form_offers_the_topic_at_hand() -> None:
    there = parties(2)
    partnership = found(there)
    topic = raise_topic(there, partnership)
    effect = quote(there[0], partnership)
    stranger = acting(body(9))
    assert page(stranger, "effect", effect=effect.id).status_code == 404
    assert "事半功倍" not in text(page(stranger, "effects"))
    path = form_path(there[0], "effect.quote", partnership=partnership.id, topic=topic.id)
    assert "共兴老品牌" in client_of(there[0]).get(path).content.decode()
