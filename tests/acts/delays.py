"""Several bodies on servers of their own, that read each other's chains whenever they like.

Nothing here locks, and nothing arrives in time: a body knows what it has read, and writes upon
that. It may be careful (it cites all that it should) or careless (it writes and cites little).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from xieqiao.acts.deciders import Deciders, Rule, Standing
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
from xieqiao.acts.ledger import ActAt, Ledger, Noted, VersionAt
from xieqiao.acts.rules import Void, judge, take_in

BODIES = tuple(f"00000000-0000-4000-8000-00000000000{n}" for n in "abcd")
ROUTINE = "test.routine"


def reported(kind: str) -> bool:
    """Say whether a kind of these tests is reported."""
    return kind.startswith("report.")


@dataclass
class Server:
    """A body, its chain, and what it knows."""

    body: str
    ledger: Ledger = field(default_factory=lambda: Ledger(reported))
    chain: list[str] = field(default_factory=list)

    def knows(self, digest: str) -> bool:
        """Say whether it has read an entry."""
        return digest in self.ledger.noted


class World:
    """All servers, and every entry that was ever written."""

    def __init__(self, count: int) -> None:
        self.servers = [Server(body) for body in BODIES[:count]]
        self.entries: dict[str, EntryBody] = {}
        self.number = 0
        self.partnership = ""
        self.careful = True
        self._found()

    def server(self, place: int) -> Server:
        """Return a server by any number."""
        return self.servers[place % len(self.servers)]

    # Reading and writing

    def learn(self, server: Server, digest: str) -> None:
        """Let a server read an entry, and before it all that it follows and cites."""
        if server.knows(digest):
            return
        entry = self.entries[digest]
        for earlier in (entry.prev, *entry.cites):
            if earlier is not None:
                self.learn(server, earlier)
        take_in(server.ledger, entry, digest)

    def read(self, server: Server, other: Server, most: int) -> None:
        """Let a server read some more of another's chain."""
        unread = [digest for digest in other.chain if not server.knows(digest)]
        for digest in unread[:most]:
            self.learn(server, digest)

    def write(self, server: Server, type_: EntryType, **fields: Any) -> str:
        """Put an entry at the end of a server's chain; a careful one writes only what counts."""
        self.number += 1
        fields["cites"] = tuple(sorted(fields.get("cites", ())))
        entry = EntryBody(
            type=type_,
            partnership=self.partnership,
            body=server.body,
            seq=len(server.chain),
            prev=server.chain[-1] if server.chain else None,
            time=f"2026-01-01T00:00:00.{self.number:06}Z",
            actor=Actor(role="test"),
            **fields,
        )
        digest = digest_of(entry.canonical())
        if self.careful and not self._counts(server, entry):
            return digest
        self.entries[digest] = entry
        server.chain.append(digest)
        self.learn(server, digest)
        return digest

    def _counts(self, server: Server, entry: EntryBody) -> bool:
        try:
            judge(server.ledger, entry)
        except Void:
            return False
        return True

    # Acts

    def _found(self) -> None:
        first, digests = self.servers[0], Digests("f" * 64, "e" * 64)
        self.partnership = str(subject_id(first.body, "found", digests, ""))
        everybody = Deciders.of(*(s.body for s in self.servers), routine=(ROUTINE,))
        moved = MovedSubject(self.partnership, "partnership", everybody, everybody)
        given = {
            self.write(
                first, EntryType.PROPOSE, act="found", version=1, kind="test.found",
                subjects=(moved,), digests=digests,
            )
        }  # fmt: skip
        proposal = next(iter(given))
        for server in self.servers[1:]:
            self.learn(server, proposal)
            given.add(
                self.write(server, EntryType.CONSENT, act="found", version=1, cites=(proposal,))
            )
        for digest in given:
            self.learn(first, digest)
        seal = self.write(first, EntryType.SEAL, act="found", version=1, cites=given)
        for server in self.servers:
            self.learn(server, seal)

    def version(
        self, server: Server, type_: EntryType, act: str, number: int, kind: str,
        moved: Iterable[MovedSubject], bound: Iterable[BoundRevision],
    ) -> str:  # fmt: skip
        """Propose or amend."""
        fields: dict[str, Any] = {
            "act": act, "version": number, "kind": kind, "subjects": tuple(moved),
            "binding": tuple(bound), "digests": Digests(f"{len(self.entries):064x}", "e" * 64),
        }  # fmt: skip
        draft = EntryBody(
            type=type_, partnership=self.partnership, body=server.body, seq=len(server.chain),
            time="", actor=Actor(role="test"), **fields,
        )  # fmt: skip
        known = server.ledger.act(act, server.body) or ActAt(act, server.body)
        at = VersionAt(known, number, Noted("", server.body, draft.seq), draft)
        cites = {server.ledger.revisions[(s, r)].seal.hash for s, r, _ in at.locks}
        return self.write(server, type_, cites=cites | self._ends(server, at), **fields)

    def consent(self, server: Server, at: VersionAt) -> str:
        """Consent to a version."""
        cites = {at.entry.hash} | self._ends(server, at)
        return self.write(server, EntryType.CONSENT, act=at.act.id, version=at.number, cites=cites)

    def _ends(self, server: Server, at: VersionAt) -> set[str]:
        if not self.careful:
            return set()
        found: set[str] = set()
        for obstacle in server.ledger.obstacles(server.body, at):
            for end in server.ledger.enders(obstacle):
                found |= {noted.hash for noted in end}
                break
        return found

    def created(self, server: Server, act: str, *, standing: bool) -> list[MovedSubject]:
        """Return a new subject; with grants of all others to the server when under a standing one.

        The ids belong to the proposal that `version` writes next.
        """
        digests = Digests(f"{len(self.entries):064x}", "e" * 64)
        parent = self._present(server, self.partnership)
        everybody = server.ledger.revisions[(self.partnership, parent)].deciders

        def new(label: str, after: Deciders) -> MovedSubject:
            id_ = str(subject_id(server.body, act, digests, label))
            return MovedSubject(id_, "topic", everybody, after, label=label)

        if not standing:
            return [new("", everybody)]
        givers = [s for s in self.servers if s is not server]
        grants = [new(s.body, Deciders.of(s.body, rule=Rule.ONE)) for s in givers]
        held = everybody.but(
            routine=(), standing=Standing(server.body, tuple(sorted(g.id for g in grants)))
        )
        return [new("", held), *grants]

    def moved(self, server: Server, subject: str, number: int) -> MovedSubject:
        """Return a move of a revision that the server knows."""
        at = server.ledger.revisions[(subject, number)]
        return MovedSubject(subject, at.type, at.deciders, at.deciders, revision=number)

    def grants_used(self, server: Server, moved: MovedSubject) -> list[BoundRevision]:
        """Return what a holder binds to decide alone."""
        standing = moved.deciders.standing
        if standing is None or standing.holder != server.body:
            return []
        known = [g for g in standing.grants if (g, 0) in server.ledger.revisions]
        return [BoundRevision(g, 0) for g in known]

    def parent(self, server: Server) -> BoundRevision:
        """Return the partnership as a server knows it."""
        return BoundRevision(self.partnership, self._present(server, self.partnership))

    def _present(self, server: Server, subject: str) -> int:
        return max(r for s, r in server.ledger.revisions if s == subject)
