"""Which rounds wait for a body: for its desk."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from xieqiao.acts.access import Acting
from xieqiao.acts.models import Act, ActState
from xieqiao.acts.sight import party_today
from xieqiao.rounds.models import Ready, Round, Run, RunAssignment, Told
from xieqiao.rounds.words import USABLE, Said


def _here(acting: Acting) -> QuerySet[Any]:
    """Return the open rounds of the partnerships where the body is a party today."""
    proposed = Act.objects.filter(
        subject_id=OuterRef("id"), kind="round.adopt", state=ActState.OPEN
    )
    rows: QuerySet[Any] = Round.objects.filter(
        party_today(acting), ~Exists(proposed), closed=False, partnership__closed=False
    )
    return rows.select_related("partnership")


def gathering(acting: Acting) -> QuerySet[Round]:
    """Return the rounds into which this body may still put in, and has not said it is ready."""
    ready = Ready.objects.filter(round=OuterRef("id"), body=acting.body_id)
    rows = _here(acting).filter(~Exists(ready), run_id=None, gathers_until__gt=timezone.now())
    return rows.order_by("gathers_until", "id")


def with_results(acting: Acting) -> QuerySet[Any]:
    """Return the rounds whose newest run can be adopted and is not; each with `finished_at`."""
    newest = Run.objects.filter(round=OuterRef("id")).order_by("-number")
    rows = _here(acting).annotate(
        newest=Subquery(newest.values("id")[:1]),
        newest_status=Subquery(newest.values("status")[:1]),
        finished_at=Subquery(newest.values("finished_at")[:1]),
    )
    adopted = Q(run_id__isnull=False, run_id=F("newest"))
    rows = rows.filter(newest_status__in=USABLE).exclude(adopted)
    found: QuerySet[Any] = rows.order_by("finished_at", "id")
    return found


def to_be_told(acting: Acting, most: int) -> list[tuple[Round, int]]:
    """Return the rounds in which own people were not told yet, and how many; two queries."""
    told = Told.objects.filter(entrant=OuterRef("entrant_id"), need=OuterRef("need"))
    rows = RunAssignment.objects.filter(~Exists(told), body=acting.body_id)
    return _counted(acting, rows, most)


def with_holes(acting: Acting, most: int) -> list[tuple[Round, int]]:
    """Return the rounds in which own people refused, and how many; two queries."""
    told = Told.objects.filter(
        entrant=OuterRef("entrant_id"), need=OuterRef("need"), answer=Said.REFUSED
    )
    rows = RunAssignment.objects.filter(Exists(told), body=acting.body_id)
    return _counted(acting, rows, most)


def _counted(acting: Acting, rows: QuerySet[Any], most: int) -> list[tuple[Round, int]]:
    here = list(_here(acting).exclude(run_id=None).order_by("adopted_at", "id"))
    runs = [row.run_id for row in here]
    counted = rows.filter(run__in=runs).order_by().values_list("run").annotate(n=Count("id"))
    numbers = dict(counted)
    return [(row, numbers[row.run_id]) for row in here if row.run_id in numbers][:most]
