"""What follows from an entry that counts: the acts' own tables, and those of the rooms.

The gate and a replay use the same functions; nothing else writes these tables.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec
from django.db.models import F

from xieqiao.acts.contents import read_payload
from xieqiao.acts.entries import EntryBody, EntryType, MovedSubject, from_time
from xieqiao.acts.kinds import Kind, kind_named
from xieqiao.acts.ledger import Ledger
from xieqiao.acts.matter import gate_open
from xieqiao.acts.models import (
    Act,
    ActSeat,
    ActState,
    Seat,
    Stance,
    Subject,
    Touch,
    Version,
)
from xieqiao.acts.step import Step, SubjectAt


def project(entry: EntryBody, digest: str, ledger: Ledger) -> Act | None:
    """Write what follows from `entry`, which the ledger has recorded. Return its act."""
    match entry.type:
        case EntryType.PROPOSE | EntryType.AMEND:
            return _version(entry, digest)
        case EntryType.CONSENT | EntryType.DECLINE:
            return _stance(entry, digest, ledger)
        case EntryType.WITHDRAW | EntryType.LAPSE:
            return _end(entry, digest)
        case EntryType.SEAL:
            return _seal(entry, digest)
    return None


def _act_of(entry: EntryBody) -> Act:
    return Act.objects.get(id=UUID(entry.act))


def _version_of(entry: EntryBody) -> Version:
    rows = Version.objects.select_related("act", "structural", "erasable")
    return rows.get(act=UUID(entry.act), number=entry.version or 0)


def _version(entry: EntryBody, digest: str) -> Act:
    at, subjects = from_time(entry.time), entry.subjects
    deadline = from_time(entry.deadline) if entry.deadline else None
    if entry.type is EntryType.PROPOSE:
        act = Act.objects.create(
            id=UUID(entry.act),
            space_id=UUID(entry.partnership),
            kind=entry.kind or "",
            proposer_id=UUID(entry.body),
            subject_id=UUID(subjects[0].id),
            proposed_at=at,
            deadline=deadline,
        )
    else:
        act = _act_of(entry)
        act.version, act.deadline = entry.version or 1, deadline
        act.save(update_fields=["version", "deadline"])
    version = Version.objects.create(
        act=act,
        number=entry.version or 1,
        entry_id=digest,
        structural_id=entry.digests.structural or "",
        erasable_id=entry.digests.erasable or "",
        moves_json=[moved.as_json() for moved in subjects],
        at=at,
        person_id=entry.actor.person,
        role=entry.actor.role,
    )
    _touch(version, entry)
    _seat(act, entry)
    _consent(version, entry, digest)
    payload = version_payload(act, version)
    if payload.demonstration != act.demonstration:
        act.demonstration = payload.demonstration
        act.save(update_fields=["demonstration"])
    state = ActState.STALE if _overtaken(entry) else ActState.OPEN
    if state != act.state:
        act.state = state
        act.save(update_fields=["state"])
    return act


def version_payload(act: Act, version: Version) -> Any:
    """Return the payload of a version whose act is at hand."""
    return read_payload(kind_named(act.kind), version.structural, version.erasable)


def _touch(version: Version, entry: EntryBody) -> None:
    moved = [(m.id, m.revision, True) for m in entry.subjects if m.revision is not None]
    bound = [(b.id, b.revision, False) for b in entry.binding]
    Touch.objects.bulk_create(
        Touch(version=version, act_id=version.act_id, subject_id=s, revision=r, moves=m)
        for s, r, m in moved + bound
    )


def _seat(act: Act, entry: EntryBody) -> None:
    bodies = {p for moved in entry.subjects for p in moved.deciders.parties}
    bodies |= {entry.body, *entry.also}
    seats = [ActSeat(act=act, body_id=UUID(b)) for b in sorted(bodies)]
    ActSeat.objects.bulk_create(seats, ignore_conflicts=True)


def _overtaken(entry: EntryBody) -> bool:
    wanted = {m.id: m.revision for m in entry.subjects if m.revision is not None}
    wanted |= {b.id: b.revision for b in entry.binding}
    now = Subject.objects.filter(id__in=wanted).values_list("id", "revision")
    return any(revision > wanted[str(id_)] for id_, revision in now)


def _consent(version: Version, entry: EntryBody, digest: str) -> None:
    Stance.objects.create(
        version=version,
        body_id=UUID(entry.body),
        entry_id=digest,
        consent=True,
        at=from_time(entry.time),
        person_id=entry.actor.person,
        role=entry.actor.role,
    )


def _stance(entry: EntryBody, digest: str, ledger: Ledger) -> Act:
    version = _version_of(entry)
    if entry.type is EntryType.CONSENT:
        _consent(version, entry, digest)
        return version.act
    Stance.objects.create(
        version=version,
        body_id=UUID(entry.body),
        entry_id=digest,
        consent=False,
        reason_id=entry.digests.erasable,
        at=from_time(entry.time),
        person_id=entry.actor.person,
        role=entry.actor.role,
    )
    at = ledger.versions[version.digest]
    if at.beyond(at.refusals):
        version.closed = True
        version.save(update_fields=["closed"])
    return version.act


def _end(entry: EntryBody, digest: str) -> Act:
    act = _act_of(entry)
    if entry.type is EntryType.WITHDRAW:
        act.state = ActState.WITHDRAWN
    else:  # a lapse cites what overtook the act; without, its deadline had come
        act.state = ActState.STALE if entry.cites else ActState.LAPSED
    act.ended_at, act.ended_by = from_time(entry.time), digest
    act.save(update_fields=["state", "ended_at", "ended_by"])
    return act


def _seal(entry: EntryBody, digest: str) -> Act:
    version = _version_of(entry)
    act = version.act
    act.state, act.ended_at, act.ended_by = ActState.SEALED, from_time(entry.time), digest
    act.save(update_fields=["state", "ended_at", "ended_by"])
    moves = moves_of(version)
    for moved in moves:
        _move(act, moved, digest, act.ended_at)
    payload, kind = version_payload(act, version), kind_named(act.kind)
    apply(kind, act, moves, payload)
    _overtake(act, moves)
    return act


def moves_of(version: Version) -> list[MovedSubject]:
    """Return the subjects that a version moves, as its entry has them."""
    return msgspec.convert(version.moves_json, list[MovedSubject])


def _move(act: Act, moved: MovedSubject, digest: str, at: datetime) -> None:
    revision = 0 if moved.revision is None else moved.revision + 1
    row = {
        "revision": revision,
        "deciders_json": moved.next.as_json(),
        "seal": digest,
        "closed": moved.closes,
    }
    if moved.revision is None:
        Subject.objects.create(
            id=UUID(moved.id), space_id=act.space_id, type=moved.type, label=moved.label, **row
        )
    else:
        Subject.objects.filter(id=moved.id, revision__lt=revision).update(**row)
    if moved.type == "partnership":
        _take_seats(act, moved, at)


def _take_seats(act: Act, moved: MovedSubject, at: datetime) -> None:
    parties = set() if moved.closes else {UUID(p) for p in moved.next.parties}
    if moved.closes:
        return
    Seat.objects.filter(space=act.space_id, left_at=None).exclude(body__in=parties).update(
        left_at=at
    )
    for body_id in sorted(parties):
        Seat.objects.update_or_create(
            space_id=act.space_id,
            body_id=body_id,
            defaults={"left_at": None},
            create_defaults={"joined_at": at},
        )


def apply(
    kind: Kind[Any],
    act: Act,
    moves: list[MovedSubject],
    payload: Any,
    *,
    only: set[UUID] | None = None,
) -> None:
    """Let the kind write the tables of each subject that the act moves (or of `only` some)."""
    made = {m.label: UUID(m.id) for m in moves if m.revision is None}
    assert act.ended_at is not None
    with gate_open("acts"):
        for moved in moves:
            if only is not None and UUID(moved.id) not in only:
                continue
            revision = 0 if moved.revision is None else moved.revision + 1
            subject = SubjectAt(UUID(moved.id), moved.type, revision, moved.label, moved.closes)
            step = Step(subject, act.space_id, act.id, act.proposer_id, act.ended_at, payload, made)
            kind.apply(payload, step)


def _overtake(act: Act, moves: list[MovedSubject]) -> None:
    for moved in moves:
        if moved.revision is not None:
            others = Touch.objects.filter(
                subject_id=moved.id,
                revision__lte=moved.revision,
                version__number=F("act__version"),
            )
            Act.objects.filter(id__in=others.values("act"), state=ActState.OPEN).exclude(
                id=act.id
            ).update(state=ActState.STALE)
