from __future__ import annotations
import pytest
from tests.parties import parties, found, open_topic, pass_act
from xieqiao.acts import gate
from xieqiao.acts.kinds import kind_named
from xieqiao.acts.replay import replay
from xieqiao.topics.live import comments_mark
from xieqiao.topics.models import *
pytestmark = pytest.mark.django_db(databases=["default", "replay"])

def test_all() -> None:
    one, two = there = parties(2)
    p = found(there)
    t = open_topic(there, p.id)
    pass_act(there, "topic.revise", {"title": "新题", "question": "如何"}, subject=t.id)
    act = pass_act(there, "research.plan", {"topic": str(t.id), "aims": "摸清", "parts": [
        {"party": str(a.body_id), "title": "部分"} for a in there]}, partnership=p.id)
    plan = ResearchPlan.objects.get(id=act.subject_id)
    parts = [pass_act([a], "part.contribute", {"plan": str(plan.id), "title": "部分", "sections": [{"heading": "一", "text": "文"}]}, partnership=p.id) for a in there]
    pass_act([one], "part.revise", {"title": "部分二", "sections": [{"heading": "一", "text": "文"}]}, subject=parts[0].subject_id)
    texts = [str(PartText.objects.filter(part=a.subject_id).order_by("-position")[0].id) for a in parts]
    r = pass_act(there, "report.compose", {"plan": str(plan.id), "title": "报告", "parts": texts}, partnership=p.id)
    pass_act(there, "report.revise", {"why": "x", "title": "报告", "parts": texts}, subject=r.subject_id)
    pass_act([one], "effect.quote", {"said_by": {"shown_as": "演示委员 012"}, "words": "好", "topic": str(t.id)}, partnership=p.id)
    pass_act(there, "topic.close", {"ending": "paused", "note": "等", "comments": comments_mark(t.id)}, subject=t.id)
    pass_act(there, "topic.reopen", {"why": "等到"}, subject=t.id)
    assert not Topic.objects.get(id=t.id).closed
    for seed in range(4):
        assert replay("default", seed) == []
