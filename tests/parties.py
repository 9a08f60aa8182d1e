"""Invented bodies with keys and people, and acts passed between them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from xieqiao.acts import gate
from xieqiao.acts.access import Acting
from xieqiao.acts.kinds import kind_named
from xieqiao.acts.models import Act
from xieqiao.acts.signer import ensure_key
from xieqiao.bodies.middleware import acting_for
from xieqiao.bodies.models import Account, Assignment, Body, Person
from xieqiao.bodies.roles import Role


def body(number: int, **fields: Any) -> Body:
    """Return a new body with a key."""
    fields.setdefault("name", f"演示{number}号市政协")
    fields.setdefault("short_name", f"演{number}")
    made = Body.objects.create(slug=f"demo-{number}", demonstration=True, **fields)
    ensure_key(made.id)
    return made


def acting(at: Body, role: str = Role.SECRETARY_GENERAL, number: int = 1) -> Acting:
    """Return somebody new who acts for a body in a role."""
    name = f"{at.slug}-{role}-{number}"
    account = Account.objects.create_user(name)
    person = Person.objects.create(body=at, name=f"演示 {role} {number:02}", account=account)
    Assignment.objects.create(body=at, person=person, role=role)
    found = acting_for(account, at.slug)
    assert found is not None
    return found


def parties(count: int) -> list[Acting]:
    """Return secretaries-general of so many new bodies."""
    return [acting(body(n)) for n in range(1, count + 1)]


def two_parties() -> tuple[Acting, Acting]:
    """Return secretaries-general of two new bodies."""
    one, other = parties(2)
    return one, other


def consent(who: Acting, act: Act) -> Act:
    """Consent to the act's present version."""
    version = act.versions.get(number=Act.objects.get(id=act.id).version)
    return gate.consent(who, act.id, version.digest)


def pass_act(actings: list[Acting], kind: str, payload: Any, **where: Any) -> Act:
    """Propose as the first, consent as all others; return the act in force.

    The payload may be given as plain values.
    """
    if isinstance(payload, dict):
        payload = kind_named(kind).payload.model_validate(payload)
    act = gate.propose(actings[0], kind, payload, **where)
    for other in actings[1:]:
        act = consent(other, act)
    assert act.state == "sealed", act.state
    return act


def found(actings: list[Acting], **fields: Any) -> Any:
    """Return a partnership founded by all of them."""
    from xieqiao.partnerships.models import Partnership

    fields = {
        "title": "演示合作",
        "kind": "complementary",
        "setting": "演示",
        "parties": [str(a.body_id) for a in actings],
    } | fields
    act = pass_act(actings, "partnership.found", fields)
    return Partnership.objects.get(id=act.space_id)


def open_topic(actings: list[Acting], partnership: UUID, title: str = "演示议题") -> Any:
    """Return a confirmed topic."""
    from xieqiao.topics.models import Topic

    act = pass_act(actings, "topic.confirm", {"title": title}, partnership=partnership)
    return Topic.objects.get(id=act.subject_id)
