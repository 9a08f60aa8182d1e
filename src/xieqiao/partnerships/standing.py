"""Which standing consents work now, and for what."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from uuid import UUID

from xieqiao.acts.deciders import Standing
from xieqiao.acts.models import Seat, Subject
from xieqiao.partnerships.models import StandingConsent


@dataclass(frozen=True)
class Grant:
    """A standing consent as a whole: one row of each giver."""

    id: UUID
    holder_id: UUID
    sorts: tuple[str, ...]
    days_of_notice: int | None
    limits: str
    rows: tuple[StandingConsent, ...]

    @property
    def standing(self) -> Standing:
        """Return what the deciders of a subject under this grant name."""
        return Standing(str(self.holder_id), tuple(sorted(str(row.id) for row in self.rows)))

    def works_among(self, parties: Collection[UUID]) -> bool:
        """Say whether all parties but the holder give it, and none took it back."""
        givers = {row.giver_id for row in self.rows if not row.closed}
        return self.holder_id in parties and givers == set(parties) - {self.holder_id}


def grants_of(rows: Iterable[StandingConsent]) -> list[Grant]:
    """Return the rows put together by grant, in the order of the rows."""
    together: dict[UUID, list[StandingConsent]] = defaultdict(list)
    for row in rows:
        together[row.grant].append(row)
    return [
        Grant(id_, r[0].holder_id, tuple(r[0].sorts), r[0].days_of_notice, r[0].limits, tuple(r))
        for id_, r in together.items()
    ]


def _parties(partnership_id: UUID) -> set[UUID]:
    seats = Seat.objects.filter(space=partnership_id, left_at=None)
    return set(seats.values_list("body_id", flat=True))


def grants_in(partnership_id: UUID) -> list[Grant]:
    """Return the standing consents that work now in a partnership."""
    rows = StandingConsent.objects.filter(partnership=partnership_id, closed=False)
    parties = _parties(partnership_id)
    return [g for g in grants_of(rows.order_by("in_force_at", "id")) if g.works_among(parties)]


def grants_used(subject: Subject | None, body_id: UUID) -> list[UUID]:
    """Return the grants on which the body may decide alone about the subject, or none.

    For the `binds` of a kind that a holder may use: whoever does not hold a working standing
    consent binds nothing, and so all parties decide.
    """
    standing = subject.deciders.standing if subject else None
    if standing is None or standing.holder != str(body_id):
        return []
    ids = [UUID(grant) for grant in standing.grants]
    untouched = Subject.objects.filter(id__in=ids, revision=0).count()
    return ids if untouched == len(ids) else []


def spent_grants(partnership_id: UUID, sorts: Collection[str]) -> list[UUID]:
    """Return rows that stand alone because another giver took the same grant back."""
    rows = StandingConsent.objects.filter(partnership=partnership_id, closed=False)
    working = {row.id for grant in grants_in(partnership_id) for row in grant.rows}
    wanted = set(sorts)
    return [r.id for r in rows.order_by("id") if r.id not in working and wanted & set(r.sorts)]
