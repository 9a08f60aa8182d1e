"""What rounds bring to a desk and to a topic's story."""

from __future__ import annotations

import pytest
from django.utils import timezone

from tests.parties import acting, found, open_topic, parties
from tests.rounds.steps import HEALTH, adopted, opened, run, somebody, wanted
from xieqiao.acts.access import Acting
from xieqiao.bodies.roles import Role
from xieqiao.rounds import desk, live, own, queries, story_items
from xieqiao.rounds.acts import adopting

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


def sentences(who: Acting) -> list[str]:
    """Return what stands on the desk."""
    return [item.sentence for item in desk.items(who)]


def test_a_round_waits_until_the_party_is_ready() -> None:
    there = parties(2)
    round_ = opened(there)
    (item,) = desk.items(there[1])
    assert "Put needs and people" in item.sentence
    assert item.due == timezone.localtime(round_.gathers_until).date()
    live.say_ready(there[1], round_)
    assert sentences(there[1]) == []


def test_a_result_waits_until_it_is_proposed() -> None:
    there = parties(2)
    round_ = opened(there)
    wanted(there[0], round_)
    somebody(there[1], round_)
    result = run(there, round_)
    assert ["propose it for adoption" in s for s in sentences(there[0])] == [True]
    adopting.propose(there[0], result)
    assert sentences(there[0]) == []


def test_people_wait_to_be_told_and_a_refusal_for_a_refill() -> None:
    there = parties(2)
    round_ = opened(there)
    wanted(there[0], round_)
    person = somebody(there[1], round_)
    round_ = adopted(there, round_, run(there, round_))
    assert ["Tell 1 person" in s for s in sentences(there[1])] == [True]
    (row,) = queries.adopted_ours(there[1], round_)
    told = own.tell(there[1], round_, person.id, row.need.id, timezone.localdate())
    assert sentences(there[1]) == []
    own.answer(there[1], told, "refused", timezone.localdate())
    assert ["cannot go" in s for s in sentences(there[1])] == [True]
    assert sentences(there[0]) == []


def test_a_member_s_desk_holds_none_of_it() -> None:
    there = parties(2)
    opened(there)
    assert sentences(acting(there[1].body, Role.MEMBER)) == []


def test_the_story_of_a_topic_tells_of_the_round_that_found_people() -> None:
    there = parties(2)
    partnership = found(there)
    topic = open_topic(there, partnership.id)
    round_ = opened(there, partnership=partnership)
    wanted(there[0], round_, HEALTH, topic=str(topic.id))
    somebody(there[1], round_)
    assert story_items.items(there[0], topic.id) == []
    adopted(there, round_, run(there, round_))
    (item,) = story_items.items(there[1], topic.id)
    assert "演示对接轮次" in item.heading
