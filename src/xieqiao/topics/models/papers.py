"""What is read for a topic."""

from __future__ import annotations

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django_stubs_ext.db.models.manager import RelatedManager

from xieqiao.acts.matter import SharedChild, SharedModel
from xieqiao.topics.models.topics import Topic


class TopicPapers(SharedModel):
    """The list of papers on a topic."""

    topic = models.OneToOneField(
        Topic, on_delete=models.DO_NOTHING, db_constraint=False, related_name="papers"
    )
    listed: RelatedManager[TopicPaper]

    class Meta:
        verbose_name = _("papers on a topic")
        verbose_name_plural = verbose_name

    def __str__(self) -> str:
        return str(self.topic)

    def path(self, body: str) -> str:
        """Return the address: the topic's page, at its papers."""
        return f"{reverse('topics:topic', args=[body, self.topic_id])}#papers"

    def searchable(self) -> str:
        """Return all text worth finding."""
        return "\n".join(f"{paper.title} {paper.name}" for paper in self.listed.all())


class TopicPaper(SharedChild):
    """One paper: its title and the file."""

    papers = models.ForeignKey(TopicPapers, on_delete=models.CASCADE, related_name="listed")
    title = models.CharField(max_length=200)
    file_id = models.UUIDField()
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    media_type = models.CharField(max_length=120)
    name = models.CharField(max_length=200)

    def __str__(self) -> str:
        return self.title
