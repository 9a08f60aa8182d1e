"""Where people were sent within a year, as the dispatches that all parties agreed on say."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.utils import timezone

from xieqiao.exchange.answering import persons_sent_by

YEAR = timedelta(days=365)


@dataclass(frozen=True)
class Sent:
    """How often each person was sent, and to which bodies."""

    number: dict[Any, int] = field(default_factory=dict)
    at: dict[Any, frozenset[UUID]] = field(default_factory=dict)


def sent_of(bodies: Collection[UUID], now: datetime, but: Collection[UUID]) -> Sent:
    """Return who of these bodies was sent within the year before `now`; one query.

    What answers the needs `but` is this round's own, and counts there.
    """
    since = timezone.localtime(now - YEAR).date().isoformat()
    number: Counter[UUID] = Counter()
    at: dict[UUID, set[UUID]] = defaultdict(set)
    left_out = set(but)
    for row in persons_sent_by(bodies):
        day = row.dispatch.happened or row.dispatch.begins
        day = day or timezone.localtime(row.dispatch.agreed_at).date().isoformat()
        person = row.person_id
        if person is None or day < since[: len(day)] or row.dispatch.need_id in left_out:
            continue
        number[person] += 1
        if row.dispatch.receiver_id:
            at[person].add(row.dispatch.receiver_id)
    return Sent(dict(number), {person: frozenset(those) for person, those in at.items()})
