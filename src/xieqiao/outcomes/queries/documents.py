"""Which outcome documents there are, who stands behind one, how it read before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db.models import Prefetch, Q, QuerySet

from xieqiao.acts.access import Acting
from xieqiao.acts.models import Act, ActState, Seat, Stance, Version
from xieqiao.acts.sight import seen_by
from xieqiao.outcomes.models import Outcome, Submission

KINDS = ("outcome.agree", "outcome.revise")


@dataclass(frozen=True)
class OutcomeVersion:
    """A wording that was in force: the act that brought it, when, and how it read."""

    number: int
    act_id: UUID
    at: datetime
    payload: Any

    def text(self) -> str:
        """Return the whole wording as plain text, for comparing."""
        parts = [str(self.payload.title)]
        for section in self.payload.sections:
            parts += [str(section.heading), str(section.text)]
        return "\n\n".join(part for part in parts if part)


def outcomes_seen_by(acting: Acting, words: str = "") -> QuerySet[Outcome]:
    """Return the outcome documents that the body may read, those with `words` in the title."""
    sent = Submission.objects.select_related("owner").order_by("sent_on", "id")
    rows = (
        seen_by(acting, Outcome.objects.all())
        .select_related("partnership", "topic")
        .prefetch_related(Prefetch("submissions", queryset=sent))
        .order_by("-in_force_at", "id")
    )
    return rows.filter(Q(title__icontains=words) | Q(number__icontains=words)) if words else rows


def parties_of(partnership_id: UUID | None) -> list[Any]:
    """Return the bodies that are parties today, in the order in which they joined."""
    seats = Seat.objects.filter(space=partnership_id, left_at=None)
    rows = seats.select_related("body").order_by("joined_at", "body__name_key")
    return [seat.body for seat in rows]


def versions_of(outcome: Outcome) -> list[OutcomeVersion]:
    """Return every wording that was in force, the first one first."""
    rows = (
        Version.objects.filter(
            act__subject_id=outcome.id, act__state=ActState.SEALED, act__kind__in=KINDS
        )
        .select_related("act", "structural", "erasable")
        .order_by("act__ended_at", "act_id", "number")
    )
    last = {row.act_id: row for row in rows if row.number == row.act.version}
    return [
        OutcomeVersion(n, row.act_id, row.act.ended_at or row.at, row.payload())
        for n, row in enumerate(last.values(), start=1)
    ]


def signatories_of(outcome: Outcome, versions: Sequence[OutcomeVersion]) -> list[Any]:
    """Return the bodies that stand behind the present wording, in the order of signing.

    The order is the one they agreed on; without one, the proposer comes first.
    """
    if not versions:
        return []
    act = Act.objects.get(id=versions[-1].act_id)
    stances = Stance.objects.filter(
        version__act=act, version__number=act.version, consent=True
    ).values_list("body_id", flat=True)
    consented = list(stances.order_by("at", "id"))
    agreed = [UUID(i) for i in outcome.signatories if UUID(i) in consented]
    order = agreed + [i for i in consented if i not in agreed]
    bodies = apps.get_model("bodies.Body")._default_manager.in_bulk(order)
    return [bodies[i] for i in order if i in bodies]
