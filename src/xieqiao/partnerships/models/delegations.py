"""Where one party may decide alone, until another takes that back."""

from __future__ import annotations

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext as _

from xieqiao.acts.matter import SharedModel


class StandingConsent(SharedModel):
    """One party's word that `holder` decides about some sorts of subject.

    The rows of one grant share its act's id; the grant works while none of them is closed.
    """

    grant = models.UUIDField(db_index=True)
    giver = models.ForeignKey("bodies.Body", on_delete=models.PROTECT, related_name="+")
    holder = models.ForeignKey("bodies.Body", on_delete=models.PROTECT, related_name="+")
    sorts = models.JSONField(default=list)
    days_of_notice = models.PositiveIntegerField(null=True)
    limits = models.TextField(blank=True, default="")
    taken_back = models.BooleanField(default=False)
    revoked_because = models.TextField(blank=True, default="")

    class Meta:
        indexes = [models.Index(fields=["partnership", "closed"], name="standing_of")]

    def __str__(self) -> str:
        return _("Standing consent of %(giver)s for %(holder)s") % {
            "giver": self.giver,
            "holder": self.holder,
        }

    def path(self, body: str) -> str:
        """Return the address: the page of the partnership's standing consents."""
        page = reverse("partnerships:standing", args=[body, self.partnership_id])
        return f"{page}#s-{self.grant}"

    def searchable(self) -> str:
        """Return all text worth finding."""
        return self.limits
