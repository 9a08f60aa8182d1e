"""What is read for an activity."""

from __future__ import annotations

from django.db import models
from django.urls import reverse
from django_stubs_ext.db.models.manager import RelatedManager

from xieqiao.acts.matter import SharedChild, SharedModel
from xieqiao.meetings.models.activities import Activity


class Papers(SharedModel):
    """The list of papers for an activity."""

    activity = models.OneToOneField(
        Activity,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        related_name="papers",
    )
    listed: RelatedManager[Paper]

    class Meta:
        verbose_name_plural = "lists of papers"

    def __str__(self) -> str:
        return str(self.activity)

    def path(self, body: str) -> str:
        """Return the address: the activity's page, at its papers."""
        return f"{reverse('meetings:activity', args=[body, self.activity_id])}#papers"

    def searchable(self) -> str:
        """Return all text worth finding."""
        return "\n".join(f"{paper.title} {paper.name}" for paper in self.listed.all())


class Paper(SharedChild):
    """One paper: its title and the file."""

    papers = models.ForeignKey(Papers, on_delete=models.CASCADE, related_name="listed")
    title = models.CharField(max_length=200)
    file_id = models.UUIDField()
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    media_type = models.CharField(max_length=120)
    name = models.CharField(max_length=200)

    def __str__(self) -> str:
        return self.title
