"""What the tests of this room do again and again."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.parties import pass_act
from xieqiao.acts import gate
from xieqiao.acts.access import Acting
from xieqiao.acts.kinds import kind_named
from xieqiao.acts.models import Act
from xieqiao.bodies.models import Account
from xieqiao.topics.live import comments_mark
from xieqiao.topics.models import (
    Effect,
    JointReport,
    PartText,
    ResearchPart,
    ResearchPlan,
    Topic,
)


def payload(kind: str, /, **fields: Any) -> Any:
    """Return the payload of a kind."""
    return kind_named(kind).payload.model_validate(fields)


def day(ahead: int) -> str:
    """Return a day so many days from today."""
    return (timezone.localdate() + timedelta(days=ahead)).isoformat()


def raise_topic(there: list[Acting], partnership: Any, **fields: Any) -> Topic:
    """Return a topic that all parties confirmed."""
    words = {"title": "共兴老品牌", **fields}
    act = pass_act(there, "topic.confirm", words, partnership=partnership.id)
    found: Topic = Topic.objects.get(id=act.subject_id)
    return found


def plan_words(there: list[Acting], topic: Topic, **fields: Any) -> dict[str, Any]:
    """Return the words of a plan: a part for each party, due in ten days."""
    parts = [
        {"party": str(a.body_id), "title": f"{a.body.short_name}部分", "due": day(10)}
        for a in there
    ]
    return {"topic": str(topic.id), "aims": "摸清现状", "parts": parts, **fields}


def plan(there: list[Acting], topic: Topic, **fields: Any) -> ResearchPlan:
    """Return a research plan that all parties agreed on."""
    words = plan_words(there, topic, **fields)
    act = pass_act(there, "research.plan", words, partnership=topic.partnership_id)
    found: ResearchPlan = ResearchPlan.objects.get(id=act.subject_id)
    return found


def part_words(plan: ResearchPlan | None = None, **fields: Any) -> dict[str, Any]:
    """Return the words of a part with one section."""
    words: dict[str, Any] = {
        "title": "分报告",
        "sections": [{"heading": "现状", "text": "门店少。"}],
    }
    return {**words, **({"plan": str(plan.id)} if plan else {}), **fields}


def contribute(who: Acting, plan: ResearchPlan, **fields: Any) -> ResearchPart:
    """Return a part that a party contributed."""
    words = payload("part.contribute", **part_words(plan, **fields))
    act = gate.propose(who, "part.contribute", words, partnership=plan.partnership_id)
    found: ResearchPart = ResearchPart.objects.get(id=act.subject_id)
    return found


def revise(who: Acting, part: ResearchPart, **fields: Any) -> PartText:
    """Return the newest wording of a part that its party revised."""
    gate.propose(
        who, "part.revise", payload("part.revise", **part_words(**fields)), subject=part.id
    )
    return newest(part)


def newest(part: ResearchPart) -> PartText:
    """Return the newest wording of a part."""
    found: PartText = PartText.objects.filter(part=part).latest("position")
    return found


def compose(there: list[Acting], plan: ResearchPlan, **fields: Any) -> JointReport:
    """Return a joint report of all contributed parts."""
    parts = ResearchPart.objects.filter(plan=plan).order_by("contributed_at")
    ids = [str(newest(part).id) for part in parts]
    words = {"plan": str(plan.id), "title": "联合调研报告", "parts": ids, **fields}
    act = pass_act(there, "report.compose", words, partnership=plan.partnership_id)
    found: JointReport = JointReport.objects.get(id=act.subject_id)
    return found


def close(there: list[Acting], topic: Topic, **fields: Any) -> Topic:
    """Return a topic that all parties closed."""
    words = {"comments": comments_mark(topic.id), **fields}
    pass_act(there, "topic.close", words, subject=topic.id)
    found: Topic = Topic.objects.get(id=topic.id)
    return found


def quote(who: Acting, partnership: Any, topic: Topic | None = None, **fields: Any) -> Effect:
    """Return words of effect that a party reported."""
    words: dict[str, Any] = {"said_by": {"shown_as": "演示科长 01"}, "words": "事半功倍。"}
    words |= {"topic": str(topic.id) if topic else None, **fields}
    act = gate.propose(
        who, "effect.quote", payload("effect.quote", **words), partnership=partnership.id
    )
    found: Effect = Effect.objects.get(id=act.subject_id)
    return found


def open_act(who: Acting, kind: str, words: dict[str, Any], **where: Any) -> Act:
    """Return a proposal that waits for consent."""
    return gate.propose(who, kind, payload(kind, **words), **where)


def client_of(who: Acting, language: str = "zh-hans") -> Client:
    """Return a browser that somebody is signed in with."""
    client = Client(headers={"accept-language": language})
    client.force_login(Account.objects.get(id=str(who.account_id)))
    return client


def page(who: Acting, name: str, query: str = "", language: str = "zh-hans", **kw: Any) -> Any:
    """Return the answer that somebody gets for a page of this room."""
    path = reverse(f"topics:{name}", kwargs={"body": who.slug, **kw})
    return client_of(who, language).get(path + query)


def text(answer: Any) -> str:
    """Return the page's text; it must be there."""
    assert answer.status_code == 200, answer.status_code
    return str(answer.content.decode())


def post(who: Acting, path: str, **fields: Any) -> Any:
    """Return the answer to a form that somebody sends."""
    return client_of(who).post(path, {"acting": who.token, **fields})


def form_path(who: Acting, kind: str, **query: UUID | str | None) -> str:
    """Return the address of an act's form."""
    page = reverse("acts:new", kwargs={"body": who.slug, "kind": kind})
    return page + "?" + "&".join(f"{name}={value}" for name, value in query.items())
