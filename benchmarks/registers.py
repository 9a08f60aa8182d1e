"""Many registers for the verification: signed entries that count, written in bulk.

What the rooms would show is left out, for a verification reads registers and content alone.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from tests.parties import body
from xieqiao.acts.chain import head_text
from xieqiao.acts.contents import content_of
from xieqiao.acts.deciders import Deciders
from xieqiao.acts.entries import (
    Actor,
    Digests,
    EntryBody,
    EntryType,
    MovedSubject,
    as_time,
    digest_of,
    from_time,
    subject_id,
)
from xieqiao.acts.models import Content, Entry, Register, Space
from xieqiao.acts.signer import signer_for

_TEXT = {"title": "演示合作", "setting": "两地优势互补，共同富裕。" * 20}


class Written:
    """The registers of one partnership of two, which founds itself and is revised many times."""

    def __init__(self, one: UUID, two: UUID) -> None:
        self.bodies = (str(one), str(two))
        self.signers = [signer_for(b) for b in (one, two)]
        self.chains: list[list[str]] = [[], []]
        self.entries: list[Entry] = []
        self.contents: list[Content] = []
        self.clock = datetime(2026, 1, 1, tzinfo=UTC)
        self.registers = [uuid4(), uuid4()]
        self.everybody = Deciders.of(one, two)
        self.space = ""

    def write(self, acts: int) -> None:
        """Put founding and revisions into the database."""
        digests, act = self._digests(), str(uuid4())
        self.space = str(subject_id(self.bodies[0], act, digests, ""))
        for place in (0, 1):
            key = self.signers[place].public_key
            self._entry(place, EntryType.GENESIS, public_key=key)
        seal = self._act(act, digests, None, ())
        for number in range(acts):
            seal = self._act(str(uuid4()), self._digests(), number, (seal,))
        Space.objects.create(id=self.space)
        for place in (0, 1):
            self._register(place)
        Entry.objects.bulk_create(self.entries, batch_size=500)
        Content.objects.bulk_create(self.contents, batch_size=500)

    def _act(self, act: str, digests: Digests, revision: int | None, cites: tuple[str, ...]) -> str:
        moved = MovedSubject(
            id=self.space, type="partnership", deciders=self.everybody, next=self.everybody,
            revision=revision,
        )  # fmt: skip
        kind = "partnership.found" if revision is None else "partnership.revise"
        first = self._entry(
            0, EntryType.PROPOSE, act=act, version=1, kind=kind, subjects=(moved,),
            digests=digests, cites=cites,
        )  # fmt: skip
        given = self._entry(1, EntryType.CONSENT, act=act, version=1, cites=(first,))
        both = tuple(sorted((first, given)))
        return self._entry(0, EntryType.SEAL, act=act, version=1, cites=both)

    def _digests(self) -> Digests:
        parts = content_of({"kind": "complementary"}), content_of(_TEXT)
        self.contents += parts
        return Digests(structural=parts[0].digest, erasable=parts[1].digest)

    def _entry(self, place: int, type_: EntryType, **fields: Any) -> str:
        self.clock += timedelta(microseconds=1)
        chain, other = self.chains[place], self.chains[1 - place]
        entry = EntryBody(
            type=type_, partnership=self.space, body=self.bodies[place], seq=len(chain),
            prev=chain[-1] if chain else None, time=as_time(self.clock),
            actor=Actor(role="secretary_general", person=self.bodies[place]),
            heads={self.bodies[1 - place]: other[-1]} if other else {}, **fields,
        )  # fmt: skip
        text = entry.canonical()
        row = Entry(
            hash=digest_of(text), register_id=self.registers[place], body_id=UUID(entry.body),
            space_id=UUID(self.space), seq=entry.seq, type=type_.value,
            act=UUID(entry.act) if entry.act else None, version=entry.version,
            time=from_time(entry.time), canonical=text, signature=self.signers[place].sign(text),
        )  # fmt: skip
        self.entries.append(row)
        chain.append(row.hash)
        return row.hash

    def _register(self, place: int) -> None:
        length, head = len(self.chains[place]), self.chains[place][-1]
        text = head_text(self.bodies[place], self.space, length, head)
        Register.objects.create(
            id=self.registers[place], space_id=self.space, body_id=self.bodies[place],
            public_key=self.signers[place].public_key, length=length, head=head,
            head_signature=self.signers[place].sign(text),
        )  # fmt: skip


def write_registers(partnerships: int, acts: int) -> None:
    """Write so many partnerships of the same two bodies, with so many revisions in each."""
    one, two = body(1), body(2)
    for _ in range(partnerships):
        Written(one.id, two.id).write(acts)
