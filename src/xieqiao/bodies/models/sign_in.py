"""Sessions that their owner can see and end, and invitations to a role."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from xieqiao.acts.matter import Matter, OwnModel
from xieqiao.bodies.models.accounts import Account
from xieqiao.bodies.models.directory import Unit
from xieqiao.bodies.models.people import Person


class Session(AbstractBaseSession):
    """A signed-in browser. Deleting the row signs it out."""

    matter: ClassVar[Matter] = Matter.OWN

    account_id = models.UUIDField(null=True, db_index=True)
    device = models.CharField(max_length=120, blank=True, default="")
    began_at = models.DateTimeField(null=True)
    seen_at = models.DateTimeField(null=True)

    @classmethod
    def get_session_store_class(cls) -> Any:
        """Return the store that keeps its rows here."""
        from xieqiao.bodies.sessions import SessionStore

        return SessionStore

    @property
    def handle(self) -> str:
        """A name for this session that a page may show; the key itself never leaves the cookie."""
        return salted_hmac("xieqiao.bodies.session", self.session_key).hexdigest()[:32]


class InvitationQuerySet(models.QuerySet["Invitation"]):
    """Invitations."""

    def waiting(self) -> InvitationQuerySet:
        """Return those that can still be taken up."""
        return self.filter(used_at=None, revoked_at=None, expires_at__gt=timezone.now())


class Invitation(OwnModel):
    """A link by which one person of a body's directory gets an account and one role; works once."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="invitations")
    role = models.CharField(_("Role"), max_length=30)
    unit = models.ForeignKey(
        Unit, null=True, blank=True, on_delete=models.CASCADE, verbose_name=_("Unit")
    )
    made_at = models.DateTimeField(auto_now_add=True)
    made_by = models.ForeignKey(Account, null=True, on_delete=models.SET_NULL, related_name="+")
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        ordering = ("-made_at", "id")

    @property
    def waits(self) -> bool:
        """Whether it can still be taken up."""
        return self.used_at is None and self.revoked_at is None and self.expires_at > timezone.now()

    @property
    def role_label(self) -> str:
        """The role in the reader's language."""
        from xieqiao.bodies.roles import role_label

        return role_label(self.role)
