"""When a mechanism comes round, who hosts, and what has been held: derived, never stored."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from xieqiao.partnerships.models import Mechanism
from xieqiao.partnerships.rhythm import dates_until

NOTICE = timedelta(days=30)


class State(StrEnum):
    """Where one occurrence stands."""

    DONE = "done"
    PLANNED = "planned"
    MISSED = "missed"
    OVERDUE = "overdue"
    DUE = "due"
    COMING = "coming"


@dataclass(frozen=True)
class Held:
    """An activity that was held, or is planned, by a mechanism."""

    activity: Any
    on: date
    host_id: UUID | None = None


@dataclass(frozen=True)
class Occurrence:
    """One time that a mechanism comes round."""

    on: date
    state: State
    host: Any = None
    held: Held | None = None


@dataclass(frozen=True)
class Course:
    """All occurrences of a mechanism up to the next one, and who hosts next."""

    mechanism: Mechanism
    occurrences: tuple[Occurrence, ...]
    next_host: Any = None

    @property
    def coming(self) -> Occurrence | None:
        """The next one, from today on."""
        return next((o for o in self.occurrences if o.state in _AHEAD), None)

    @property
    def overdue(self) -> Occurrence | None:
        """The latest one that nothing was held for, if nothing was held since."""
        last = next((o for o in reversed(self.occurrences) if o.state in _PAST), None)
        return last if last and last.state is State.OVERDUE else None

    @property
    def pressing(self) -> Occurrence | None:
        """What a desk should say: one that is due soon, otherwise the overdue one."""
        coming = self.coming
        if coming is not None and coming.state is State.DUE:
            return coming
        return self.overdue if coming is None or coming.state is not State.PLANNED else None


_PAST = {State.DONE, State.MISSED, State.OVERDUE}
_AHEAD = {State.PLANNED, State.DUE, State.COMING}


def course_of(
    mechanism: Mechanism,
    hosts: Sequence[Any],
    parties: Collection[UUID],
    held: Iterable[Held],
    today: date,
) -> Course:
    """Return how a mechanism goes.

    `hosts` are bodies in their turn; one that is no party any more is passed over. An activity
    counts for the occurrence that it is nearest to.
    """
    there = sorted(held, key=lambda one: one.on)
    if mechanism.closed or not mechanism.rule:
        those = tuple(Occurrence(one.on, _state(one.on, today, one), held=one) for one in there)
        return Course(mechanism, those, _after(hosts, parties, there))
    dates = dates_until(mechanism.rule, max([today, *(one.on for one in there)]))
    filled = {_nearest(dates, one.on): one for one in there}
    found = tuple(
        Occurrence(
            day,
            _state(day, today, filled.get(turn)),
            _in_turn(hosts, parties, turn),
            filled.get(turn),
        )
        for turn, day in enumerate(dates)
    )
    found = _only_last_overdue(found)
    ahead = next((o for o in found if o.state in _AHEAD), None)
    return Course(mechanism, found, ahead.host if ahead else None)


def _only_last_overdue(found: tuple[Occurrence, ...]) -> tuple[Occurrence, ...]:
    """Call missed what was not held and has been followed by a later date."""
    past = [one for one in found if one.state in _PAST]
    last = past[-1] if past else None
    return tuple(
        replace(one, state=State.MISSED) if one.state is State.OVERDUE and one is not last else one
        for one in found
    )


def _nearest(dates: Sequence[date], day: date) -> int:
    return min(range(len(dates)), key=lambda turn: abs(dates[turn] - day))


def _state(day: date, today: date, held: Held | None) -> State:
    if held is not None:
        return State.PLANNED if held.on > today else State.DONE
    if day < today:
        return State.OVERDUE
    return State.DUE if day - today <= NOTICE else State.COMING


def _in_turn(hosts: Sequence[Any], parties: Collection[UUID], turn: int) -> Any:
    order = [hosts[(turn + ahead) % len(hosts)] for ahead in range(len(hosts))]
    return next((host for host in order if host.id in parties), None)


def _after(hosts: Sequence[Any], parties: Collection[UUID], held: Sequence[Held]) -> Any:
    """Return who hosts next where no rhythm says so: the one after who hosted last."""
    ids = [host.id for host in hosts]
    last = next((one.host_id for one in reversed(held) if one.host_id in ids), None)
    turn = ids.index(last) + 1 if last is not None else 0
    return _in_turn(hosts, parties, turn) if hosts else None
