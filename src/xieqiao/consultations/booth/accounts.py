"""Who takes part by an account: signed in, acting for the body of the address, and joined."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY, load_backend
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from xieqiao.acts.access import Acting, Capability
from xieqiao.bodies import held
from xieqiao.bodies.middleware import acting_by
from xieqiao.bodies.models import Account, Session
from xieqiao.bodies.queries import assignments_of_all
from xieqiao.bodies.sessions import SessionStore, is_noted
from xieqiao.consultations import queries
from xieqiao.consultations.booth.asked import Asked, AtBody
from xieqiao.consultations.models import Participant


def members(asked: Iterable[Asked]) -> dict[Asked, Participant]:
    """Return as whom each member takes part, by five queries, and one for each body that comes."""
    here = [one for one in asked if isinstance(one.place, AtBody)]
    if not here:
        return {}
    actings = _acting(_signed_in(here))
    seen = _seen(actings)
    allowed = {
        one: (place.consultation, acting.account_id)
        for one, acting in actings.items()
        if isinstance(place := one.place, AtBody)
        and (acting.body_id, place.consultation) in seen
        and acting.can(Capability.COMMENT)
        and acting.holds(one.request.headers.get("X-Acting", ""))
    }
    rows = Participant.objects.filter(
        consultation__in={consultation for consultation, _account in allowed.values()},
        account__in={account for _consultation, account in allowed.values()},
    )
    known = {(row.consultation_id, row.account_id): row for row in rows}
    return {one: known[who] for one, who in allowed.items() if who in known}


def _signed_in(asked: Iterable[Asked]) -> dict[Asked, Account]:
    """Return who is signed in, as Django's `get_user` has it, of sessions that need no writing."""
    keys = {one: one.request.COOKIES.get(settings.SESSION_COOKIE_NAME, "") for one in asked}
    rows = Session.objects.filter(
        session_key__in=set(keys.values()), expire_date__gt=timezone.now()
    )
    store = SessionStore()
    sessions = {row.session_key: store.decode(row.session_data) for row in rows}
    ids = {data[SESSION_KEY] for data in sessions.values() if SESSION_KEY in data}
    accounts = {str(row.pk): row for row in Account.objects.filter(pk__in=ids)}
    found = {}
    for one, key in keys.items():
        data = sessions.get(key, {})
        account = accounts.get(data.get(SESSION_KEY, ""))
        if account is not None and _is_valid(data, account):
            found[one] = account
    return found


def _is_valid(data: dict[str, Any], account: Account) -> bool:
    path = data.get(BACKEND_SESSION_KEY)
    if path not in settings.AUTHENTICATION_BACKENDS or held.KEY in data or not is_noted(data):
        return False
    backend: Any = load_backend(path)
    allows = getattr(backend, "user_can_authenticate", None)
    return (
        allows is not None
        and allows(account)
        and constant_time_compare(data.get(HASH_SESSION_KEY, ""), account.get_session_auth_hash())
    )


def _acting(accounts: dict[Asked, Account]) -> dict[Asked, Acting]:
    """Return whom each acts as at the body of the address."""
    by_account = defaultdict(list)
    for assignment in assignments_of_all(set(accounts.values())):
        by_account[assignment.person.account_id].append(assignment)
    found = {}
    for one, account in accounts.items():
        assert isinstance(one.place, AtBody)
        acting = acting_by(account, by_account[account.pk], one.place.slug)
        if acting is not None:
            found[one] = acting
    return found


def _seen(actings: dict[Asked, Acting]) -> set[tuple[UUID, UUID]]:
    """Return which of the consultations the bodies may read."""
    by_body: dict[UUID, Acting] = {}
    wanted: dict[UUID, set[UUID]] = defaultdict(set)
    for one, acting in actings.items():
        assert isinstance(one.place, AtBody)
        by_body[acting.body_id] = acting
        wanted[acting.body_id].add(one.place.consultation)
    return {
        (body_id, id_)
        for body_id, ids in wanted.items()
        for id_ in queries.consultations_seen_by(by_body[body_id])
        .filter(id__in=ids)
        .values_list("id", flat=True)
    }
