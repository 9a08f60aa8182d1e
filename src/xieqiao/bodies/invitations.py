"""Invitations: a signed link that expires, works once, and gives one person one role."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.core import signing
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from xieqiao.bodies.models import Account, Assignment, Invitation, Person, Unit

VALID_DAYS = 14
_SALT = "xieqiao.bodies.invitation"


class InvitationError(Exception):
    """The invitation cannot be taken up; `message` says why and what to do."""

    def __init__(self, message: str | Promise) -> None:
        self.message = message
        super().__init__(str(message))


def invite(
    person: Person,
    role: str,
    *,
    unit: Unit | None = None,
    made_by: Any = None,
    days: int = VALID_DAYS,
) -> Invitation:
    """Return a new invitation of a person of the directory to a role at its body.

    An earlier invitation of the same person to the same role ends.
    """
    now = timezone.now()
    person.invitations.filter(role=role, used_at=None, revoked_at=None).update(revoked_at=now)
    return Invitation.objects.create(
        body=person.body,
        person=person,
        role=role,
        unit=unit,
        made_by=made_by,
        expires_at=now + timedelta(days=days),
    )


def link_path(invitation: Invitation) -> str:
    """Return the path that the invited person opens."""
    token = signing.Signer(salt=_SALT).sign(invitation.id.hex)
    return reverse("bodies_root:invitation", kwargs={"token": token})


def invitation_for(token: str) -> Invitation:
    """Return the invitation of a link. Raises InvitationError when it leads nowhere any more."""
    try:
        id_ = signing.Signer(salt=_SALT).unsign(token)
    except signing.BadSignature:
        raise InvitationError(
            _("This link is not complete. Please copy it whole, or ask for it again.")
        ) from None
    found = (
        Invitation.objects.filter(id=id_, person__deleted_at=None)
        .select_related("body", "person", "unit")
        .first()
    )
    if found is None or found.revoked_at is not None:
        raise InvitationError(_("This invitation has been taken back. Ask the body's office."))
    if found.used_at is not None:
        raise InvitationError(_("This invitation has been used. Please sign in with your name."))
    if not found.waits:
        raise InvitationError(_("This invitation has expired. Ask the body's office for another."))
    return found


def accept(invitation: Invitation, account: Account) -> Assignment:
    """Give the account the role, once. Raises InvitationError when that is not possible."""
    with transaction.atomic():
        now = timezone.now()
        taken = Invitation.objects.waiting().filter(id=invitation.id).update(used_at=now)
        if not taken:
            raise InvitationError(_("This invitation has been used or taken back meanwhile."))
        person = Person.objects.select_for_update().get(id=invitation.person_id)
        _join(person, account)
        return Assignment.objects.create(
            body=invitation.body,
            person=person,
            role=invitation.role,
            unit=invitation.unit,
            begins=invitation.body.today(),
        )


def _join(person: Person, account: Account) -> None:
    if person.account_id not in (None, account.id):
        raise InvitationError(_("This person has another account already. Please sign in with it."))
    others = Person.objects.kept().filter(body=person.body_id, account=account)
    if others.exclude(id=person.id).exists():
        raise InvitationError(
            _("Your account belongs to somebody else in this body's directory. Ask its office.")
        )
    person.account = account
    person.save(update_fields=["account"])


def accept_as_new(invitation: Invitation, sign_in_name: str, password: str) -> Account:
    """Make an account and give it the role. Raises InvitationError; then there is no account."""
    with transaction.atomic():
        account = Account.objects.create_user(sign_in_name, password)
        accept(invitation, account)
        return account
