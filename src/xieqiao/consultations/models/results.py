"""The result of a consultation as it was last reckoned."""

from __future__ import annotations

from django.db import models

from xieqiao.acts.matter import RecordModel
from xieqiao.consultations.models.consultations import Consultation


class KeptResult(RecordModel):
    """What follows from the votes, kept so that not every page and process reckons it anew.

    `mark` tells of which votes; `voted_until` is when the last of them was given. `text` is empty
    while the first one is being reckoned; `claimed_at` says since when somebody reckons.
    """

    consultation = models.OneToOneField(
        Consultation,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        primary_key=True,
        related_name="kept_result",
    )
    mark = models.CharField(max_length=200, blank=True, default="")
    voted_until = models.DateTimeField(null=True)
    made_at = models.DateTimeField(null=True)
    text = models.TextField(blank=True, default="")
    claimed_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.consultation}, {self.made_at}"
