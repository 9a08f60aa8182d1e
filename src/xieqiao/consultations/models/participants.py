"""Who takes part in a consultation: a number to all others, never a name."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from xieqiao.acts.matter import LiveModel
from xieqiao.consultations.models.consultations import Consultation
from xieqiao.consultations.words import TakesPartAs


class Participant(LiveModel):
    """Somebody who takes part once: by an account, or by a secret that only the device holds.

    `account`, `person_id` and `key_hash` say that it is one person and that it is this one; they
    are read for nothing else, and no page, file or message shows them.
    """

    consultation = models.ForeignKey(
        Consultation, on_delete=models.DO_NOTHING, db_constraint=False, related_name="participants"
    )
    body = models.ForeignKey("bodies.Body", null=True, on_delete=models.PROTECT, related_name="+")
    person_id = models.UUIDField(null=True)
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    link = models.ForeignKey(
        "consultations.GuestLink", null=True, on_delete=models.PROTECT, related_name="joined"
    )
    as_kind = models.CharField(max_length=16, choices=TakesPartAs.choices)
    number = models.PositiveIntegerField()
    key_hash = models.CharField(max_length=64, null=True)
    demonstration = models.BooleanField(default=False)
    joined_at = models.DateTimeField()

    class Meta:
        ordering = ("number",)
        constraints = [
            models.UniqueConstraint(fields=["consultation", "number"], name="one_number"),
            models.UniqueConstraint(fields=["consultation", "account"], name="one_by_account"),
            models.UniqueConstraint(fields=["consultation", "key_hash"], name="one_by_key"),
        ]

    def __str__(self) -> str:
        return f"No. {self.number}"
