"""Hand-made entries for tests of the ledger: no database, no keys."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from xieqiao.acts.deciders import Deciders
from xieqiao.acts.entries import (
    Actor,
    BoundRevision,
    Digests,
    EntryBody,
    EntryType,
    MovedSubject,
    digest_of,
    subject_id,
)
from xieqiao.acts.ledger import Ledger
from xieqiao.acts.rules import Void, take_in

A, B, C, D = (f"00000000-0000-4000-8000-00000000000{n}" for n in "abcd")


class Chains:
    """Chains of several bodies, and one ledger that takes in all their entries."""

    def __init__(self, *bodies: str) -> None:
        self.bodies = bodies
        self.ledger = Ledger(lambda kind: kind.startswith("report."))
        self.seq = dict.fromkeys((A, B, C, D), 0)
        self.prev: dict[str, str | None] = dict.fromkeys((A, B, C, D))
        self.partnership = ""
        self.seal_of_found = self.seal_of_routine = self.seal_of_topic = ""
        self.count = 0
        self.entries: dict[str, EntryBody] = {}

    def add(self, body: str, type_: EntryType, **fields: Any) -> tuple[str, Void | None]:
        """Put an entry at the end of a body's chain; return its hash and the verdict."""
        self.count += 1
        entry = EntryBody(
            type=type_,
            partnership=self.partnership,
            body=body,
            seq=self.seq[body],
            prev=self.prev[body],
            time=f"2026-01-01T00:00:00.{self.count:06}Z",
            actor=Actor(role="test"),
            **{"act": None} | fields,
        )
        digest = digest_of(entry.canonical())
        self.seq[body] += 1
        self.prev[body] = digest
        self.entries[digest] = entry
        return digest, take_in(self.ledger, entry, digest)

    def founded(self) -> Chains:
        """Found the partnership of all bodies; return self."""
        digests = Digests("f" * 64, "e" * 64)
        self.partnership = str(subject_id(A, "found", digests, ""))
        moved = self.creation("found", A, digests, "partnership", Deciders.of(*self.bodies))
        first, void = self.add(
            A, EntryType.PROPOSE, act="found", version=1, kind="partnership.found",
            subjects=(moved,), digests=digests,
        )  # fmt: skip
        assert void is None
        consents = [first] + [self.consent(b, "found", first)[0] for b in self.bodies if b != A]
        self.seal_of_found, void = self.seal(A, "found", consents)
        assert void is None
        return self

    def creation(
        self, act: str, body: str, digests: Digests, type_: str, deciders: Deciders
    ) -> MovedSubject:
        """Return the move that creates a subject."""
        new = str(subject_id(body, act, digests, ""))
        return MovedSubject(id=new, type=type_, deciders=deciders, next=deciders)

    def move(self, deciders: Deciders | None = None, **more: Any) -> MovedSubject:
        """Return a move of the partnership from revision 0."""
        present = Deciders.of(*self.bodies)
        return MovedSubject(
            id=self.partnership, type="partnership", revision=more.pop("revision", 0),
            deciders=deciders or present, next=more.pop("next", present), **more,
        )  # fmt: skip

    def propose(
        self, body: str, act: str, moves: Iterable[MovedSubject] = (), **more: Any
    ) -> tuple[str, Void | None]:
        """Propose an act on the partnership (or on `moves`)."""
        more = {"cites": (self.seal_of_found,), "version": 1, "kind": "test.revise"} | more
        moves = tuple(moves) or (self.move(),)
        return self.add(body, EntryType.PROPOSE, act=act, subjects=moves, **more)

    def amend(self, body: str, act: str, version: int, **more: Any) -> tuple[str, Void | None]:
        """Put a new version."""
        more = {"cites": (self.seal_of_found,), "kind": "test.revise"} | more
        moves = tuple(more.pop("moves", ())) or (self.move(),)
        return self.add(body, EntryType.AMEND, act=act, version=version, subjects=moves, **more)

    def consent(
        self, body: str, act: str, version_hash: str, *cites: str, version: int = 1
    ) -> tuple[str, Void | None]:
        """Consent to a version by its hash."""
        cited = (version_hash, *cites)
        return self.add(body, EntryType.CONSENT, act=act, version=version, cites=cited)

    def decline(
        self, body: str, act: str, version_hash: str, version: int = 1
    ) -> tuple[str, Void | None]:
        """Decline a version by its hash."""
        return self.add(body, EntryType.DECLINE, act=act, version=version, cites=(version_hash,))

    def withdraw(self, body: str, act: str) -> tuple[str, Void | None]:
        """Withdraw an act."""
        return self.add(body, EntryType.WITHDRAW, act=act)

    def lapse(self, body: str, act: str) -> tuple[str, Void | None]:
        """Let an act lapse."""
        return self.add(body, EntryType.LAPSE, act=act)

    def seal(
        self, body: str, act: str, cites: Iterable[str], version: int = 1
    ) -> tuple[str, Void | None]:
        """Seal a version, citing consents."""
        return self.add(body, EntryType.SEAL, act=act, version=version, cites=tuple(cites))

    def routine(self, deciders: Deciders) -> MovedSubject:
        """Give the partnership these deciders; return a move from that revision."""
        first, _ = self.propose(A, "routine", [self.move(next=deciders)])
        given = [first, *(self.consent(b, "routine", first)[0] for b in self.bodies if b != A)]
        self.seal_of_routine, void = self.seal(A, "routine", given)
        assert void is None
        return self.move(deciders, revision=1, next=deciders)

    def open_topic(self, act: str) -> tuple[str, Void | None]:
        """Propose a topic, which relies on the partnership."""
        digests = Digests(act * 64, "2" * 64)
        moved = self.creation(act, A, digests, "topic", Deciders.of(*self.bodies))
        return self.propose(
            A, act, [moved], digests=digests, binding=(bound(self.partnership),),
            kind="topic.confirm",
        )  # fmt: skip

    def topic(self, act: str) -> tuple[MovedSubject, str]:
        """Bring a topic into force; return a move of it, and the hash of its proposal."""
        first, _ = self.open_topic(act)
        given = [first, *(self.consent(b, act, first)[0] for b in self.bodies if b != A)]
        self.seal_of_topic, void = self.seal(A, act, given)
        assert void is None
        topic, deciders = self.entries[first].subjects[0], Deciders.of(*self.bodies)
        return MovedSubject(topic.id, "topic", deciders, deciders, revision=0), first


def bound(subject: str, revision: int = 0) -> BoundRevision:
    """Return a revision that an act relies on."""
    return BoundRevision(subject, revision)


def rule_of(void: Void | None) -> int | None:
    """Return the number of the rule by which an entry counts for nothing."""
    return void.rule if void else None
