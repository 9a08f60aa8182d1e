"""Addresses under which a calendar program fetches activities."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from xieqiao.acts.matter import OwnModel


class CalendarLink(OwnModel):
    """A secret address of one account at one body: all its activities, or one partnership's.

    Only the hash of the secret is kept, so that the database gives no calendar away. It speaks the
    language in which it was made, whatever the calendar program asks for.
    """

    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+"
    )
    partnership = models.ForeignKey(
        "partnerships.Partnership",
        null=True,
        on_delete=models.CASCADE,
        related_name="+",
    )
    token_hash = models.CharField(max_length=64, unique=True)
    language = models.CharField(max_length=10, default="zh-hans")
    made_at = models.DateTimeField(auto_now_add=True)
    fetched_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["account", "body"], name="calendar_link_of")]

    def __str__(self) -> str:
        return str(self.partnership or self.body)
