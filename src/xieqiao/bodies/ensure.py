"""What makes a directory's rows unless they are there: for set-up and for the demonstration."""

from __future__ import annotations

from typing import Any

from xieqiao.bodies.models import (
    Account,
    Assignment,
    Body,
    Membership,
    Person,
    Section,
    Term,
    Unit,
)
from xieqiao.bodies.roles import Role

# How the demonstration's invented people are named, by role.
DEMO_NAMES: dict[str, tuple[str, str]] = {
    Role.CHAIR: ("演示 主席", "Demo chair"),
    Role.SECRETARY_GENERAL: ("演示 秘书长", "Demo secretary-general"),
    Role.CLERK: ("演示 办公室", "Demo office"),
    Role.MEMBER: ("演示 委员", "Demo member"),
    Role.UNIT_HANDLER: ("演示 承办人", "Demo handler"),
    Role.OBSERVER: ("演示 观察员", "Demo observer"),
    Role.ADMINISTRATOR: ("演示 管理员", "Demo administrator"),
}


def ensure_section(body: Body, kind: str, name: str, **fields: Any) -> Section:
    """Return the body's section of that kind and name; make it if there is none."""
    return Section.objects.get_or_create(
        body=body, kind=kind, name=name, deleted_at=None, defaults=fields
    )[0]


def ensure_unit(body: Body, name: str, **fields: Any) -> Unit:
    """Return the unit of that name in the body's directory; make it if there is none."""
    return Unit.objects.get_or_create(body=body, name=name, deleted_at=None, defaults=fields)[0]


def ensure_term(body: Body, name: str, *, begins: str = "", ends: str = "") -> Term:
    """Return the body's term of that name; make it if there is none."""
    dates = {"begins": begins, "ends": ends}
    return Term.objects.get_or_create(body=body, name=name, deleted_at=None, defaults=dates)[0]


def ensure_person(body: Body, name: str, **fields: Any) -> Person:
    """Return the person of that name in the body's directory; enter him or her if missing."""
    return Person.objects.get_or_create(body=body, name=name, deleted_at=None, defaults=fields)[0]


def ensure_member(person: Person, term: Term, *sections: Section) -> Membership:
    """Return a person's membership in a term, with at least these sections."""
    membership = Membership.objects.get_or_create(
        body=person.body, person=person, term=term, deleted_at=None
    )[0]
    membership.sections.add(*sections)
    return membership


def ensure_demo_account(
    body: Body, role: str, n: int = 1, *, unit: Unit | None = None, **fields: Any
) -> Account:
    """Return the demonstration's n-th account in a role at a body; make it if there is none.

    It has no password: only the demonstration's entrance lets it in. Other `fields` (office,
    work …) are columns of its Person.
    """
    slug = f"{body.slug}-{role.replace('_', '-')}-{n}"
    account, _made = Account.objects.get_or_create(
        sign_in_name=slug, defaults={"demonstration": True, "password": "!"}
    )
    chinese, english = DEMO_NAMES[Role(role)]
    person, _made = Person.objects.get_or_create(
        body=body,
        account=account,
        defaults={
            "name": f"{chinese} {n:02}",
            "name_en": f"{english} {n:02}",
            "demonstration": True,
            "unit": unit,
            "outside": "unit_staff" if role == Role.UNIT_HANDLER else "",
            **fields,
        },
    )
    Assignment.objects.get_or_create(body=body, person=person, role=role, unit=unit)
    return account
