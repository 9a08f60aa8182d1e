"""The search table: a row for each thing that can be found, with who may find it."""

from __future__ import annotations

from uuid import uuid4

from django.db import models

from xieqiao.acts.matter import RecordModel


class Findable(RecordModel):
    """Something that can be found: shared in a space, or own of a body (`space` is null)."""

    key = models.BigAutoField(primary_key=True)
    thing = models.UUIDField(unique=True, default=uuid4)
    model = models.CharField(max_length=60)
    space = models.UUIDField(null=True)
    body = models.UUIDField(null=True)
    title = models.CharField(max_length=300)
    text = models.TextField()
    grams = models.TextField()
    at = models.DateTimeField(null=True)
    demonstration = models.BooleanField(default=False)

    class Meta:
        indexes = [models.Index(fields=["space"]), models.Index(fields=["body"])]
