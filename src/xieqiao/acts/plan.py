"""From a payload to what its proposal will say: subjects, deciders, bindings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from xieqiao.acts.access import Acting
from xieqiao.acts.deciders import Basis, Deciders, Rule
from xieqiao.acts.entries import BoundRevision, Digests, MovedSubject, subject_id
from xieqiao.acts.errors import BadPayload, Ended, NotAllowed
from xieqiao.acts.kinds import Kind, Move, PayloadError, Scene
from xieqiao.acts.matter import Matter
from xieqiao.acts.models import Subject


@dataclass(frozen=True)
class Plan:
    """What a version of an act moves and relies on."""

    subjects: tuple[MovedSubject, ...]
    binding: tuple[BoundRevision, ...]
    also: tuple[str, ...]
    rows: dict[UUID, Subject]

    @property
    def seals(self) -> set[str]:
        """The seals that made what the act builds on."""
        return {row.seal for row in self.rows.values()}

    @property
    def touched(self) -> list[tuple[UUID, int, bool]]:
        """The existing revisions that it touches, and whether it moves them."""
        moved = [(UUID(m.id), m.revision, True) for m in self.subjects if m.revision is not None]
        return moved + [(UUID(b.id), b.revision, False) for b in self.binding]


def scene_for(
    acting: Acting, space_id: UUID | None, subject: Subject | None, extra: dict[str, str] | None
) -> Scene:
    """Return the scene of an act: its partnership's present parties among it."""
    parent = subject if subject and subject.id == space_id else None
    if parent is None and space_id is not None:
        parent = Subject.objects.filter(id=space_id).first()
    parties = tuple(UUID(p) for p in parent.deciders.parties) if parent else ()
    return Scene(acting, space_id, parties, subject, extra or {}, parent)


def check_payload(kind: Kind[Any], payload: Any, scene: Scene) -> None:
    """Raise BadPayload or Ended when the payload makes no sense here."""
    if not kind.allowed(scene):
        raise Ended
    try:
        kind.check(payload, scene)
    except PayloadError as error:
        raise BadPayload([(error.field, error.message)]) from error


class Planner:
    """Works out the plan of one version."""

    def __init__(self, kind: Kind[Any], payload: Any, scene: Scene, act: UUID) -> None:
        self.kind, self.payload, self.scene, self.act = kind, payload, scene, act
        self.body = scene.acting.body_id
        self.moves: list[Move] = []
        self.rows: dict[UUID, Subject] = {}

    def plan(self, digests: Digests) -> Plan:
        """Return the plan; `digests` are those of the act's first version."""
        moves = self.kind.moves(self.payload, self.scene)
        bound = set(self.kind.binds(self.payload, self.scene))
        if self._needs_parent(moves) and self.scene.partnership_id:
            bound.add(self.scene.partnership_id)
        named = {m.id for m in moves if m.id} | bound | set(self.kind.refers(self.payload))
        rows = self._rows(named)
        self.moves, self.rows = moves, rows
        return Plan(
            subjects=tuple(self._moved(m, rows, digests) for m in moves),
            binding=tuple(BoundRevision(str(b), rows[b].revision) for b in sorted(bound)),
            also=tuple(sorted(str(b) for b in self.kind.also(self.payload))),
            rows=rows,
        )

    def _needs_parent(self, moves: list[Move]) -> bool:
        creates = any(m.id is None for m in moves)
        return creates and not self.kind.founds and self.kind.matter is not Matter.REPORTED

    def _rows(self, ids: set[UUID]) -> dict[UUID, Subject]:
        at_hand = (self.scene.subject, self.scene.partnership)
        rows = {row.id: row for row in at_hand if row is not None and row.id in ids}
        others = ids - rows.keys()
        if others:
            rows |= {row.id: row for row in Subject.objects.filter(id__in=others)}
        for row in rows.values():
            if row.space_id != self.scene.partnership_id:
                raise NotAllowed
        if len(rows) != len(ids):
            raise Ended
        return rows

    def _moved(self, move: Move, rows: dict[UUID, Subject], digests: Digests) -> MovedSubject:
        if move.id is not None:
            row = rows[move.id]
            return MovedSubject(
                id=str(row.id),
                type=row.type,
                revision=row.revision,
                label=row.label,
                deciders=row.deciders,
                next=self._next(move, row.deciders, digests),
                closes=move.closes,
            )
        present = self._first_deciders(rows)
        new = self._new_id(digests, move.label)
        return MovedSubject(
            id=new,
            type=move.type,
            label=move.label,
            deciders=present,
            next=self._next(move, present, digests),
            closes=move.closes,
        )

    def _new_id(self, digests: Digests, label: str) -> str:
        return str(subject_id(str(self.body), str(self.act), digests, label))

    def _next(self, move: Move, present: Deciders, digests: Digests) -> Deciders:
        following = self.kind.decides_next(self.payload, move, present)
        return following.pointing(lambda label: self._made(label, digests))

    def _made(self, label: str, digests: Digests) -> Basis:
        move = next(m for m in self.moves if m.label == label)
        if move.id is None:
            return Basis(self._new_id(digests, label), 0)
        return Basis(str(move.id), self.rows[move.id].revision + 1)

    def _first_deciders(self, rows: dict[UUID, Subject]) -> Deciders:
        if self.kind.founds:
            return Deciders.of(*self.kind.founders(self.payload))
        if self.kind.matter is Matter.REPORTED:
            return Deciders.of(self.body, rule=Rule.ONE)
        assert self.scene.partnership_id is not None
        parent = rows[self.scene.partnership_id]
        if parent.closed:
            raise Ended
        return parent.deciders
