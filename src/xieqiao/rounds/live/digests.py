"""Whether adopted results are still what was adopted."""

from __future__ import annotations

from collections.abc import Iterator

from xieqiao.rounds.models import Round, Run, RunAssignment
from xieqiao.rounds.reckoning import digest_of


def check_digests(using: str) -> Iterator[str]:
    """Name the rounds whose adopted run does not give the digest that its act holds."""
    for row in Round.objects.using(using).exclude(run_id=None).order_by("id").iterator():
        run = Run.objects.using(using).filter(id=row.run_id).first()
        rows = RunAssignment.objects.using(using).filter(run=row.run_id)
        found = rows.values_list("need_id", "entrant_id", "score")
        if run is None or digest_of(run.status, found) != row.run_digest:
            yield f"round {row.id}: its result does not give its digest"
