"""What entries that count have brought about: acts, their versions, and revisions in force.

Everything here follows from entries alone, without any database. Which entries count is said by
`rules`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from xieqiao.acts.deciders import Deciders, Rule, impossible, satisfied
from xieqiao.acts.entries import EntryBody, EntryType, MovedSubject


class Noted(NamedTuple):
    """Where an entry stands."""

    hash: str
    body: str
    seq: int


class RevisionAt(NamedTuple):
    """A revision of a subject: the seal that made it, and who decides about the next."""

    seal: Noted
    type: str
    deciders: Deciders


@dataclass
class VersionAt:
    """One wording of an act, with the consents and refusals that count."""

    act: ActAt
    number: int
    entry: Noted
    body: EntryBody
    consents: dict[str, Noted] = field(default_factory=dict)
    refusals: dict[str, Noted] = field(default_factory=dict)

    @property
    def locks(self) -> Iterator[tuple[str, int, bool]]:
        """The existing revisions it touches, and whether it moves them."""
        for moved in self.body.subjects:
            if moved.revision is not None:
                yield moved.id, moved.revision, True
        for bound in self.body.binding:
            yield bound.id, bound.revision, False

    def judged_by(self, moved: MovedSubject) -> tuple[Rule, tuple[str, ...]]:
        """Return the rule and parties for one of its subjects."""
        bound = {b.id for b in self.body.binding if b.revision == 0}
        return moved.deciders.rule_for(self.body.kind or "", bound)

    @property
    def parties(self) -> set[str]:
        """All who may say a word on it."""
        named = {p for moved in self.body.subjects for p in moved.deciders.parties}
        return named | set(self.body.also)

    def met(self, consents: Iterable[str]) -> bool:
        """Say whether these consents satisfy the rule of every subject it moves."""
        given = set(consents)
        rules = (self.judged_by(moved) for moved in self.body.subjects)
        return set(self.body.also) <= given and all(satisfied(r, p, given) for r, p in rules)

    def beyond(self, refusals: Iterable[str]) -> bool:
        """Say whether, after these refusals, its rule can no longer be met."""
        given = set(refusals)
        rules = (self.judged_by(moved) for moved in self.body.subjects)
        return bool(set(self.body.also) & given) or any(impossible(r, p, given) for r, p in rules)


@dataclass
class ActAt:
    """An act: who proposed it, its versions, and what ended it."""

    id: str
    proposer: str
    versions: list[VersionAt] = field(default_factory=list)
    ended: tuple[EntryType, Noted] | None = None

    @property
    def last(self) -> VersionAt:
        """The present version."""
        return self.versions[-1]


class Obstacle(NamedTuple):
    """An earlier consent of a party to something that touches the same revision.

    `moves` says whether the new version moves that revision, `moved` whether the earlier one does.
    """

    version: VersionAt
    moves: bool
    moved: bool


class Ledger:
    """The state that entries give. Each entry comes after its predecessor and all that it cites."""

    def __init__(self, is_reported: Callable[[str], bool]) -> None:
        self.is_reported = is_reported
        self.noted: dict[str, Noted] = {}
        self.versions: dict[str, VersionAt] = {}
        self.revisions: dict[tuple[str, int], RevisionAt] = {}
        self._acts: dict[str, list[ActAt]] = defaultdict(list)
        self._open: dict[tuple[str, str, int], list[tuple[VersionAt, bool]]] = defaultdict(list)

    # Looking up

    def act(self, id_: str | None, body: str) -> ActAt | None:
        """Return the act that `body` proposed under this id, otherwise another body's."""
        named = self._acts.get(id_ or "", [])
        for act in named:
            if act.proposer == body:
                return act
        return named[0] if named else None

    def version_cited(self, entry: EntryBody) -> VersionAt | None:
        """Return the version that an entry speaks of: its hash is cited, its number named."""
        for digest in entry.cites:
            version = self.versions.get(digest)
            if version is not None and (version.act.id, version.number) == (
                entry.act,
                entry.version,
            ):
                return version
        return None

    def relies_on(self, entry: EntryBody, earlier: Noted) -> bool:
        """Say whether `earlier` lies behind `entry`: in its own chain, cited, or before a cited."""
        if earlier.body == entry.body:
            return earlier.seq < entry.seq
        cited = (self.noted[c] for c in entry.cites if c in self.noted)
        return any(c.body == earlier.body and c.seq >= earlier.seq for c in cited)

    def obstacles(self, body: str, version: VersionAt) -> Iterator[Obstacle]:
        """Yield earlier consents of `body` that touch what `version` touches.

        Two acts that both only rely on a revision do not stand against each other.
        """
        for subject, number, moves in version.locks:
            for other, moved in self._open.get((body, subject, number), ()):
                same = other.act.id == version.act.id and other.number == version.number
                if (moves or moved) and not same:
                    yield Obstacle(other, moves, moved)

    def enders(self, obstacle: Obstacle) -> Iterator[list[Noted]]:
        """Yield what ended an earlier consent: each list suffices when all of it is cited.

        An act in force that moved the revision does not free it: the revision is past.
        """
        version, act = obstacle.version, obstacle.version.act
        if act.ended is not None and not (act.ended[0] is EntryType.SEAL and obstacle.moved):
            yield [act.ended[1]]
        for later in act.versions[version.number :]:
            yield [later.entry]
        if version.beyond(version.refusals):
            yield list(version.refusals.values())

    def has_ended(self, entry: EntryBody, obstacle: Obstacle) -> bool:
        """Say whether `entry` relies on what ended an earlier consent.

        Refusals that it does not rely on are left aside, for they may come before it or after.
        """
        refusals = obstacle.version.refusals
        if obstacle.version.beyond(b for b, r in refusals.items() if self.relies_on(entry, r)):
            return True
        return any(all(self.relies_on(entry, n) for n in end) for end in self.enders(obstacle))

    # Recording

    def note(self, entry: EntryBody, digest: str) -> Noted:
        """Take notice of an entry, whether it counts or not, so that others may cite it."""
        noted = Noted(digest, entry.body, entry.seq)
        self.noted[digest] = noted
        return noted

    def record(self, entry: EntryBody, digest: str) -> None:
        """Take in an entry that counts."""
        noted = self.note(entry, digest)
        match entry.type:
            case EntryType.PROPOSE | EntryType.AMEND:
                self._record_version(entry, noted)
            case EntryType.CONSENT:
                self._consent(self._counted(entry), noted)
            case EntryType.DECLINE:
                self._counted(entry).refusals[entry.body] = noted
            case EntryType.WITHDRAW | EntryType.LAPSE:
                self._ended(entry).ended = (entry.type, noted)
            case EntryType.SEAL:
                self._record_seal(self._ended(entry), noted)

    def _counted(self, entry: EntryBody) -> VersionAt:
        version = self.version_cited(entry)
        assert version is not None
        return version

    def _ended(self, entry: EntryBody) -> ActAt:
        act = self.act(entry.act, entry.body)
        assert act is not None
        return act

    def _record_version(self, entry: EntryBody, noted: Noted) -> None:
        act = self.act(entry.act, entry.body)
        if act is None or entry.type is EntryType.PROPOSE:
            act = ActAt(entry.act or "", entry.body)
            self._acts[act.id].append(act)
        version = VersionAt(act, entry.version or 1, noted, entry)
        act.versions.append(version)
        self.versions[noted.hash] = version
        self._consent(version, noted)

    def _consent(self, version: VersionAt, noted: Noted) -> None:
        version.consents[noted.body] = noted
        for subject, number, moves in version.locks:
            self._open[(noted.body, subject, number)].append((version, moves))

    def _record_seal(self, act: ActAt, noted: Noted) -> None:
        act.ended = (EntryType.SEAL, noted)
        for moved in act.last.body.subjects:
            number = 0 if moved.revision is None else moved.revision + 1
            self.revisions[(moved.id, number)] = RevisionAt(noted, moved.type, moved.next)
