"""Runs: asked for by any party, reckoned at once or in the background, never changed afterwards."""

from __future__ import annotations

import logging
from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django_tasks import task

from xieqiao.acts.access import Acting
from xieqiao.acts.matter import writes_live
from xieqiao.rounds.errors import NotNow
from xieqiao.rounds.gates import demand_party, hold
from xieqiao.rounds.models import Round, Run, RunAssignment, RunUnmet
from xieqiao.rounds.reckoning import Outcome, reckoned, size_of
from xieqiao.rounds.running import why_not
from xieqiao.rounds.words import UNDER_WAY, Status

MOST_AT_ONCE = 100_000
"""Pairs of a need and a person; of more the run is reckoned in the background."""
GIVEN_UP = timedelta(minutes=20)
log = logging.getLogger(__name__)


@writes_live
def start_run(acting: Acting, round_: Round) -> Run:
    """Return a new run; after an adoption it fills anew what was refused, and moves nobody told.

    Raises NotNow with the reason when it is not possible now.
    """
    demand_party(acting, round_)
    with transaction.atomic():
        now = hold(round_.id)
        reason = why_not(now)
        if reason:
            raise NotNow(reason)
        newest = Run.objects.filter(round=now.id).order_by("-number").first()
        run: Run = Run.objects.create(
            round_id=now.id,
            number=(newest.number if newest else 0) + 1,
            refills_id=now.run_id,
            body_id=acting.body_id,
            asked_at=timezone.now(),
        )
        large = size_of(now) > MOST_AT_ONCE
        if large:
            transaction.on_commit(lambda: reckon_later.enqueue(str(run.id)))
    if not large:
        reckon(run.id)
        run.refresh_from_db()
    return run


@task()
def reckon_later(run: str) -> None:
    """Reckon a large run."""
    reckon(UUID(run))


@writes_live
def reckon(run_id: UUID) -> None:
    """Reckon a run that waits; one that another process has taken up is left to it."""
    waiting = Run.objects.filter(id=run_id, status=Status.WAITING)
    if not waiting.update(status=Status.RUNNING, begun_at=timezone.now()):
        return
    run: Run = Run.objects.select_related("round").get(id=run_id)
    try:
        outcome = reckoned(run.round)
        with transaction.atomic():
            _keep(run, outcome)
    except Exception:
        log.exception("run %s of round %s broke off", run.number, run.round_id)
        fields = {"status": Status.FAILED, "finished_at": timezone.now()}
        Run.objects.filter(id=run_id).update(**fields)


@writes_live
def give_up() -> int:
    """Mark what was begun or put off long ago and has come to nothing; return how many."""
    before = timezone.now() - GIVEN_UP
    rows = Run.objects.filter(status__in=UNDER_WAY, asked_at__lt=before)
    return int(rows.update(status=Status.FAILED, finished_at=timezone.now()))


def _keep(run: Run, outcome: Outcome) -> None:
    for name, value in outcome.fields.items():
        setattr(run, name, value)
    run.finished_at = timezone.now()
    run.save()
    RunAssignment.objects.bulk_create(RunAssignment(run=run, **row) for row in outcome.assignments)
    RunUnmet.objects.bulk_create(RunUnmet(run=run, **row) for row in outcome.unmet)
