"""Who takes part by an invitation: the secret in the cookie says as whom."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from xieqiao.consultations.booth.asked import Asked, ByLink
from xieqiao.consultations.guest_cookies import key_in
from xieqiao.consultations.live.guests import link_id_of
from xieqiao.consultations.live.joining import hash_of
from xieqiao.consultations.models import GuestLink, Participant


def guests(asked: Iterable[Asked]) -> dict[Asked, Participant]:
    """Return as whom each guest takes part, by two queries."""
    links = {
        one: link_id
        for one in asked
        if isinstance(one.place, ByLink) and (link_id := link_id_of(one.place.token)) is not None
    }
    if not links:
        return {}
    found = GuestLink.objects.filter(id__in=set(links.values()))
    there = dict(found.values_list("id", "consultation"))
    secrets = {
        one: (there[link_id], hash_of(key))
        for one, link_id in links.items()
        if link_id in there and (key := key_in(one.request, there[link_id]))
    }
    known = _participants(secrets.values())
    return {one: known[secret] for one, secret in secrets.items() if secret in known}


def _participants(secrets: Iterable[tuple[UUID, str]]) -> dict[tuple[UUID, str], Participant]:
    wanted = set(secrets)
    rows = Participant.objects.filter(
        consultation__in={consultation for consultation, _hash in wanted},
        key_hash__in={hashed for _consultation, hashed in wanted},
    )
    return {(row.consultation_id, row.key_hash): row for row in rows}
