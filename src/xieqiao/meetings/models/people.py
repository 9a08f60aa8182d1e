"""Who goes, and who was there: each party says it of its own side."""

from __future__ import annotations

from uuid import UUID

from django.db import models
from django.urls import reverse
from django_stubs_ext.db.models.manager import RelatedManager

from xieqiao.acts.matter import ReportedChild, ReportedModel
from xieqiao.meetings.models.activities import Activity


class Delegation(ReportedModel):
    """The people whom a party sends to an activity."""

    activity = models.ForeignKey(
        Activity, on_delete=models.DO_NOTHING, db_constraint=False, related_name="delegations"
    )
    note = models.TextField(blank=True, default="")
    delegates: RelatedManager[Delegate]

    class Meta:
        indexes = [models.Index(fields=["activity", "owner"], name="delegation_of")]

    def __str__(self) -> str:
        return str(self.activity)

    def path(self, body: str) -> str:
        """Return the address: the activity's page, at the delegations."""
        return f"{_page(body, self.activity_id)}#delegations"

    def searchable(self) -> str:
        """Return all text worth finding."""
        return "\n".join(f"{d.shown_as} {d.office}" for d in self.delegates.all())


class Delegate(ReportedChild):
    """Somebody in a delegation, as the sending party shows it."""

    delegation = models.ForeignKey(Delegation, on_delete=models.CASCADE, related_name="delegates")
    person_id = models.UUIDField(null=True)
    shown_as = models.CharField(max_length=200)
    office = models.CharField(max_length=200, blank=True, default="")
    head = models.BooleanField(default=False)

    def __str__(self) -> str:
        return self.shown_as


class Attendance(ReportedModel):
    """Who of a party's side was there."""

    activity = models.ForeignKey(
        Activity, on_delete=models.DO_NOTHING, db_constraint=False, related_name="attendances"
    )
    count = models.PositiveIntegerField(null=True)
    note = models.TextField(blank=True, default="")
    attendees: RelatedManager[Attendee]

    class Meta:
        indexes = [models.Index(fields=["activity", "owner"], name="attendance_of")]

    def __str__(self) -> str:
        return str(self.activity)

    def path(self, body: str) -> str:
        """Return the address: the activity's page, at the attendance."""
        return f"{_page(body, self.activity_id)}#attendance"

    def searchable(self) -> str:
        """Return all text worth finding."""
        people = [f"{a.shown_as} {a.office}" for a in self.attendees.all()]
        return "\n".join([*people, self.note]).strip()


class Attendee(ReportedChild):
    """Somebody who was there: of the party's own people, or a guest whom it brought."""

    attendance = models.ForeignKey(Attendance, on_delete=models.CASCADE, related_name="attendees")
    person_id = models.UUIDField(null=True)
    shown_as = models.CharField(max_length=200)
    office = models.CharField(max_length=200, blank=True, default="")
    guest = models.BooleanField(default=False)

    def __str__(self) -> str:
        return self.shown_as


def _page(body: str, activity: UUID) -> str:
    return reverse("meetings:activity", args=[body, activity])
