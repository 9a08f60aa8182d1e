"""Naming one's delegation, and saying who was there: each party for its own side."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from pydantic import Field

from xieqiao.acts.access import Capability
from xieqiao.acts.kinds import Kind, Move, PayloadError, Scene
from xieqiao.acts.matter import Matter
from xieqiao.acts.models import Subject
from xieqiao.acts.payloads import PersonShown, Text
from xieqiao.acts.references import check_subject
from xieqiao.acts.step import Step
from xieqiao.meetings import choices
from xieqiao.meetings.acts.terms import OnActivity, check_begun, check_title
from xieqiao.meetings.models import (
    Activity,
    Attendance,
    Attendee,
    Delegate,
    Delegation,
)

MOST_PEOPLE = 99
People = list[PersonShown]


class DelegationText(OnActivity):
    """Whom a party sends."""

    activity: UUID = Field(title=_("Activity"), json_schema_extra={"fixed": True})
    heads: People = Field(
        default_factory=list,
        title=_("Led by"),
        description=_(
            "What you write here is what the partners see. For somebody chosen from your "
            "directory the name may stay empty: it is then shown as it stands there."
        ),
        max_length=10,
    )
    members: People = Field(default_factory=list, title=_("Other members"), max_length=MOST_PEOPLE)
    note: Text = Field(default=Text(""), title=_("Note"))


class AttendanceText(OnActivity):
    """Who of a party's side was there."""

    activity: UUID = Field(title=_("Activity"), json_schema_extra={"fixed": True})
    people: People = Field(default_factory=list, title=_("Our own people"), max_length=MOST_PEOPLE)
    guests: People = Field(
        default_factory=list,
        title=_("Guests whom we brought"),
        description=_("Leaders, experts, staff of departments: everybody who came with our side."),
        max_length=MOST_PEOPLE,
    )
    count: int | None = Field(
        default=None,
        ge=1,
        le=100_000,
        title=_("How many were there"),
        description=_("Only if not all of them are named."),
    )
    note: Text = Field(default=Text(""), title=_("Note"))


def _rows(people: People, **fields: Any) -> list[dict[str, Any]]:
    return [
        {"person_id": p.person_id, "shown_as": str(p.shown_as), "office": str(p.office), **fields}
        for p in people
    ]


def _shown(rows: Any, **wanted: Any) -> list[dict[str, Any]]:
    return list(rows.filter(**wanted).values("person_id", "shown_as", "office"))


def _check_activity(scene: Scene, payload: Any) -> Activity:
    check_subject(scene, "activity", payload.activity, "activity")
    row: Activity = Activity.objects.select_related("schedule").get(id=payload.activity)
    if row.cancelled:
        raise PayloadError("activity", _("This activity was called off."))
    check_title(payload, row)
    return row


def _check_people(scene: Scene, **lists: People) -> None:
    """Refuse empty names, people of other directories, and the same person twice."""
    seen: set[UUID] = set()
    for field, people in lists.items():
        ids = [p.person_id for p in people if p.person_id]
        strange = set(ids) - choices.own_people(scene, ids)
        for place, person in enumerate(people):
            if not person.shown_as:
                raise PayloadError(f"{field}.{place}.shown_as", _("Please fill this in."))
            if person.person_id in strange:
                raise PayloadError(
                    f"{field}.{place}.person_id", _("Choose somebody of your own directory.")
                )
            if person.person_id in seen:
                raise PayloadError(f"{field}.{place}.person_id", _("Name everybody once."))
            if person.person_id:
                seen.add(person.person_id)


class _OwnSide(Kind[Any]):
    """What a party says of its own side of an activity; saying it again replaces it."""

    matter = Matter.REPORTED
    creates = True
    prepare = Capability.REPORT
    release = Capability.REPORT
    table: type[Any]

    def choices(self, field: str, scene: Scene) -> list[tuple[str, str]] | None:
        """Offer the activities."""
        return choices.activities(scene) if field == "activity" else None

    def allowed(self, scene: Scene) -> bool:
        """One's own side can always be told of."""
        return True

    def moves(self, payload: Any, scene: Scene) -> list[Move]:
        """Return what the party said of this activity before, or something new."""
        said = self._said(payload.activity, scene)
        return [Move(self.subject, said.id if said else None)]

    def refers(self, payload: Any) -> list[UUID]:
        """Return the activity."""
        return [payload.activity]

    def _said(self, activity: UUID | None, scene: Scene) -> Any:
        rows = self.table.objects.filter(activity=activity, owner=scene.acting.body_id)
        found = rows.order_by("in_force_at", "id").last()
        there = found is not None and Subject.objects.filter(id=found.id).exists()
        return found if there else None


