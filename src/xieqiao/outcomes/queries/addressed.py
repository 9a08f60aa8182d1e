"""What the own office passed to units of its directory. Nobody else ever sees this."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from xieqiao.acts.access import Acting
from xieqiao.outcomes.models import (
    Action,
    AddressedAction,
    AddressedSubmission,
    Evidence,
    Submission,
    SubmittedFile,
)
from xieqiao.outcomes.queries.actions import actions_seen_by, soonest_first
from xieqiao.outcomes.queries.seen import where_we_are
from xieqiao.outcomes.queries.submissions import submissions_seen_by


def units_told(acting: Acting, about: Action | Submission) -> QuerySet[Any]:
    """Return to which units of its directory the own body passed an action or a submission."""
    model, name = _table(about)
    rows: QuerySet[Any] = model.objects.filter(body=acting.body_id, **{name: about})
    return rows.select_related("unit").order_by("addressed_at")


def _table(about: Action | Submission) -> tuple[Any, str]:
    if isinstance(about, Action):
        return AddressedAction, "action"
    return AddressedSubmission, "submission"


def actions_addressed_to(acting: Acting) -> QuerySet[Action]:
    """Return the actions that the own office passed to the acting person's unit."""
    if acting.unit_id is None:
        return where_we_are(actions_seen_by(acting)).none()
    told = AddressedAction.objects.filter(
        body=acting.body_id, unit=acting.unit_id, action=OuterRef("id")
    )
    rows = where_we_are(actions_seen_by(acting)).filter(Exists(told), responsible=acting.body_id)
    return soonest_first(rows)


def submissions_addressed_to(acting: Acting) -> QuerySet[Submission]:
    """Return the submissions that the own office passed to the acting person's unit."""
    if acting.unit_id is None:
        return Submission.objects.none()
    told = AddressedSubmission.objects.filter(
        body=acting.body_id, unit=acting.unit_id, submission=OuterRef("id")
    )
    rows = where_we_are(submissions_seen_by(acting)).filter(Exists(told), owner=acting.body_id)
    return rows.order_by("-sent_on", "-in_force_at", "id")


def unit_may_have(acting: Acting, file_id: UUID) -> bool:
    """Say whether a file belongs to something that was passed to the acting person's unit."""
    evidence = Evidence.objects.filter(
        file_id=file_id, progress__action__in=actions_addressed_to(acting).values("id")
    )
    sent = SubmittedFile.objects.filter(
        file_id=file_id, submission__in=submissions_addressed_to(acting).values("id")
    )
    return evidence.exists() or sent.exists()
