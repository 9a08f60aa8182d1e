"""Moving an activity to another time or place."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from pydantic import Field

from xieqiao.acts.kinds import Kind, Scene
from xieqiao.acts.payloads import Text
from xieqiao.acts.step import Step
from xieqiao.meetings import choices
from xieqiao.meetings.acts.terms import (
    OnActivity,
    TimeAndPlace,
    check_link,
    check_still_expected,
    check_time,
    check_title,
    put_schedule,
)
from xieqiao.meetings.clocks import moment_in_words, partial_in_words
from xieqiao.meetings.limits import grants_within
from xieqiao.meetings.models import Schedule


class NewTime(TimeAndPlace, OnActivity):
    """When and where it is to be now, and why."""

    why: Text = Field(default=Text(""), title=_("Why it is moved"))


def in_words(payload: TimeAndPlace) -> str:
    """Return when it is to be, on the clocks of its zone."""
    if payload.starts is None:
        return partial_in_words(payload.expected or payload.happened or "")
    return moment_in_words(payload.starts, payload.zone)


class Reschedule(Kind[NewTime]):
    """Move an activity; a holder of a standing consent decides that alone, within its limits."""

    name = "activity.reschedule"
    title = _("Change time or place")
    go = _("Propose this time and place")
    subject = "schedule"
    payload = NewTime

    def summary(self, payload: NewTime) -> str:
        """Return the sentence by which desks and lists name the act."""
        where = payload.place or payload.link
        when = _now("%(when)s, %(where)s") if where else _now("%(when)s")
        words = {
            "title": payload.activity_title,
            "when": when % {"when": in_words(payload), "where": where},
        }
        if payload.happened:
            return str(_now("“%(title)s” was held: %(when)s") % words)
        if payload.activity_title:
            return str(_now("Move “%(title)s” to %(when)s") % words)
        return str(_now("Move an activity to %(when)s") % words)

    def effect(self, payload: NewTime) -> str:
        """Return what will be so once the act is in force."""
        return str(_now("Every calendar shows the new time and place."))

    def choices(self, field: str, scene: Scene) -> list[tuple[str, str]] | None:
        """Offer zones."""
        return choices.zones(scene, _row(scene).zone) if field == "zone" else None

    def allowed(self, scene: Scene) -> bool:
        """Time and place of what was called off, or has minutes, are settled."""
        return super().allowed(scene) and not _row(scene).activity.closed

    def initial(self, scene: Scene) -> dict[str, Any]:
        """Start from the time and place as they are."""
        row = _row(scene)
        return {
            "activity_title": row.activity.title,
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
        check_title(payload, _row(scene).activity)
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
    row: Schedule = Schedule.objects.select_related("activity").get(id=scene.on)
    return row
