"""What the tests of this room do again and again."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.parties import found, pass_act
from xieqiao.acts import gate
from xieqiao.acts.access import Acting
from xieqiao.acts.errors import BadPayload
from xieqiao.acts.kinds import kind_named
from xieqiao.acts.matter import gate_open
from xieqiao.bodies.middleware import acting_for
from xieqiao.bodies.models import Account, Assignment, Body, Person, Unit
from xieqiao.bodies.roles import Role
from xieqiao.outcomes.models import Action, Finding, Indicator, Outcome, Submission

PDF = b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


def day(ahead: int = 0) -> str:
    """Return a day so many days from today."""
    return (timezone.localdate() + timedelta(days=ahead)).isoformat()


def payload(kind: str, /, **fields: Any) -> Any:
    """Return the payload of a kind."""
    return kind_named(kind).payload.model_validate(fields)


def agree(there: list[Acting], partnership: Any = None, **fields: Any) -> Outcome:
    """Return a document that all have agreed on."""
    partnership = partnership or found(there)
    words = {
        "kind": "suggestion",
        "title": "关于共兴上海老品牌的建议",
        "sections": [{"heading": "一、背景", "text": "老品牌不变则衰。"}],
        **fields,
    }
    act = pass_act(there, "outcome.agree", words, partnership=partnership.id)
    return Outcome.objects.get(id=act.subject_id)


def revise(there: list[Acting], outcome: Outcome, **fields: Any) -> Outcome:
    """Return the document in a new wording."""
    words = {
        "kind": outcome.kind,
        "title": outcome.title,
        "sections": [{"heading": "一、背景", "text": "老品牌不变则衰，变则兴。"}],
        **fields,
    }
    pass_act(there, "outcome.revise", words, subject=outcome.id)
    outcome.refresh_from_db()
    return outcome


def report(who: Acting, kind: str, on: UUID | None = None, /, **fields: Any) -> Any:
    """Return the act by which somebody reports on a subject."""
    return gate.propose(who, kind, payload(kind, **fields), subject=on)


def submit(who: Acting, outcome: Outcome, **fields: Any) -> Submission:
    """Return a submission that somebody reports."""
    words = {
        "outcome": outcome.id,
        "title": outcome.title,
        "recipient_kind": "government",
        "recipient": "县政府",
        "sent_on": day(-60),
        **fields,
    }
    act = gate.propose(
        who, "submission.send", payload("submission.send", **words),
        partnership=outcome.partnership_id,
    )  # fmt: skip
    return Submission.objects.get(id=act.subject_id)


def receive(who: Acting, row: Submission, **fields: Any) -> Submission:
    """Report that it was received."""
    report(who, "submission.receipt", row.id, **{"received_on": day(-45), **fields})
    row.refresh_from_db()
    return row


def answer(who: Acting, row: Submission, **fields: Any) -> Submission:
    """Report how it was answered."""
    words = {"adoption": "fully", "answered_on": day(-10), "answered_by": "县政府", **fields}
    report(who, "submission.answer", row.id, **words)
    row.refresh_from_db()
    return row


def do(there: list[Acting], partnership: Any, responsible: Acting, **fields: Any) -> Action:
    """Return an action that all have agreed on."""
    words = {
        "title": "开设老品牌直营店",
        "responsible": str(responsible.body_id),
        "unit_name": "县商务局",
        "due": day(40),
        **fields,
    }
    act = pass_act(there, "action.agree", words, partnership=partnership)
    return Action.objects.get(id=act.subject_id)


def go_on(who: Acting, action: Action, /, **fields: Any) -> Any:
    """Report how an action goes."""
    words = {
        "about": action.title,
        "action": action.id,
        "state": "under_way",
        "on": day(-1),
        "text": "已选址",
        **fields,
    }
    return gate.propose(
        who, "action.report_progress", payload("action.report_progress", **words),
        partnership=action.partnership_id,
    )  # fmt: skip


def measure(who: Acting, partnership: Any, **fields: Any) -> Indicator:
    """Return an indicator with its first values."""
    words = {
        "name": "直营店",
        "unit": "家",
        "measures": [
            {"on": "2020-12", "value": "2", "from_where": "县商务局"},
            {"on": "2021-05-01", "value": "5", "from_where": "县商务局"},
        ],
        **fields,
    }
    act = gate.propose(
        who, "result.record", payload("result.record", **words), partnership=partnership
    )
    return Indicator.objects.get(id=act.subject_id)


def find(there: list[Acting], partnership: Any, **fields: Any) -> Finding:
    """Return a finding that all have agreed on."""
    words = {
        "title": "直营店进度滞后",
        "looked_at": "直营店",
        "found": "只开了一家",
        "lagging": True,
        "asks": "年底前再开两家",
        **fields,
    }
    act = pass_act(there, "finding.agree", words, partnership=partnership)
    return Finding.objects.get(id=act.subject_id)


def unit(at: Body, name: str = "演示县商务局") -> Unit:
    """Return a unit in the directory of a body."""
    return Unit.objects.create(body=at, name=name, demonstration=True)


def handler(at: Unit) -> Acting:
    """Return somebody new who handles what is addressed to a unit."""
    account = Account.objects.create_user(f"handler-{at.id}")
    person = Person.objects.create(body=at.body, name="演示经办人 01", account=account, unit=at)
    Assignment.objects.create(body=at.body, person=person, role=Role.UNIT_HANDLER, unit=at)
    found_ = acting_for(account, at.body.slug)
    assert found_ is not None
    return found_


def client_of(who: Acting, language: str = "zh-hans") -> Client:
    """Return a browser in which somebody is signed in."""
    client = Client(headers={"accept-language": language})
    client.force_login(Account.objects.get(id=str(who.account_id)))
    return client


def page(who: Acting, name: str, query: Any = "", language: Any = "zh-hans", **kwargs: Any) -> Any:
    """Return the answer that somebody gets for a page of this room."""
    path = reverse(f"outcomes:{name}", kwargs={"body": who.slug, **kwargs})
    return client_of(who, language).get(path + query)


def text(answer_: Any) -> str:
    """Return the page's text; it must be there."""
    assert answer_.status_code == 200, answer_.status_code
    return str(answer_.content.decode())


def said(answer_: Any) -> str:
    """Return a page's text without the line ends and indents of its template."""
    return " ".join(text(answer_).split())


def fault(who: Acting, kind: str, on: UUID | None = None, /, **fields: Any) -> str:
    """Return the field at which a report is refused, with nothing changed."""
    where: dict[str, Any] = {"subject": on} if on else {"partnership": fields.pop("partnership")}
    try:
        gate.propose(who, kind, payload(kind, **fields), **where)
    except BadPayload as error:
        return error.errors[0][0]
    return "nothing was refused"


def today() -> date:
    """Return today."""
    return timezone.localdate()


def long_ago(row: Any, days: int) -> None:
    """Let a row have come into force so many days ago."""
    at = timezone.now() - timedelta(days=days)
    with gate_open("acts"):
        type(row).objects.filter(id=row.id).update(in_force_at=at, entered_at=at)
