"""What the parties do together at one time and place."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext as _
from django_stubs_ext.db.models.manager import RelatedManager

from xieqiao.acts.matter import SharedChild, SharedModel
from xieqiao.meetings.words import ActivityKind, InvitedAs

if TYPE_CHECKING:
    from xieqiao.meetings.models.schedules import Schedule


class Activity(SharedModel):
    """A meeting, a visit, research on the spot: one model for all that brings people together.

    When and where is a subject of its own, the schedule; so are the papers.
    """

    kind = models.CharField(max_length=16, choices=ActivityKind.choices)
    title = models.CharField(max_length=200)
    purpose = models.TextField(blank=True, default="")
    topic = models.ForeignKey(
        "topics.Topic",
        null=True,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        related_name="activities",
    )
    mechanism = models.ForeignKey(
        "partnerships.Mechanism",
        null=True,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        related_name="activities",
    )
    host = models.ForeignKey("bodies.Body", null=True, on_delete=models.PROTECT, related_name="+")
    planned_at = models.DateTimeField()
    cancelled = models.BooleanField(default=False)
    cancelled_because = models.TextField(blank=True, default="")
    agenda: RelatedManager[AgendaItem]
    invited: RelatedManager[Invited]

    class Meta:
        verbose_name_plural = "activities"
        indexes = [models.Index(fields=["partnership", "planned_at"], name="activity_of")]

    def __str__(self) -> str:
        return self.title

    def path(self, body: str) -> str:
        """Return the address of the activity as seen by the body with that slug."""
        return reverse("meetings:activity", args=[body, self.id])

    def searchable(self) -> str:
        """Return all text worth finding."""
        parts = [self.title, self.purpose]
        parts += [f"{item.title} {item.speaker}" for item in self.agenda.all()]
        parts += [guest.name for guest in self.invited.all()]
        return "\n".join(part for part in parts if part.strip())

    @property
    def headline(self) -> str:
        """What it is and what it is called, for lists in which other things stand too."""
        return _("%(kind)s: %(title)s") % {"kind": self.get_kind_display(), "title": self.title}

    @property
    def times(self) -> Schedule | None:
        """When and where it is; in the midst of a replay it may not be there yet."""
        return getattr(self, "schedule", None)

    @property
    def on(self) -> date | None:
        """The day on which it is.

        Of what was, the first that a less exact date can mean; of what is only expected, the last.
        """
        if self.times is None:
            return None
        return self.times.latest_day if self.times.open_ended else self.times.first_day

    @property
    def begins(self) -> datetime | None:
        """The moment at which it begins, if one is fixed."""
        return self.times.starts_at if self.times else None


class AgendaItem(SharedChild):
    """A point of the agenda."""

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="agenda")
    title = models.CharField(max_length=200)
    speaker = models.CharField(max_length=200, blank=True, default="")
    minutes = models.PositiveIntegerField(null=True)

    def __str__(self) -> str:
        return self.title


class Invited(SharedChild):
    """Somebody from outside the bodies who is invited: an expert, a department, a leader."""

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="invited")
    name = models.CharField(max_length=200)
    quality = models.CharField(max_length=16, choices=InvitedAs.choices)
    note = models.CharField(max_length=200, blank=True, default="")

    def __str__(self) -> str:
        return self.name
