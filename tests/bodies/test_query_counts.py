"""Every list of the directory asks the same number of questions for 10 and for 1,000 rows."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.bodies.people import Browser, browser
from xieqiao.bodies.models import (
    Assignment,
    Body,
    Invitation,
    Membership,
    Person,
    Section,
    Term,
    Unit,
)
from xieqiao.bodies.roles import Role
from xieqiao.bodies.sorting import sort_key

pytestmark = pytest.mark.django_db


def fill(at: Body, start: int, stop: int) -> None:
    """Enter rows of every kind that a list shows."""
    numbers = range(start, stop)
    named = [{"name": f"演示{n:04}", "name_key": sort_key(f"演示{n:04}")} for n in numbers]
    units = Unit.objects.bulk_create(Unit(body=at, **n) for n in named)
    sections = Section.objects.bulk_create(Section(body=at, kind="sector", **n) for n in named)
    terms = Term.objects.bulk_create(Term(body=at, name=n["name"]) for n in named)
    people = Person.objects.bulk_create(
        Person(body=at, unit=unit, **n) for unit, n in zip(units, named, strict=True)
    )
    memberships = Membership.objects.bulk_create(
        Membership(body=at, person=p, term=t) for p, t in zip(people, terms, strict=True)
    )
    through = Membership.sections.through
    through.objects.bulk_create(
        through(membership=m, section=s) for m, s in zip(memberships, sections, strict=True)
    )
    later = timezone.now() + timedelta(days=9)
    Invitation.objects.bulk_create(
        Invitation(body=at, person=p, role=Role.MEMBER, expires_at=later) for p in people
    )
    Assignment.objects.bulk_create(
        Assignment(body=at, person=p, role=Role.MEMBER, deleted_at=timezone.now()) for p in people
    )
    Body.objects.bulk_create(
        Body(slug=f"filled-{n}", name=f"机构{n}", short_name="机构") for n in numbers
    )


LISTS = ["directory", "units", "terms", "bodies", "invitations", "removed", "section", "unit"]


@pytest.mark.parametrize("name", LISTS)
def test_counts_do_not_grow(name: str) -> None:
    administrator = browser(Role.ADMINISTRATOR)
    at = administrator.who.body
    fill(at, 0, 10)
    few = questions(administrator, name)
    fill(at, 10, 1000)
    assert questions(administrator, name) == few


def questions(administrator: Browser, name: str) -> int:
    kwargs: dict[str, Any] = {}
    if name == "section":
        kwargs["section"] = Section.objects.first().id  # type: ignore[union-attr]
    if name == "unit":
        kwargs["unit"] = Unit.objects.first().id  # type: ignore[union-attr]
    administrator.open(name, **kwargs)
    with CaptureQueriesContext(connection) as asked:
        assert administrator.open(name, **kwargs).status_code == 200
    return len(asked)
