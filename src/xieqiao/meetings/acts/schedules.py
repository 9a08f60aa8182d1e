"""Moving an activity to another time or place."""

from __future__ import annotations

from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from pydantic import Field

from xieqiao.acts.kinds import Kind, Scene
from xieqiao.acts.payloads import Text
from xieqiao.acts.step import Step
from xieqiao.meetings import choices
from xieqiao.meetings.acts.terms import (
    TimeAndPlace,
    check_link,
    check_still_expected,
    check_time,
    put_schedule,
)
from xieqiao.meetings.limits import grants_within
from xieqiao.meetings.models import Schedule


class NewTime(TimeAndPlace):
    """When and where it is to be now, and why."""

    why: Text = Field(default=Text(""), title=_("Why it is moved"))


def in_words(payload: TimeAndPlace) -> str:
    """Return when it is to be, on the clocks of its zone."""
    if payload.starts is None:
        return str(payload.expected or payload.happened or "")
    return date_format(payload.starts.astimezone(ZoneInfo(payload.zone)), "DATETIME_FORMAT")


class Reschedule(Kind[NewTime]):
    """Move an activity; a holder of a standing consent decides that alone, within its limits."""

    name = "activity.reschedule"
    title = _("Change time or place")
    go = _("Propose this time and place")
    subject = "schedule"
    payload = NewTime

    def summary(self, payload: NewTime) -> str:
        """Return the sentence by which desks and lists name the act."""
        words = {"when": in_words(payload), "where": payload.place or payload.link}
        if words["where"]:
            return str(_now("Move an activity to %(when)s, %(where)s") % words)
        return str(_now("Move an activity to %(when)s") % words)

    def effect(self, payload: NewTime) -> str:
        """Return what will be so once the act is in force."""
        return str(_now("Every calendar shows the new time and place."))

    def choices(self, field: str, scene: Scene) -> list[tuple[str, str]] | None:
        """Offer zones."""
        return choices.zones(scene) if field == "zone" else None

    def allowed(self, scene: Scene) -> bool:
        """Time and place of what was called off, or has minutes, are settled."""
        return super().allowed(scene) and not _row(scene).activity.closed

    def initial(self, scene: Scene) -> dict[str, Any]:
        """Start from the time and place as they are."""
        row = _row(scene)
        return {
            "starts": row.starts_at,
            "ends": row.ends_at,
            "zone": row.zone,
            "expected": row.expected or None,
            "place": row.place,
            "link": row.link,
            "happened": row.happened or None,
        }

    def check(self, payload: NewTime, scene: Scene) -> None:
        """Refuse times that cannot be."""
        check_time(payload, past=payload.happened)
        if (payload.expected or "") != _row(scene).expected:
            check_still_expected(payload, scene.acting.body.today())
        check_link(payload.link)

    def binds(self, payload: NewTime, scene: Scene) -> list[UUID]:
        """Return the standing consent that the holder uses, as long as its limits allow."""
        return grants_within(scene, "schedule", _row(scene), payload.starts)

    def apply(self, payload: NewTime, step: Step) -> None:
        """Write when and where it is."""
        put_schedule(payload, step, past=payload.happened, why=str(payload.why))


def _row(scene: Scene) -> Schedule:
    row: Schedule = Schedule.objects.select_related("activity").get(id=scene.subject_id)
    return row
