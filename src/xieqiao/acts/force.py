"""What an act in force brings about: new revisions, seats, the rooms' tables, acts overtaken."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from xieqiao.acts.entries import MovedSubject
from xieqiao.acts.kinds import Kind, kind_named
from xieqiao.acts.matter import SubjectModel, gate_open
from xieqiao.acts.models import Act, ActState, Seat, Subject
from xieqiao.acts.statements import touching
from xieqiao.acts.step import Step, SubjectAt

Rows = list[tuple[type[SubjectModel], UUID]]


@dataclass
class Effect:
    """What came of an entry: its act, the rooms' rows that it wrote, the acts it overtook."""

    act: Act
    rows: Rows = field(default_factory=list)
    overtaken: list[Act] = field(default_factory=list)


def bring_into_force(act: Act, moves: list[MovedSubject], payload: Any) -> Effect:
    """Move the subjects of an act that has just been sealed, and write what its kind says."""
    assert act.ended_at is not None
    for moved in moves:
        _move(act, moved, act.ended_at)
    rows = apply(kind_named(act.kind), act, moves, payload)
    return Effect(act, rows, _overtake(act, moves))


def apply(
    kind: Kind[Any],
    act: Act,
    moves: list[MovedSubject],
    payload: Any,
    *,
    only: set[UUID] | None = None,
) -> Rows:
    """Let the kind write the tables of each subject that the act moves (or of `only` some)."""
    made = {m.label: UUID(m.id) for m in moves if m.revision is None}
    rows: Rows = []
    assert act.ended_at is not None
    with gate_open("acts"):
        for moved in moves:
            if only is not None and UUID(moved.id) not in only:
                continue
            subject = SubjectAt(UUID(moved.id), moved.type, _made(moved), moved.label, moved.closes)
            step = Step(
                subject,
                act.space_id,
                act.id,
                act.proposer_id,
                act.ended_at,
                payload,
                made,
                rows=rows,
            )
            kind.apply(payload, step)
    return rows


def _made(moved: MovedSubject) -> int:
    return 0 if moved.revision is None else moved.revision + 1


def _move(act: Act, moved: MovedSubject, at: datetime) -> None:
    row = {
        "revision": _made(moved),
        "deciders_json": moved.next.as_json(),
        "seal": act.ended_by,
        "closed": moved.closes,
    }
    if moved.revision is None:
        Subject.objects.create(
            id=UUID(moved.id), space_id=act.space_id, type=moved.type, label=moved.label, **row
        )
    else:
        Subject.objects.filter(id=moved.id, revision__lt=_made(moved)).update(**row)
    changed = moved.revision is None or moved.next.parties != moved.deciders.parties
    if moved.type == "partnership" and changed and not moved.closes:
        _take_seats(act, {UUID(party) for party in moved.next.parties}, at)


def _take_seats(act: Act, parties: set[UUID], at: datetime) -> None:
    """Give each party its seat; who left keeps the seat, with the time of leaving."""
    seats = Seat.objects.filter(space=act.space_id)
    seats.filter(left_at=None).exclude(body__in=parties).update(left_at=at)
    seats.filter(body__in=parties).exclude(left_at=None).update(left_at=None)
    seated = set(seats.filter(body__in=parties).values_list("body", flat=True))
    Seat.objects.bulk_create(
        Seat(space_id=act.space_id, body_id=body, joined_at=at) for body in sorted(parties - seated)
    )


def _overtake(act: Act, moves: list[MovedSubject]) -> list[Act]:
    """Mark the open acts whose present version touches what has moved."""
    moved = [(m.id, m.revision) for m in moves if m.revision is not None]
    found = touching(moved, act.id)
    if not found:
        return []
    overtaken = list(Act.objects.filter(id__in=found))
    for other in overtaken:
        other.state = ActState.STALE
    Act.objects.bulk_update(overtaken, ["state"])
    return overtaken
