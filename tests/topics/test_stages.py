"""How far a topic has come: it follows from what the rooms have on it."""

from __future__ import annotations

from typing import Any

import pytest

from tests.meetings.steps import plan as plan_activity
from tests.parties import found, parties, pass_act
from tests.topics.steps import close, payload, plan, raise_topic
from xieqiao.acts import gate
from xieqiao.acts.access import Acting
from xieqiao.outcomes.models import Outcome
from xieqiao.topics.models import Topic
from xieqiao.topics.queries import topic_list
from xieqiao.topics.stages import stage_of
from xieqiao.topics.told import page_of
from xieqiao.topics.words import Stage

pytestmark = pytest.mark.django_db


def stage(who: Acting, topic: Topic) -> Stage:
    """Return how far a topic has come; the filter of the list must agree."""
    row = topic_list(who).get(id=topic.id)
    reached = stage_of(row)
    for other in Stage:
        shown = topic_list(who, stage=other.value).filter(id=topic.id).exists()
        assert shown is (other is reached), other
    return reached


def sentence(who: Acting, topic: Topic) -> str:
    """Return the sentence at the top of the topic's page."""
    return page_of(who, topic_list(who).get(id=topic.id)).sentence


def outcome(there: list[Acting], topic: Topic) -> Outcome:
    """Return a document that all parties agreed on."""
    words: dict[str, Any] = {
        "kind": "suggestion",
        "title": "联合建议",
        "sections": [{"heading": "一", "text": "共建门店。"}],
        "topic": str(topic.id),
    }
    act = pass_act(there, "outcome.agree", words, partnership=topic.partnership_id)
    found_: Outcome = Outcome.objects.get(id=act.subject_id)
    return found_


def submit(who: Acting, document: Outcome) -> Any:
    """Return the act by which a party reported its submission."""
    words = payload(
        "submission.send",
        outcome=str(document.id),
        recipient_kind="committee",
        recipient="演示县委",
        sent_on="2021-01",
    )
    return gate.propose(who, "submission.send", words, partnership=document.partnership_id)


def test_a_topic_goes_from_confirmation_to_closing() -> None:
    there = parties(2)
    topic = raise_topic(there, found(there))
    assert stage(there[1], topic) is Stage.CONFIRMED
    plan(there, topic)
    assert stage(there[1], topic) is Stage.RESEARCH
    meeting = plan_activity(there, topic.partnership, topic=str(topic.id))
    assert stage(there[1], topic) is Stage.CONSULTATION
    pass_act(there, "activity.cancel", {"why": "改期"}, subject=meeting.id)
    assert stage(there[1], topic) is Stage.RESEARCH
    document = outcome(there, topic)
    assert stage(there[1], topic) is Stage.OUTCOME
    sent = submit(there[0], document)
    assert stage(there[1], topic) is Stage.OUTCOME
    answer = payload("submission.answer", adoption="fully", answered_on="2021-02")
    gate.propose(there[0], "submission.answer", answer, subject=sent.subject_id)
    assert stage(there[1], topic) is Stage.CONVERSION
    close(there, topic)
    assert stage(there[1], topic) is Stage.CLOSED


def test_an_action_on_the_topic_is_conversion() -> None:
    there = parties(2)
    topic = raise_topic(there, found(there))
    words = {
        "title": "门店落户",
        "responsible": str(there[0].body_id),
        "topic": str(topic.id),
    }
    pass_act(there, "action.agree", words, partnership=topic.partnership_id)
    assert stage(there[0], topic) is Stage.CONVERSION
    assert "1" in sentence(there[0], topic)


def test_a_visit_is_research_and_a_return_visit_is_not() -> None:
    there = parties(2)
    partnership = found(there)
    topic, other = raise_topic(there, partnership), raise_topic(there, partnership)
    plan_activity(there, partnership, kind="visit", topic=str(topic.id))
    plan_activity(there, partnership, kind="return_visit", topic=str(other.id))
    assert stage(there[0], topic) is Stage.RESEARCH
    assert stage(there[0], other) is Stage.CONFIRMED


def test_the_sentence_says_what_a_source_reported_as_planned() -> None:
    there = parties(2)
    words = {"beginning": "research", "beginning_note": "2021 年筹备", "source": "联谊报"}
    topic = raise_topic(there, found(there), **words)
    assert "2021 年筹备" in sentence(there[0], topic)


def test_another_partnership_s_matter_does_not_move_a_topic() -> None:
    there = parties(2)
    topic = raise_topic(there, found(there))
    other = raise_topic(there, found(there))
    plan(there, other)
    assert stage(there[0], topic) is Stage.CONFIRMED


def test_the_sentence_says_that_people_are_sent_for_it() -> None:
    there = parties(2)
    topic = raise_topic(there, found(there))
    before = sentence(there[0], topic)
    words = {
        "title": "派员对接",
        "sender": str(there[0].body_id),
        "number": 2,
        "topic": str(topic.id),
    }
    pass_act(there, "dispatch.confirm", words, partnership=topic.partnership_id)
    assert sentence(there[0], topic) != before
