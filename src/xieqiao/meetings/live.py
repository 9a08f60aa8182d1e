"""Comments on activities: live matter, written here alone.

They are open from the plan on until minutes are proposed, whose payload holds their digest; once
the minutes are in force, they are frozen for good. If the proposal ends otherwise, they open again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import rfc8785
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from xieqiao.acts.access import Acting, Capability
from xieqiao.acts.chain import lock_space
from xieqiao.acts.errors import ActError, BadPayload, NotAllowed
from xieqiao.acts.matter import writes_live
from xieqiao.acts.models import Act, ActState, Touch
from xieqiao.acts.sight import is_party
from xieqiao.acts.texts import clean_text
from xieqiao.meetings.models import Activity, ActivityComment, Minutes

LONGEST = 2000
_CHUNK = 500


class Frozen(ActError):
    """The comments belong to minutes that are in force, or that wait for consent."""

    message = _(
        "The comments are frozen with the minutes, so nothing was added. Remarks on the minutes "
        "belong on the page of their proposal."
    )


@writes_live
def comment(acting: Acting, activity: Activity, text: str) -> ActivityComment:
    """Put a comment on an activity.

    Raises ActError when the role does not include it, the comments are frozen or nothing was
    said, and ValidationError for what cannot be written.
    """
    if not acting.can(Capability.COMMENT):
        raise NotAllowed
    said = clean_text(text, limit=LONGEST)
    if not said:
        raise BadPayload([("text", _("Please write something."))])
    assert activity.partnership_id is not None
    with transaction.atomic():
        lock_space(activity.partnership_id)
        if not is_party(acting, activity.partnership_id):
            raise NotAllowed
        if is_frozen(activity.id):
            raise Frozen
        return ActivityComment.objects.create(
            activity=activity,
            body_id=acting.body_id,
            person_id=acting.person_id,
            shown_as=acting.shown_as,
            text=said,
            at=timezone.now(),
        )


def is_frozen(activity_id: UUID) -> bool:
    """Say whether minutes that hold the comments' digest are in force, or wait for consent."""
    if Minutes.objects.filter(activity=activity_id).exists():
        return True
    touched = Touch.objects.filter(subject_id=activity_id, moves=True)
    open_acts = Act.objects.filter(id__in=touched.values("act"), state=ActState.OPEN)
    return open_acts.filter(kind="minutes.pass").exists()


def live_digest(activity_id: UUID, using: str = "default") -> str:
    """Return the SHA-256 over the canonical JSON (RFC 8785) of an activity's comments."""
    rows = ActivityComment.objects.using(using).filter(activity=activity_id)
    return _digest(_plain(row) for row in rows.order_by("at", "id"))


def check_digests(using: str) -> Iterator[str]:
    """Name the minutes whose digest is not that of the comments as they are now."""
    rows = Minutes.objects.using(using).order_by("id")
    for minutes in rows.iterator(chunk_size=_CHUNK):
        if live_digest(minutes.activity_id, using) != minutes.digest:
            yield f"minutes {minutes.id}: the comments do not give their digest"


def _digest(comments: Iterable[dict[str, Any]]) -> str:
    return hashlib.sha256(rfc8785.dumps(list(comments))).hexdigest()


def _plain(row: ActivityComment) -> dict[str, Any]:
    return {
        "id": str(row.id),
        "body": str(row.body_id),
        "person": str(row.person_id) if row.person_id else None,
        "shown_as": row.shown_as,
        "text": row.text,
        "at": _moment(row.at),
    }


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds")
