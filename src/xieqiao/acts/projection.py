"""What follows from an entry that counts, in the acts' own tables.

The gate and a replay use the same functions; nothing else writes these tables. What an act in
force brings about beyond itself is said in `force`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

import msgspec

from xieqiao.acts.contents import payload_of, read_payload
from xieqiao.acts.entries import EntryBody, EntryType, MovedSubject, from_time
from xieqiao.acts.force import Effect, bring_into_force
from xieqiao.acts.kinds import kind_named
from xieqiao.acts.ledger import Ledger
from xieqiao.acts.models import Act, ActSeat, ActState, Stance, Subject, Touch, Version
from xieqiao.acts.statements import contents_of


@dataclass
class AtHand:
    """What the gate has read, or written, under its lock and need not be read again."""

    act: Act | None = None
    version: Version | None = None
    payload: Any = None
    fresh: bool = False


def project(
    entry: EntryBody, digest: str, ledger: Ledger, at_hand: AtHand | None = None
) -> Effect | None:
    """Write what follows from `entry`, which the ledger has recorded. Return what came of it."""
    at_hand = at_hand or AtHand()
    match entry.type:
        case EntryType.PROPOSE | EntryType.AMEND:
            return Effect(_version(entry, digest, at_hand))
        case EntryType.CONSENT | EntryType.DECLINE:
            return Effect(_stance(entry, digest, ledger, at_hand.version or _version_of(entry)))
        case EntryType.WITHDRAW | EntryType.LAPSE:
            return Effect(_end(entry, digest, at_hand.act or _act_of(entry)))
        case EntryType.SEAL:
            return _seal(entry, digest, at_hand)
    return None


def version_payload(act: Act, version: Version) -> Any:
    """Return the payload of a version whose act is at hand."""
    return read_payload(kind_named(act.kind), version.structural, version.erasable)


def _payload(act: Act, version: Version) -> Any:
    texts = contents_of([version.structural_id, version.erasable_id])
    named = kind_named(act.kind)
    return payload_of(named, texts[version.structural_id], texts[version.erasable_id])


def moves_of(version: Version) -> list[MovedSubject]:
    """Return the subjects that a version moves, as its entry has them."""
    return msgspec.convert(version.moves_json, list[MovedSubject])


def _act_of(entry: EntryBody) -> Act:
    return Act.objects.get(id=UUID(entry.act))


def _version_of(entry: EntryBody) -> Version:
    return Version.objects.select_related("act").get(act=UUID(entry.act), number=entry.version or 0)


def _version(entry: EntryBody, digest: str, at_hand: AtHand) -> Act:
    deadline = from_time(entry.deadline) if entry.deadline else None
    proposes = entry.type is EntryType.PROPOSE
    act = _new_act(entry) if proposes else at_hand.act or _act_of(entry)
    act.version, act.deadline = entry.version or 1, deadline
    version = Version(
        act=act,
        number=act.version,
        entry_id=digest,
        structural_id=entry.digests.structural or "",
        erasable_id=entry.digests.erasable or "",
        moves_json=[moved.as_json() for moved in entry.subjects],
        at=from_time(entry.time),
        person_id=entry.actor.person,
        role=entry.actor.role,
    )
    payload = at_hand.payload or _payload(act, version)
    act.demonstration = payload.demonstration
    overtaken = not at_hand.fresh and _overtaken(entry)
    act.state = ActState.STALE if overtaken else ActState.OPEN
    act.save(force_insert=proposes)
    version.save(force_insert=True)
    _touch(version, entry)
    _seat(act, entry)
    _say(version, entry, digest)
    at_hand.version, at_hand.payload = version, payload
    return act


def _new_act(entry: EntryBody) -> Act:
    return Act(
        id=UUID(entry.act),
        space_id=UUID(entry.partnership),
        kind=entry.kind or "",
        proposer_id=UUID(entry.body),
        subject_id=UUID(entry.subjects[0].id),
        proposed_at=from_time(entry.time),
    )


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


def _stance(entry: EntryBody, digest: str, ledger: Ledger, version: Version) -> Act:
    _say(version, entry, digest)
    if entry.type is EntryType.DECLINE:
        at = ledger.versions[version.digest]
        if at.beyond(at.refusals):
            version.closed = True
            version.save(update_fields=["closed"])
    return version.act


def _say(version: Version, entry: EntryBody, digest: str) -> None:
    declines = entry.type is EntryType.DECLINE
    stance = Stance(
        version=version,
        body_id=UUID(entry.body),
        entry_id=digest,
        consent=not declines,
        reason_id=entry.digests.erasable if declines else None,
        at=from_time(entry.time),
        person_id=entry.actor.person,
        role=entry.actor.role,
    )
    stance.save(force_insert=True)


def _end(entry: EntryBody, digest: str, act: Act) -> Act:
    if entry.type is EntryType.WITHDRAW:
        act.state = ActState.WITHDRAWN
    else:  # a lapse cites what overtook the act; without, its deadline had come
        act.state = ActState.STALE if entry.cites else ActState.LAPSED
    act.ended_at, act.ended_by = from_time(entry.time), digest
    act.save(update_fields=["state", "ended_at", "ended_by"])
    return act


def _seal(entry: EntryBody, digest: str, at_hand: AtHand) -> Effect:
    version = at_hand.version or _version_of(entry)
    act = version.act
    payload = at_hand.payload or _payload(act, version)
    act.state, act.ended_at, act.ended_by = ActState.SEALED, from_time(entry.time), digest
    act.save(update_fields=["state", "ended_at", "ended_by"])
    return bring_into_force(act, moves_of(version), payload)