class NameDelegation(_OwnSide):
    """Name the people whom one's own side sends, and who leads them."""

    name = "activity.name_delegation"
    title = _("Name the delegation")
    go = _("Name it")
    subject = "delegation"
    payload = DelegationText
    table = Delegation

    def summary(self, payload: DelegationText) -> str:
        """Return the sentence by which desks and lists name the act."""
        count = len(payload.heads) + len(payload.members)
        if payload.source:  # which names some, and seldom says how many there were
            words = _now("The delegation to “%(title)s”, as far as reported")
        elif payload.activity_title:
            words = ngettext(
                "A delegation of %(count)d person to “%(title)s”",
                "A delegation of %(count)d people to “%(title)s”",
                count,
            )
        else:
            words = ngettext(
                "A delegation of %(count)d person", "A delegation of %(count)d people", count
            )
        words %= {"count": count, "title": payload.activity_title}
        heads = _now(", ").join(str(head.shown_as) for head in payload.heads)
        if not heads:
            return str(words)
        return str(_now("%(delegation)s, led by %(heads)s") % {"delegation": words, "heads": heads})

    def effect(self, payload: DelegationText) -> str:
        """Return what will be so once the act is in force."""
        return str(_now("All parties see who comes from this side."))

    def initial(self, scene: Scene) -> dict[str, Any]:
        """Start from the delegation that was named before."""
        activity = choices.activity_in_hand(scene)
        if activity is None:
            return {}
        said = self._said(activity.id, scene)
        if said is None:
            return {"activity_title": activity.title}
        return {
            "activity_title": activity.title,
            "heads": _shown(said.delegates, head=True),
            "members": _shown(said.delegates, head=False),
            "note": said.note,
        }

    def check(self, payload: DelegationText, scene: Scene) -> None:
        """Refuse an empty delegation, and people of others."""
        _check_activity(scene, payload)
        if not payload.heads and not payload.members:
            raise PayloadError("heads", _("Name at least one person."))
        _check_people(scene, heads=payload.heads, members=payload.members)

    def apply(self, payload: DelegationText, step: Step) -> None:
        """Write the delegation."""
        step.put(Delegation, activity_id=payload.activity, note=str(payload.note))
        people = _rows(payload.heads, head=True) + _rows(payload.members, head=False)
        step.replace(Delegate, {"delegation_id": step.subject.id}, people)


class RecordAttendance(_OwnSide):
    """Say who of one's own side was there."""

    name = "activity.record_attendance"
    title = _("Enter who attended")
    go = _("Enter it")
    subject = "attendance"
    payload = AttendanceText
    table = Attendance

    def summary(self, payload: AttendanceText) -> str:
        """Return the sentence by which desks and lists name the act."""
        count = payload.count or len(payload.people) + len(payload.guests)
        if payload.source and payload.count is None:
            words = _now("Who of this side attended “%(title)s”, as far as reported")
        elif payload.activity_title:
            words = ngettext(
                "%(count)d person of this side attended “%(title)s”",
                "%(count)d people of this side attended “%(title)s”",
                count,
            )
        else:
            words = ngettext(
                "%(count)d person of this side attended",
                "%(count)d people of this side attended",
                count,
            )
        return str(words % {"count": count, "title": payload.activity_title})

    def effect(self, payload: AttendanceText) -> str:
        """Return what will be so once the act is in force."""
        return str(_now("All parties read who of this side was there."))

    def initial(self, scene: Scene) -> dict[str, Any]:
        """Start from what was entered before, otherwise from the delegation."""
        activity = choices.activity_in_hand(scene)
        if activity is None:
            return {}
        said = self._said(activity.id, scene)
        if said is not None:
            return {
                "activity_title": activity.title,
                "people": _shown(said.attendees, guest=False),
                "guests": _shown(said.attendees, guest=True),
                "count": said.count,
                "note": said.note,
            }
        sent = Delegate.objects.filter(
            delegation__activity=activity.id, delegation__owner=scene.acting.body_id
        )
        return {"activity_title": activity.title, "people": _shown(sent)}

    def check(self, payload: AttendanceText, scene: Scene) -> None:
        """Refuse what has not begun yet, and people of others."""
        check_begun(_check_activity(scene, payload))
        named = len(payload.people) + len(payload.guests)
        if not named and payload.count is None:
            raise PayloadError("people", _("Name at least one person, or say how many were there."))
        if payload.count is not None and payload.count < named:
            raise PayloadError("count", _("More are named than you say were there."))
        _check_people(scene, people=payload.people, guests=payload.guests)

    def apply(self, payload: AttendanceText, step: Step) -> None:
        """Write who was there."""
        step.put(
            Attendance,
            activity_id=payload.activity,
            count=payload.count,
            note=str(payload.note),
        )
        people = _rows(payload.people, guest=False) + _rows(payload.guests, guest=True)
        step.replace(Attendee, {"attendance_id": step.subject.id}, people)
