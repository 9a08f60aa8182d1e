"""Addresses by which people without an account take part."""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from xieqiao.acts.matter import LiveModel
from xieqiao.consultations.models.consultations import Consultation
from xieqiao.consultations.words import TakesPartAs


class GuestLink(LiveModel):
    """An address that an office hands out, as a link or a QR code; its signature is the secret.

    Guests count under no party; experts and departments under the party whose office invites them.
    """

    consultation = models.ForeignKey(
        Consultation, on_delete=models.DO_NOTHING, db_constraint=False, related_name="guest_links"
    )
    body = models.ForeignKey("bodies.Body", on_delete=models.PROTECT, related_name="+")
    label = models.CharField(max_length=200)
    as_kind = models.CharField(
        max_length=16, choices=TakesPartAs.choices, default=TakesPartAs.GUEST.value
    )
    most = models.PositiveIntegerField()
    demonstration = models.BooleanField(default=False)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("made_at", "id")
        indexes = [models.Index(fields=["consultation", "body"], name="guest_link_of")]

    def __str__(self) -> str:
        return self.label

    @property
    def works(self) -> bool:
        """Whether somebody may still come in by it."""
        expired = self.expires_at is not None and self.expires_at <= timezone.now()
        return self.revoked_at is None and not expired
