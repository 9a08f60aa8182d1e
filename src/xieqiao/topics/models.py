"""What the room stores."""

from __future__ import annotations

from django.db import models

from xieqiao.acts.matter import SharedModel


class Topic(SharedModel):
    """Stand-in."""

    title = models.CharField(max_length=200)
