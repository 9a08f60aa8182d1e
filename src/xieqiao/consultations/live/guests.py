"""Invitations by link: made and ended by offices, signed by the server."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.core import signing
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from xieqiao.acts.access import Acting
from xieqiao.acts.errors import ActError, BadPayload
from xieqiao.acts.matter import writes_live
from xieqiao.acts.texts import clean_line
from xieqiao.consultations.live.gates import demand_moderator, demand_not_closed
from xieqiao.consultations.live.joining import admits_guests
from xieqiao.consultations.models import Consultation, GuestLink
from xieqiao.consultations.words import TakesPartAs

MOST = 5000
_SIGNER = signing.Signer(salt="xieqiao.consultations.guests")
_LONGEST = 200


class NoGuests(ActError):
    """The parties opened it for their own people alone."""

    message = _(
        "The parties have opened this consultation without guests. Propose to admit guests first."
    )


@writes_live
def make_guest_link(
    acting: Acting,
    consultation: Consultation,
    label: str,
    *,
    as_kind: str = TakesPartAs.GUEST,
    most: int = 200,
    expires_at: datetime | None = None,
) -> GuestLink:
    """Return a new invitation of one's own office; `token_of` gives its secret part.

    Raises ActError when the role does not include it, guests are not admitted, or a value does
    not fit.
    """
    demand_moderator(acting, consultation)
    demand_not_closed(consultation.id)
    if not admits_guests(consultation):
        raise NoGuests
    said = clean_line(label)
    if not said:
        raise BadPayload([("label", _("Say for whom this invitation is."))])
    if not 1 <= most <= MOST:
        raise BadPayload([("most", _("Say for how many people it is: 1 to 5,000."))])
    if as_kind not in set(TakesPartAs.values) - {TakesPartAs.MEMBER}:
        raise BadPayload([("as_kind", _("Choose guests, experts or departments."))])
    if expires_at is not None and expires_at <= timezone.now():
        raise BadPayload([("expires_at", _("This time is over. Choose a later one."))])
    made: GuestLink = GuestLink.objects.create(
        consultation=consultation,
        body_id=acting.body_id,
        label=said,
        as_kind=as_kind,
        most=most,
        demonstration=acting.demonstration,
        made_at=timezone.now(),
        expires_at=expires_at,
    )
    return made


@writes_live
def revoke_guest_link(acting: Acting, link: GuestLink) -> None:
    """End an invitation of one's own office; who has joined by it stays."""
    demand_moderator(acting, link.consultation)
    GuestLink.objects.filter(id=link.id, body=acting.body_id, revoked_at=None).update(
        revoked_at=timezone.now()
    )


def token_of(link: GuestLink) -> str:
    """Return the part of an invitation's address that nobody can guess."""
    return _SIGNER.sign(link.id.hex).replace(":", "-", 1)


def guest_link_of(token: str) -> GuestLink | None:
    """Return the invitation that an address belongs to, ended ones too; None for nonsense."""
    id_ = link_id_of(token)
    if id_ is None:
        return None
    rows = GuestLink.objects.select_related("consultation__closing", "body")
    found: GuestLink | None = rows.filter(id=id_).first()
    return found


def link_id_of(token: str) -> UUID | None:
    """Return the id of the invitation that an address belongs to; None for nonsense."""
    if len(token) > _LONGEST:
        return None
    try:
        return UUID(_SIGNER.unsign(token.replace("-", ":", 1)))
    except (signing.BadSignature, ValueError):
        return None
