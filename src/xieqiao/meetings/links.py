"""Secret calendar addresses: made, made anew, taken away; only a hash is kept of each."""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language

from xieqiao.acts.access import Acting, Capability
from xieqiao.bodies.middleware import acting_for
from xieqiao.meetings.models import CalendarLink

_NOTE_EVERY = timedelta(hours=1)
LONGEST = 100


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def make_link(acting: Acting, partnership: UUID | None) -> str:
    """Return a new secret address for the account; an earlier one of the same sort ends."""
    assert acting.account_id is not None
    token = secrets.token_urlsafe(32)
    with transaction.atomic():
        same = CalendarLink.objects.select_for_update().filter(
            body=acting.body_id,
            account=acting.account_id,
            partnership=partnership,
            revoked_at=None,
        )
        same.update(revoked_at=timezone.now())
        CalendarLink.objects.create(
            body=acting.body,
            account_id=acting.account_id,
            partnership_id=partnership,
            token_hash=_hash(token),
            language=get_language() or settings.LANGUAGE_CODE,
        )
    path = reverse("meetings_root:feed", kwargs={"token": token})
    return f"{settings.XIEQIAO_PUBLIC_URL}{path}"


def revoke_link(link: CalendarLink) -> None:
    """End an address."""
    link.revoked_at = timezone.now()
    link.save(update_fields=["revoked_at"])


def link_for(token: str) -> tuple[CalendarLink, Acting] | None:
    """Return the link of a secret, and whom its account acts as today.

    None for an unknown or ended one, and when the account may not read at that body any more.
    """
    if len(token) > LONGEST:
        return None
    rows = CalendarLink.objects.select_related("account", "body")
    link = rows.filter(token_hash=_hash(token), revoked_at=None).first()
    if link is None or not link.account.is_active:
        return None
    acting = acting_for(link.account, link.body.slug)
    if acting is None or not acting.can(Capability.READ_SHARED):
        return None
    _note(link)
    return link, acting


def _note(link: CalendarLink) -> None:
    now = timezone.now()
    if link.fetched_at is None or now - link.fetched_at > _NOTE_EVERY:
        CalendarLink.objects.filter(id=link.id).update(fetched_at=now)
