"""The way from need to result as a picture, and what can be done next."""

from __future__ import annotations

from typing import Any

import pytest

from tests.meetings.steps import held
from tests.meetings.steps import plan as plan_activity
from tests.parties import acting, found, parties, pass_act
from tests.partnerships.steps import leave
from tests.topics.steps import (
    close,
    compose,
    contribute,
    open_act,
    page,
    plan,
    plan_words,
    quote,
    raise_topic,
    text,
)
from xieqiao.acts.access import Acting
from xieqiao.topics.flow import Reached, Way
from xieqiao.topics.models import PartDraft, Topic
from xieqiao.topics.queries import topic_list
from xieqiao.topics.told import TopicPage, page_of

pytestmark = pytest.mark.django_db


def told(who: Acting, topic: Topic) -> TopicPage:
    """Return what the page of a topic shows."""
    return page_of(who, topic_list(who).get(id=topic.id))


def reached(who: Acting, topic: Topic) -> dict[Way, Reached]:
    """Return how far each station is."""
    return {station.way: station.reached for station in told(who, topic).stations}


def go(who: Acting, topic: Topic) -> str:
    """Return where the one filled button leads, or nothing."""
    step = told(who, topic).go
    return step.path if step else ""


def test_what_is_missing_is_dashed_and_what_is_there_is_not() -> None:
    there = parties(2)
    partnership = found(there)
    topic = raise_topic(there, partnership)
    research = plan(there, topic)
    plan_activity(there, partnership, topic=str(topic.id))
    quote(there[0], partnership, topic)
    assert reached(there[1], topic) == {
        Way.NEED: Reached.MISSING,
        Way.TOPIC: Reached.DONE,
        Way.RESEARCH: Reached.UNDER_WAY,
        Way.CONSULTATION: Reached.UNDER_WAY,
        Way.OUTCOME: Reached.MISSING,
        Way.SUBMISSION: Reached.MISSING,
        Way.ACTION: Reached.MISSING,
        Way.RESULT: Reached.DONE,
    }
    for who in there:
        contribute(who, research)
    compose(there, research)
    assert reached(there[1], topic)[Way.RESEARCH] is Reached.DONE


def test_the_picture_says_in_words_what_it_shows_and_needs_no_style() -> None:
    there = parties(2)
    topic = raise_topic(there, found(there), title='<b>&"</title>')
    shown = text(page(there[0], "topic", language="en", topic=topic.id))
    assert shown.count("<svg") == 2
    assert 'aria-label="From need to result. Need: none named; ' in shown
    assert 'class="station missing"' in shown
    assert "style=" not in shown
    assert "<b>&" not in shown


def test_one_button_leads_to_what_the_topic_waits_for() -> None:
    there = parties(2)
    partnership = found(there)
    topic = raise_topic(there, partnership)
    assert "research.plan" in go(there[0], topic)
    research = plan(there, topic)
    assert go(there[0], topic).endswith(f"/plans/{research.id}/draft/")
    PartDraft.objects.create(body=there[0].body, plan=research, title="草稿")
    assert "part.contribute" in go(there[0], topic)
    contribute(there[0], research)
    assert go(there[0], topic) == ""
    assert there[1].body.name in " ".join(told(there[0], topic).waits)
    contribute(there[1], research)
    assert "report.compose" in go(there[1], topic)
    compose(there, research)
    assert "activity.plan" in go(there[1], topic)
    meeting = held(there, partnership, topic=str(topic.id))
    assert "minutes.pass" in go(there[1], topic)
    assert f"activity={meeting.id}" in go(there[1], topic)


def test_after_the_meeting_come_outcome_submission_action_result_and_closing() -> None:
    there = parties(2)
    partnership = found(there)
    topic = raise_topic(there, partnership)
    held(there, partnership, topic=str(topic.id), starts=None, ends=None, happened="2020-09")
    assert "outcome.agree" in go(there[0], topic)
    words: dict[str, Any] = {
        "kind": "report",
        "title": "成果",
        "topic": str(topic.id),
        "sections": [{"heading": "一", "text": "共建。"}],
    }
    pass_act(there, "outcome.agree", words, partnership=partnership.id)
    assert "submission.send" in go(there[0], topic)
    action = {"title": "门店", "responsible": str(there[0].body_id), "topic": str(topic.id)}
    act = pass_act(there, "action.agree", action, partnership=partnership.id)
    pass_act(there, "action.close", {"ending": "done"}, subject=act.subject_id)
    labels = [step.path for step in told(there[0], topic).steps if step.now]
    assert any("result.record" in path for path in labels)
    quote(there[0], partnership, topic)
    labels = [step.path for step in told(there[0], topic).steps if step.now]
    assert any("topic.close" in path for path in labels)


def test_what_waits_for_consent_is_not_proposed_again() -> None:
    there = parties(2)
    topic = raise_topic(there, found(there))
    words = plan_words(there, topic)
    act = open_act(there[0], "research.plan", words, partnership=topic.partnership_id)
    now = told(there[1], topic)
    assert [one.id for one, _sentence in now.under_way] == [act.id]
    assert not any("research.plan" in step.path for step in now.steps)


@pytest.mark.parametrize("role", ["observer", "member", "administrator"])
def test_who_may_not_act_finds_no_buttons(role: str) -> None:
    there = parties(2)
    topic = raise_topic(there, found(there))
    shown = text(page(acting(there[0].body, role), "topic", topic=topic.id))
    assert "acts/new" not in shown
    assert "btn go" not in shown


def test_a_closed_topic_and_one_that_was_left_offer_no_steps() -> None:
    there = parties(3)
    partnership = found(there)
    topic, other = raise_topic(there, partnership), raise_topic(there, partnership)
    close(there, topic, ending="paused", note="等")
    assert told(there[0], topic).steps == []
    assert told(there[0], topic).may_reopen
    leave(there, there[2], partnership)
    left = told(there[2], other)
    assert (left.steps, left.may_comment, left.left) == ([], False, True)
    assert not told(there[0], topic).may_reopen
