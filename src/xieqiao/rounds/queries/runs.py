"""Runs: their totals for all parties, and of each result a body's own part."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from xieqiao.acts.access import Acting, Capability
from xieqiao.acts.errors import NotAllowed
from xieqiao.rounds.gates import demand_party
from xieqiao.rounds.models import Entrant, Round, RoundNeed, Run, RunAssignment, RunUnmet
from xieqiao.rounds.queries.rounds import _ids, left_at
from xieqiao.rounds.reckoning import inputs_of
from xieqiao.rounds.running import why_not


def may_run(acting: Acting, round_: Round) -> str:
    """Return why this reader cannot let the round be matched now; nothing where it is possible."""
    try:
        demand_party(acting, round_)
    except NotAllowed as error:
        return str(error.message)
    return why_not(round_)


def is_fresh(run: Run) -> bool:
    """Say whether nothing was put in or changed since the run was made."""
    return bool(run.inputs) and inputs_of(run.round).digest() == run.inputs


def runs_of(acting: Acting, round_: Round) -> QuerySet[Run]:
    """Return the runs of a round with their totals, the newest first."""
    rows: QuerySet[Run] = Run.objects.filter(round=round_.id, round__in=_ids(acting))
    left = left_at(acting, round_)
    if left is not None:
        rows = rows.filter(asked_at__lte=left)
    return rows.select_related("round", "body", "refills").order_by("-number")


def newest_run(acting: Acting, round_: Round) -> Run | None:
    """Return the newest run, whatever came of it."""
    return runs_of(acting, round_).first()


def run_of(acting: Acting, round_: Round, number: int) -> Run:
    """Return a run by its number. Raises LookupError."""
    found = runs_of(acting, round_).filter(number=number).first()
    if found is None:
        raise LookupError("this round has no run of this number")
    return found


def assignments_of(
    acting: Acting, run: Run, words: str = "", sort: str = ""
) -> QuerySet[RunAssignment]:
    """Return which of the own people go where, need by need; nothing of others."""
    rows: QuerySet[RunAssignment] = RunAssignment.objects.filter(run=run.id, body=acting.body_id)
    if not acting.can(Capability.READ_OWN):
        rows = rows.none()
    if words:
        own = Entrant.objects.filter(round=run.round_id, body=acting.body_id)
        of_name = own.filter(Q(person__name__icontains=words) | Q(says__icontains=words))
        in_need = Q(need__need__title__icontains=words) | Q(
            need__need__owner__name__icontains=words
        )
        rows = rows.filter(in_need | Q(entrant_id__in=of_name.values("id")))
    rows = rows.select_related("need__need__owner", "run")
    orders: dict[str, tuple[str, ...]] = {"score": ("-score",), "-score": ("score",)}
    return rows.order_by(*orders.get(sort, ("need__put_in_at", "need")), "entrant_id")


def named(rows: Iterable[RunAssignment]) -> list[Any]:
    """Return assignments with `entrant` and `follower` (None where nobody was); one query more."""
    found: list[Any] = list(rows)
    ids = {row.entrant_id for row in found} | {row.follower_id for row in found}
    people = Entrant.objects.select_related("person", "strength__person", "team").in_bulk(
        [id_ for id_ in ids if id_]
    )
    for row in found:
        row.entrant = people.get(row.entrant_id)
        row.follower = people.get(row.follower_id) if row.follower_id else None
    return found


@dataclass(frozen=True)
class Fill:
    """How many people a run finds for one of the own needs, and why not more."""

    need: RoundNeed
    given: int
    least: int
    most: int
    unmet: RunUnmet | None


def fills_of(acting: Acting, run: Run) -> list[Fill]:
    """Return how the own needs fare in a run; three queries."""
    given = given_in(run)
    unmet = {row.need_id: row for row in RunUnmet.objects.filter(run=run.id)}
    rows = RoundNeed.objects.filter(round=run.round_id, need__owner=acting.body_id)
    rows = rows.select_related("need__owner").order_by("put_in_at", "id")
    return [
        Fill(row, given.get(row.id, 0), row.least, row.most, unmet.get(row.id))
        for row in rows
        if row.taken_out_at is None or row.id in given or row.id in unmet
    ]


def given_in(run: Run) -> dict[UUID, int]:
    """Return how many people each need has; for the body's own needs, or after an adoption."""
    rows = RunAssignment.objects.filter(run=run.id).order_by()
    return dict(rows.values_list("need_id").annotate(n=Count("id")))


@dataclass(frozen=True)
class ClashRule:
    """One of the rules that contradict each other; `ours` says whether we can change it."""

    kind: str
    words: str
    ours: bool


def clash_of(acting: Acting, run: Run) -> list[ClashRule]:
    """Return which rules contradict each other: the own by name, of others that they are there."""
    ids = {UUID(p) for rule in run.clash for p in rule["people"]}
    own = Entrant.objects.filter(id__in=ids, body=acting.body_id).select_related("person")
    people = {str(row.id): str(row) for row in own.select_related("person", "strength__person")}
    needs = {UUID(rule["need"]) for rule in run.clash if rule["need"]}
    rows = RoundNeed.objects.filter(id__in=needs).select_related("need")
    titles = {str(row.id): row.need.title for row in rows}
    bodies = apps.get_model("bodies.Body")._default_manager.filter(id=acting.body_id)
    ours = {str(row.pk): str(row) for row in bodies}
    return [_clash(rule, people, titles, ours) for rule in run.clash]


def _clash(
    rule: dict[str, Any], people: dict[str, str], needs: dict[str, str], ours: dict[str, str]
) -> ClashRule:
    kind, those = rule["kind"], rule["people"]
    foreign = any(p not in people for p in those) or (rule["body"] and rule["body"] not in ours)
    if foreign:
        return ClashRule(kind, _("A rule of another party for its own people"), ours=False)
    words = {
        "need": needs.get(rule["need"] or "", ""),
        "person": "、".join(people[p] for p in those),
    }
    said = {
        "minimum": _("“%(need)s” wants so many people at least"),
        "maximum": _("“%(need)s” takes so many people at most"),
        "all-or-none": _("“%(need)s” wants all, or nobody"),
        "capacity": _("%(person)s takes on so many duties at most"),
        "floor": _("Our people take on so many duties at least"),
        "cap": _("Our people take on so many duties at most"),
        "lock": _("%(person)s is set for “%(need)s” by hand"),
        "told": _("%(person)s has been told to go to “%(need)s”"),
        "conflict": _("%(person)s does not go to “%(need)s”"),
        "team": _("%(person)s go together"),
    }[kind]
    return ClashRule(kind, said % words, ours=bool(those) or bool(rule["body"]))
