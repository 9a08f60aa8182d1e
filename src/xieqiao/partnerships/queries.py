"""What one can ask about partnerships. Every answer is what the asking body may read."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import (
    CharField,
    Count,
    Exists,
    F,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Subquery,
    Value,
)
from django.db.models.functions import Cast, Coalesce, NullIf
from django.utils import timezone

from xieqiao.acts.access import Acting
from xieqiao.acts.deciders import Standing
from xieqiao.acts.kinds import Scene
from xieqiao.acts.models import Act, ActState, Seat, Touch
from xieqiao.acts.sight import acts_seen_by, seen_by
from xieqiao.partnerships.models import (
    Agreement,
    FocusArea,
    Mechanism,
    MechanismHost,
    Partnership,
    Party,
    SectionExchange,
    StandingConsent,
)
from xieqiao.partnerships.neighbours import held_by
from xieqiao.partnerships.occurrences import Course, course_of
from xieqiao.partnerships.standing import Grant, grants_in, grants_of, grants_used

EXPIRES_SOON = timedelta(days=90)


# Who is in


def partnerships_seen_by(acting: Acting) -> QuerySet[Partnership]:
    """Return the partnerships that the body is or was a party of.

    Each has `left_by_us`: None, or when the body left; what came later is not for it.
    """
    seats = Seat.objects.filter(space=OuterRef("id"), body=acting.body_id)
    left = Subquery(seats.values("left_at")[:1])
    rows: QuerySet[Partnership] = Partnership.objects.filter(Exists(seats))
    return rows.annotate(left_by_us=left)


def partnerships_open_to(acting: Acting) -> QuerySet[Partnership]:
    """Return the partnerships in which the body can act today."""
    here = Seat.objects.filter(space=OuterRef("id"), body=acting.body_id, left_at=None)
    return partnerships_seen_by(acting).filter(Exists(here), closed=False)


def is_party(body_id: UUID, partnership_id: UUID) -> bool:
    """Say whether a body is a party there today."""
    return Seat.objects.filter(space=partnership_id, body=body_id, left_at=None).exists()


def parties_of(partnership_id: UUID, until: datetime | None = None) -> list[Party]:
    """Return the parties, in the order in which they came; with `until`, those of that time."""
    rows = Party.objects.filter(partnership=partnership_id).select_related("body")
    if until is None:
        rows = rows.filter(left_at=None)
    else:
        rows = rows.filter(Q(left_at=None) | Q(left_at__gte=until), joined_at__lte=until)
    return list(rows.order_by("position"))


def comings_and_goings(partnership_id: UUID, until: datetime | None = None) -> list[Party]:
    """Return every time that a body spent as a party, the first first."""
    rows = Party.objects.filter(partnership=partnership_id).select_related("body")
    if until is not None:
        rows = rows.filter(joined_at__lte=until)
    return list(rows.order_by("position"))


def partnership_list(
    acting: Acting, *, words: str = "", kind: str = "", state: str = "", sort: str = "name"
) -> QuerySet[Partnership]:
    """Return partnerships for the list page, each with its parties of today as `present`."""
    rows = partnerships_seen_by(acting)
    if words:
        with_party = Party.objects.filter(partnership=OuterRef("id"), body__name__icontains=words)
        found = Q(title__icontains=words) | Q(setting__icontains=words) | Exists(with_party)
        rows = rows.filter(found)
    if kind:
        rows = rows.filter(kind=kind)
    past = Q(closed=True) | Q(left_by_us__isnull=False)
    if state:
        rows = rows.filter(past) if state == "past" else rows.exclude(past)
    here = Party.objects.filter(left_at=None).select_related("body").order_by("position")
    rows = rows.prefetch_related(Prefetch("parties", here, to_attr="present"))
    return rows.order_by(*_ORDERS.get(sort, _ORDERS["name"]))


_BEGAN = Coalesce(NullIf("founded_on", Value("")), Cast("founded_at", CharField()))
_ORDERS: dict[str, tuple[Any, ...]] = {
    "name": ("sort_key", "id"),
    "-name": (F("sort_key").desc(), "id"),
    "since": (_BEGAN.asc(), "id"),
    "-since": (_BEGAN.desc(), "id"),
}


# What they agreed


def agreements_seen_by(acting: Acting) -> QuerySet[Agreement]:
    """Return the agreements of all partnerships that the body may read."""
    return seen_by(acting, Agreement.objects.all())


def agreements_of(acting: Acting, partnership_id: UUID) -> QuerySet[Agreement]:
    """Return the agreements, those in force first."""
    rows = agreements_seen_by(acting).filter(partnership=partnership_id)
    return rows.order_by("closed", "-in_force_at")


def focus_areas_of(partnership_id: UUID) -> QuerySet[FocusArea]:
    """Return the focus areas of the agreements in force."""
    rows = FocusArea.objects.filter(partnership=partnership_id, dropped=False)
    return rows.filter(agreement__closed=False).order_by("agreement__in_force_at", "position")


def exchanges_of(acting: Acting, partnership_id: UUID) -> QuerySet[SectionExchange]:
    """Return the exchanges between sections, open ones first."""
    rows = seen_by(acting, SectionExchange.objects.filter(partnership=partnership_id))
    return rows.prefetch_related("sides__body").order_by("closed", "in_force_at", "id")


def ends_soon(agreement: Agreement, today: date) -> bool:
    """Say whether an agreement in force ends within ninety days, or has run out."""
    end = agreement.valid_to
    return not agreement.closed and end is not None and end - today <= EXPIRES_SOON


# How they keep meeting


def mechanisms_seen_by(acting: Acting) -> QuerySet[Mechanism]:
    """Return the mechanisms of all partnerships that the body may read."""
    hosts = MechanismHost.objects.select_related("body").order_by("position")
    rows = seen_by(acting, Mechanism.objects.all())
    return rows.prefetch_related(Prefetch("hosts", hosts)).select_related("partnership")


def mechanisms_of(acting: Acting, partnership_id: UUID, today: date | None = None) -> list[Course]:
    """Return the mechanisms of a partnership and how each goes, open ones first."""
    return courses(acting, mechanism_rows(acting, partnership_id), today)


def mechanism_rows(acting: Acting, partnership_id: UUID) -> QuerySet[Mechanism]:
    """Return the mechanisms of a partnership, open ones first."""
    rows = mechanisms_seen_by(acting).filter(partnership=partnership_id)
    return rows.order_by("closed", "in_force_at", "id")


def courses(acting: Acting, rows: Iterable[Mechanism], today: date | None = None) -> list[Course]:
    """Return how each of these mechanisms goes; three queries, however many there are."""
    mechanisms = list(rows)
    parties: dict[UUID, set[UUID]] = {}
    seats = Seat.objects.filter(space__in={m.partnership_id for m in mechanisms}, left_at=None)
    for space, body in seats.values_list("space_id", "body_id"):
        parties.setdefault(space, set()).add(body)
    held = held_by(acting, [m.id for m in mechanisms])
    day = today or timezone.localdate()
    return [
        course_of(
            m,
            [host.body for host in m.hosts.all()],
            parties.get(m.partnership_id or m.id, set()),
            held.get(m.id, []),
            day,
        )
        for m in mechanisms
    ]


# Where one party decides alone


def standing_for(partnership_id: UUID, subject_type: str) -> Standing | None:
    """Return the standing consent under which a new subject of this sort comes, if there is one.

    For the `standing` of a Move that creates one.
    """
    grant = grant_for(partnership_id, subject_type)
    return grant.standing if grant else None


def grant_for(partnership_id: UUID, subject_type: str) -> Grant | None:
    """Return the standing consent that works for a sort of subject, with its limits."""
    grants = (g for g in grants_in(partnership_id) if subject_type in g.sorts)
    return next(grants, None)


def standing_of(acting: Acting, partnership_id: UUID) -> list[Grant]:
    """Return all standing consents of a partnership, past ones too, the newest first."""
    rows = seen_by(acting, StandingConsent.objects.filter(partnership=partnership_id))
    return grants_of(rows.select_related("giver", "holder").order_by("-in_force_at", "id"))


def uses_of(acting: Acting, grants: Collection[Grant]) -> QuerySet[Act]:
    """Return the acts in force that rest on one of these standing consents, the newest first."""
    ids = [row.id for grant in grants for row in grant.rows]
    used = Touch.objects.filter(act=OuterRef("id"), subject_id__in=ids, moves=False)
    rows = acts_seen_by(acting).filter(Exists(used), state=ActState.SEALED)
    return rows.select_related("proposer").order_by("-ended_at")


def standing_used(scene: Scene) -> list[UUID]:
    """Return what a holder's act binds to, so that the holder decides alone; otherwise nothing.

    For the `binds` of kinds on subjects that can be under a standing consent.
    """
    return grants_used(scene.subject, scene.acting.body_id)


# For other rooms


def partnership_choices(acting: Acting) -> list[tuple[str, str]]:
    """Return the partnerships in which the body can act, for a form."""
    return [(str(p.id), str(p)) for p in partnerships_open_to(acting)]


def counts_of(partnership_ids: Sequence[UUID]) -> dict[UUID, int]:
    """Return how many parties each of these partnerships has today."""
    rows = Seat.objects.filter(space__in=partnership_ids, left_at=None)
    counted = rows.values("space_id").annotate(number=Count("id"))
    return dict(counted.values_list("space_id", F("number")))
