"""What is asked of the directories. Of other bodies only the public face is ever answered."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.db.models import Count, Prefetch, Q, QuerySet
from django.utils import timezone

from xieqiao.acts.access import Acting
from xieqiao.bodies.models import (
    Account,
    Assignment,
    Body,
    Invitation,
    Membership,
    Person,
    Section,
    Session,
    Term,
    Unit,
)
from xieqiao.bodies.regions import region_at
from xieqiao.bodies.removal import REMOVABLE, UNDO
from xieqiao.bodies.roles import givable

__all__ = ["region_at"]


def body_by_slug(slug: str) -> Body | None:
    """Which body has this part of the address?"""
    return Body.objects.select_related("region").filter(slug=slug).first()


def listed_bodies(acting: Acting, *, asked: str = "") -> QuerySet[Body]:
    """Which bodies are listed on this platform? Names, regions and levels are public within it."""
    rows = Body.objects.select_related("region")
    if asked:
        rows = rows.filter(
            Q(name__icontains=asked)
            | Q(short_name__icontains=asked)
            | Q(name_en__icontains=asked)
            | Q(region__full_name__icontains=asked)
            | Q(region_text__icontains=asked)
        )
    return rows.order_by("name_key", "id")


def bodies_that_can_be_partners(acting: Acting) -> QuerySet[Body]:
    """With which bodies could a partnership be founded?"""
    return listed_bodies(acting).filter(participates=True).exclude(id=acting.body_id)


def people_of(
    acting: Acting, *, asked: str = "", section: Any = None, outside: str | None = None
) -> QuerySet[Person]:
    """Who is in the body's own directory? Each with unit, memberships, terms and sections."""
    rows = Person.objects.kept().filter(body=acting.body_id)
    if asked:
        rows = rows.filter(
            Q(name__icontains=asked)
            | Q(name_en__icontains=asked)
            | Q(office__icontains=asked)
            | Q(work__icontains=asked)
        )
    if section is not None:
        inside = Membership.objects.kept().filter(
            sections=section, term__deleted_at=None, body=acting.body_id
        )
        rows = rows.filter(id__in=inside.values("person_id"))
    if outside is not None:
        rows = rows.filter(outside=outside)
    prefetched = Prefetch("memberships", queryset=_memberships(), to_attr="kept_memberships")
    return rows.select_related("unit").prefetch_related(prefetched)


def _memberships() -> QuerySet[Membership]:
    sections = Prefetch("sections", queryset=Section.objects.kept(), to_attr="kept_sections")
    rows = Membership.objects.kept().filter(term__deleted_at=None)
    return rows.select_related("term").prefetch_related(sections).order_by("-term__begins", "id")


def memberships_of(person: Person) -> list[Membership]:
    """In which terms has somebody been a member, and in which sections? The latest first."""
    return list(_memberships().filter(person=person))


def sections_of(acting: Acting) -> QuerySet[Section]:
    """Which sections has the body, with how many people in each?"""
    inside = Q(memberships__deleted_at=None, memberships__person__deleted_at=None)
    inside &= Q(memberships__term__deleted_at=None)
    count = Count("memberships__person", filter=inside, distinct=True)
    rows: QuerySet[Section] = Section.objects.kept().filter(body=acting.body_id)
    return rows.annotate(people=count).order_by("kind", "name_key", "id")


def units_of(acting: Acting) -> QuerySet[Unit]:
    """Which units are in the body's directory?"""
    return Unit.objects.kept().filter(body=acting.body_id).order_by("name_key", "id")


def people_at(unit: Unit) -> QuerySet[Person]:
    """Who works at a unit?"""
    return Person.objects.kept().filter(unit=unit, body=unit.body_id)


def terms_of(acting: Acting) -> QuerySet[Term]:
    """Which terms has the body had? The latest first."""
    inside = Q(memberships__deleted_at=None, memberships__person__deleted_at=None)
    rows: QuerySet[Term] = Term.objects.kept().filter(body=acting.body_id)
    members = Count("memberships", filter=inside)
    return rows.annotate(members=members).order_by("-begins", "id")


def roles_of(person: Person) -> list[Assignment]:
    """Which roles has somebody held at the body? Those that hold come first."""
    rows = Assignment.objects.kept().filter(person=person).select_related("unit", "body")
    today = person.body.today()
    return sorted(rows, key=lambda a: (not a.holds(today), a.role, str(a.id)))


def assignments_of(account: Account) -> list[Assignment]:
    """In which roles, at which bodies, may this account act today? By the bodies' names."""
    return assignments_of_all([account])


def assignments_of_all(accounts: Collection[Account]) -> list[Assignment]:
    """In which roles, at which bodies, may each of these accounts act today?"""
    rows = (
        Assignment.objects.around_today()
        .filter(person__account__in=accounts, person__deleted_at=None)
        .filter(Q(unit=None) | Q(unit__deleted_at=None))
        .select_related("body", "person", "unit")
        .order_by("body__name_key", "begins", "id")
    )
    return [a for a in rows if a.holds(a.body.today())]


def is_last_administrator(assignment: Assignment) -> bool:
    """Would nobody be left to give roles if this assignment ended?"""
    if assignment.role != "administrator":
        return False
    others = Assignment.objects.today().filter(
        body=assignment.body_id, role="administrator", person__deleted_at=None
    )
    return not others.exclude(id=assignment.id).exclude(person__account=None).exists()


def invitations_of(acting: Acting) -> QuerySet[Invitation]:
    """Which invitations wait? Only those to roles that the reader may give: a link is a key."""
    return (
        Invitation.objects.waiting()
        .filter(body=acting.body_id, role__in=givable(acting), person__deleted_at=None)
        .select_related("person", "unit", "made_by", "body")
    )


def sessions_of(account: Account) -> list[Session]:
    """Where is this account signed in? The latest seen first."""
    rows = Session.objects.filter(account_id=account.pk, expire_date__gt=timezone.now())
    return list(rows.order_by("-seen_at"))


def removed_from(acting: Acting) -> list[tuple[str, Any]]:
    """What was taken out of the body's directory and can still be put back? The latest first."""
    since = timezone.now() - UNDO
    found = []
    for kind, model in REMOVABLE.items():
        rows = model.objects.filter(body=acting.body_id, deleted_at__gt=since)
        if kind in ("assignment", "membership"):
            rows = rows.select_related("person")
        if kind == "membership":
            rows = rows.select_related("person", "term")
        found += [(kind, row) for row in rows.order_by("-deleted_at")[:200]]
    return sorted(found, key=lambda pair: pair[1].deleted_at, reverse=True)


def demo_accounts() -> list[Assignment]:
    """Which demonstration accounts are there, in which roles? By body, then by role."""
    rows = Assignment.objects.today().filter(
        person__account__demonstration=True, person__deleted_at=None
    )
    return list(
        rows.select_related("body", "person__account", "unit").order_by(
            "body__name_key", "role", "person__name_key"
        )
    )


def account_ids_with(body_id: UUID, roles: frozenset[str]) -> list[UUID]:
    """Which accounts hold one of these roles at a body today?"""
    rows = Assignment.objects.today().filter(
        body=body_id, role__in=roles, person__deleted_at=None, person__account__is_active=True
    )
    return list(rows.values_list("person__account_id", flat=True).distinct())
