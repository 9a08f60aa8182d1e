"""Everything that acts wrote follows from the registers, in any order, and can be verified."""

from __future__ import annotations

import pytest

from tests.parties import found, parties, pass_act
from tests.partnerships.steps import adopt, join
from tests.topics.steps import (
    close,
    compose,
    contribute,
    newest,
    plan,
    quote,
    raise_topic,
    revise,
)
from xieqiao.acts import gate
from xieqiao.acts.kinds import kind_named
from xieqiao.acts.models import Act
from xieqiao.acts.payloads import ERASED
from xieqiao.acts.replay import replay
from xieqiao.topics.models import JointReport, PartText, Topic

pytestmark = [
    pytest.mark.django_db(databases=["default", "replay"]),
    pytest.mark.usefixtures("replay_database"),
]


def test_a_whole_life_with_a_party_that_joins_replays_in_every_order() -> None:
    there = parties(3)
    partnership = found(there[:2])
    agreement = adopt(there[:2], partnership)
    topic = raise_topic(there[:2], partnership)
    research = plan(there[:2], topic)
    part = contribute(there[0], research)
    join(there[:2], there[2], partnership)
    revise(there[0], part, title="修订稿")
    contribute(there[2], research)
    report = compose(there, research)
    revise(there[0], part, title="再修订")
    words = {"title": "报告", "why": "换稿", "parts": [str(newest(part).id)]}
    pass_act(there, "report.revise", words, subject=report.id)
    pass_act(there, "topic.revise", {"title": "新题"}, subject=topic.id)
    quote(there[1], partnership, topic)
    close(there, topic, ending="paused", note="等")
    pass_act(there, "topic.reopen", {"why": "续"}, subject=topic.id)
    ending = {"reason": "期满", "closes": [str(topic.id)]}
    pass_act(there, "agreement.end", ending, subject=agreement.id)
    assert Topic.objects.get(id=topic.id).closed
    for seed in range(4):
        assert replay("default", seed=seed) == []


def test_what_was_erased_of_a_part_is_gone_from_the_report_and_replays_the_same() -> None:
    there = parties(2)
    partnership = found(there)
    research = plan(there, raise_topic(there, partnership))
    part = contribute(there[0], research)
    compose(there, research)
    act = Act.objects.get(kind="part.contribute")
    erase = kind_named("content.erase").payload.model_validate({"act_id": act.id, "why": "涉密"})
    gate.propose(there[0], "content.erase", erase, subject=part.id)
    inside = JointReport.objects.get().parts.get().text
    assert inside == PartText.objects.get()
    assert inside.sections == [{"heading": ERASED, "text": ERASED}]
    assert replay("default", seed=1) == []
