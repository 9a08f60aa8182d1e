"""The body's own people in a round, and its rules for them: read by its own office alone."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from xieqiao.acts.access import Acting, Capability
from xieqiao.bodies.models import Person
from xieqiao.exchange.consents import usable
from xieqiao.exchange.models import Strength
from xieqiao.rounds.models import BodyLimit, Entrant, Exclusion, Lock, Round, Team


def _ours(acting: Acting, rows: QuerySet[Any]) -> QuerySet[Any]:
    """Return the own body's rows; nothing to whom may not read all own matter."""
    return rows.filter(body=acting.body_id) if acting.can(Capability.READ_OWN) else rows.none()


def entrants_of(
    acting: Acting,
    round_: Round,
    *,
    words: str = "",
    team: str = "",
    state: str = "in",
    sort: str = "",
) -> QuerySet[Entrant]:
    """Return the own people in a round; `state` is in, out, or empty for both.

    `may_be_used` says whether there is consent that holds, `rules` how many exclusions and locks
    there are.
    """
    rows: Any = _ours(acting, Entrant.objects.filter(round=round_.id))
    if words:
        said = Q(person__name__icontains=words) | Q(says__icontains=words)
        said |= Q(strength__title__icontains=words) | Q(company__icontains=words)
        rows = rows.filter(said)
    if team:
        rows = rows.filter(team=UUID(team))
    if state in ("in", "out"):
        rows = rows.filter(taken_out_at__isnull=state == "in")
    rows = rows.annotate(
        may_be_used=_may_be_used(),
        rules=Count("exclusions", distinct=True) + Count("locks", distinct=True),
    )
    rows = rows.select_related("person", "strength__person", "strength__section", "team")
    rows = rows.select_related("strength__unit")
    orders: dict[str, tuple[Any, ...]] = {
        "newest": ("-put_in_at", "id"),
        "team": (F("team__name").asc(nulls_last=True), "id"),
    }
    found: QuerySet[Entrant] = rows.order_by(
        *orders.get(sort, (F("person__name_key").asc(nulls_last=True), "id"))
    )
    return found


def _may_be_used() -> Any:
    good = usable(Strength.objects.filter(deleted_at=None, settled=False))
    by_person = Exists(good.filter(person=OuterRef("person"), body=OuterRef("body")))
    by_strength = Exists(good.filter(id=OuterRef("strength")))
    return (~Q(agreed_how="") & ~Q(says="")) | Q(by_person) | Q(by_strength)


def entrant_of(acting: Acting, round_: Round, entrant_id: UUID) -> Entrant:
    """Return one of the own people in a round. Raises LookupError."""
    found = entrants_of(acting, round_, state="").filter(id=entrant_id).first()
    if found is None:
        raise LookupError("nobody of the own body has this id")
    return found


def strengths_to_put_in(acting: Acting, round_: Round, words: str = "") -> QuerySet[Strength]:
    """Return own strengths that may be used, of whom nobody is in the round yet."""
    there = Entrant.objects.filter(round=round_.id, body=acting.body_id, taken_out_at=None)
    same = Q(person=OuterRef("person"), person__isnull=False) | Q(strength=OuterRef("id"))
    rows = _ours(acting, Strength.objects.filter(deleted_at=None, settled=False))
    rows = usable(rows).exclude(Exists(there.filter(same)))
    if words:
        said = Q(title__icontains=words) | Q(text__icontains=words)
        rows = rows.filter(said | Q(person__name__icontains=words))
    return rows.select_related("person", "section", "unit").order_by("title", "id")


def people_to_put_in(acting: Acting, round_: Round, words: str = "") -> QuerySet[Person]:
    """Return own people who are not in the round yet, by name."""
    there = Entrant.objects.filter(round=round_.id, body=acting.body_id, taken_out_at=None)
    rows = _ours(acting, Person.objects.exclude(id__in=there.exclude(person=None).values("person")))
    if words:
        rows = rows.filter(Q(name__icontains=words) | Q(work__icontains=words))
    return rows.order_by("name_key", "id")


_WITH_PAIR = ("entrant__person", "entrant__strength", "need__need__owner", "round")


def exclusions_of(acting: Acting, round_: Round) -> QuerySet[Exclusion]:
    """Return the own exclusions by hand."""
    rows = _ours(acting, Exclusion.objects.filter(round=round_.id))
    return rows.select_related(*_WITH_PAIR).order_by("need__put_in_at", "id")


def locks_of(acting: Acting, round_: Round) -> QuerySet[Lock]:
    """Return who of the own people is set for a need by hand."""
    rows = _ours(acting, Lock.objects.filter(round=round_.id))
    return rows.select_related(*_WITH_PAIR).order_by("need__put_in_at", "id")


def teams_of(acting: Acting, round_: Round) -> QuerySet[Team]:
    """Return the own teams, each with its `size` and `members`."""
    rows = _ours(acting, Team.objects.filter(round=round_.id))
    rows = rows.annotate(size=Count("members")).select_related("round")
    found: QuerySet[Team] = rows.order_by("name", "id")
    return found.prefetch_related("members__person", "members__strength")


def limit_of(acting: Acting, round_: Round) -> BodyLimit:
    """Return how many duties the own people take on in all; an empty one where nothing is said."""
    found = _ours(acting, BodyLimit.objects.filter(round=round_.id)).first()
    return found or BodyLimit(body_id=acting.body_id, round_id=round_.id)
