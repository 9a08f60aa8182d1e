"""Which entries count, and which acts they put in force: the rules, without any database.

Everything here follows from entries alone. An entry is judged by its own chain and by what it
cites, never by the order of arrival, so every order in which each entry follows its predecessor
and its citations gives the same state. The numbers of the rules are those of the protocol.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from xieqiao.acts.deciders import Deciders, Rule, impossible, satisfied
from xieqiao.acts.entries import EntryBody, EntryType, MovedSubject, subject_id


class Void(Exception):
    """The entry counts for nothing, by the rule of this number."""

    def __init__(self, rule: int, why: str) -> None:
        super().__init__(f"rule {rule}: {why}")
        self.rule = rule


@dataclass(frozen=True)
class Noted:
    """Where an entry stands."""

    hash: str
    body: str
    seq: int


@dataclass(frozen=True)
class RevisionAt:
    """A revision of a subject: the seal that made it, and who decides about the next."""

    seal: Noted | None
    deciders: Deciders
    closed: bool


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


class Ledger:
    """The state that entries give. Feed it with `add`, each entry after all that it cites."""

    def __init__(self, is_reported: Callable[[str], bool]) -> None:
        self.is_reported = is_reported
        self.noted: dict[str, Noted] = {}
        self.acts: dict[str, ActAt] = {}
        self.revisions: dict[tuple[str, int], RevisionAt] = {}
        self._open: dict[tuple[str, str, int], list[tuple[VersionAt, bool]]] = defaultdict(list)

    def add(self, entry: EntryBody, digest: str) -> Void | None:
        """Take an entry in. Return None when it counts, otherwise why it does not."""
        try:
            self.judge(entry)
        except Void as void:
            self.noted[digest] = Noted(digest, entry.body, entry.seq)
            return void
        self.record(entry, digest)
        return None

    # Judging

    def judge(self, entry: EntryBody) -> None:
        """Raise Void when the entry counts for nothing."""
        missing = [cited for cited in entry.cites if cited not in self.noted]
        if missing:
            raise Void(7, f"cites {missing[0][:12]}, which is not there")
        match entry.type:
            case EntryType.PROPOSE:
                self._judge_proposal(entry)
            case EntryType.AMEND:
                self._judge_amendment(entry)
            case EntryType.CONSENT:
                version = self._version_for(entry)
                self._judge_stance(entry, version)
                self._judge_locks(entry, version)
            case EntryType.DECLINE:
                self._judge_stance(entry, self._version_for(entry))
            case EntryType.WITHDRAW | EntryType.LAPSE:
                self._own_open_act(entry)
            case EntryType.SEAL:
                self._judge_seal(entry)
            case EntryType.RECEIPT | EntryType.FENCE:
                raise Void(7, "entries between servers are not taken here yet")

    def _own_open_act(self, entry: EntryBody) -> ActAt:
        act = self.acts.get(entry.act or "")
        if act is None:
            raise Void(7, "speaks of an act that is not there")
        if act.proposer != entry.body:
            raise Void(1, "only the proposing body may do this")
        if act.ended is not None:
            raise Void(1, f"comes after the act's {act.ended[0].value}")
        return act

    def _version_for(self, entry: EntryBody) -> VersionAt:
        act = self.acts.get(entry.act or "")
        number = entry.version or 0
        if act is None or not 1 <= number <= len(act.versions):
            raise Void(7, "speaks of a version that is not there")
        version = act.versions[number - 1]
        if version.entry.hash not in entry.cites:
            raise Void(2, "does not bind to the hash of the version it names")
        return version

    def _judge_stance(self, entry: EntryBody, version: VersionAt) -> None:
        if entry.body not in version.parties:
            raise Void(4, "the body does not decide about this act")
        if entry.body in version.consents or entry.body in version.refusals:
            raise Void(2, "the party has said its word on this version before")

    def _judge_proposal(self, entry: EntryBody) -> None:
        if entry.act is None or entry.act in self.acts or entry.version != 1:
            raise Void(2, "an act is proposed once, as version 1")
        self._judge_version(entry, ActAt(entry.act, entry.body))

    def _judge_amendment(self, entry: EntryBody) -> None:
        act = self._own_open_act(entry)
        if entry.version != act.last.number + 1 or entry.kind != act.last.body.kind:
            raise Void(2, "an amendment makes the next version of the same kind")
        self._judge_version(entry, act)

    def _judge_version(self, entry: EntryBody, act: ActAt) -> None:
        version = VersionAt(act, entry.version or 0, Noted("", entry.body, entry.seq), entry)
        if not entry.subjects or entry.kind is None:
            raise Void(4, "an act moves at least one subject")
        for moved in entry.subjects:
            if moved.revision is None:
                self._judge_creation(entry, moved, act)
            else:
                self._judge_basis(entry, moved.id, moved.revision, moved)
        for bound in entry.binding:
            self._judge_basis(entry, bound.id, bound.revision)
        if entry.body not in version.parties:
            raise Void(4, "the proposer is not among those who decide")
        self._judge_locks(entry, version)

    def _judge_basis(
        self, entry: EntryBody, subject: str, number: int, moved: MovedSubject | None = None
    ) -> None:
        revision = self.revisions.get((subject, number))
        if revision is None or (revision.seal and not self.relies_on(entry, revision.seal)):
            raise Void(7, f"does not cite the seal of {subject} revision {number}")
        if moved is not None and moved.deciders != revision.deciders:
            raise Void(4, "names other deciders than the revision does")

    def _judge_creation(self, entry: EntryBody, moved: MovedSubject, act: ActAt) -> None:
        first = act.versions[0].body if act.versions else entry
        expected = str(subject_id(act.proposer, act.id, first.digests, moved.label))
        if moved.id != expected:
            raise Void(3, "the new subject's id is not made from its proposal")
        if (moved.id, 0) in self.revisions:
            raise Void(3, "the subject exists already")
        if moved.type == "partnership":
            if moved.id != entry.partnership or moved.deciders.rule is not Rule.ALL:
                raise Void(4, "a partnership is founded by all its parties")
        elif self.is_reported(entry.kind or ""):
            owner = Deciders.of(entry.body, rule=Rule.ONE)
            if moved.deciders != owner or moved.next != owner:
                raise Void(4, "reported matter is decided by its owner")
        else:
            self._judge_parent(entry, moved)

    def _judge_parent(self, entry: EntryBody, moved: MovedSubject) -> None:
        bound = [b for b in entry.binding if b.id == entry.partnership]
        parent = self.revisions.get((entry.partnership, bound[0].revision)) if bound else None
        if parent is None or moved.deciders != parent.deciders:
            raise Void(4, "a new subject is decided by the parties of the bound partnership")

    # Rules 3 and 5: one open consent per revision

    def relies_on(self, entry: EntryBody, earlier: Noted) -> bool:
        """Say whether `earlier` lies behind `entry`: in its own chain, cited, or before a cited."""
        if earlier.body == entry.body:
            return earlier.seq < entry.seq
        cited = (self.noted[c] for c in entry.cites if c in self.noted)
        return any(c.body == earlier.body and c.seq >= earlier.seq for c in cited)

    def enders(self, version: VersionAt, *, moves: bool) -> Iterator[list[Noted]]:
        """Yield what ended a consent to `version`: each list suffices when all of it is cited."""
        act = version.act
        if act.ended is not None and not (act.ended[0] is EntryType.SEAL and moves):
            yield [act.ended[1]]
        for later in act.versions[version.number :]:
            yield [later.entry]
        if version.beyond(version.refusals):
            yield list(version.refusals.values())

    def obstacles(self, body: str, version: VersionAt) -> Iterator[tuple[VersionAt, bool]]:
        """Yield earlier consents of `body` that touch what `version` touches, and stand against it.

        Two acts that both only rely on a revision do not stand against each other.
        """
        for subject, number, moves in version.locks:
            for other, other_moves in self._open[(body, subject, number)]:
                same = other.act.id == version.act.id and other.number == version.number
                if (moves or other_moves) and not same:
                    yield other, other_moves

    def _judge_locks(self, entry: EntryBody, version: VersionAt) -> None:
        amends = entry.type is EntryType.AMEND
        for other, moves in self.obstacles(entry.body, version):
            if amends and other.act.id == entry.act:
                continue
            ends = self.enders(other, moves=moves)
            if not any(all(self.relies_on(entry, e) for e in end) for end in ends):
                raise Void(3, f"an earlier consent, to act {other.act.id}, has not ended")

    def _judge_seal(self, entry: EntryBody) -> None:
        act = self._own_open_act(entry)
        version = act.last
        if entry.version != version.number:
            raise Void(4, "seals another version than the present one")
        cited = {b for b, noted in version.consents.items() if noted.hash in entry.cites}
        if not version.met(cited):
            raise Void(4, "the cited consents do not satisfy the deciders")
        for moved in version.body.subjects:
            made = 0 if moved.revision is None else moved.revision + 1
            if (moved.id, made) in self.revisions:
                raise Void(3, f"{moved.id} revision {made} is in force by another act")

    # Recording

    def record(self, entry: EntryBody, digest: str) -> None:
        """Take in an entry that counts."""
        noted = Noted(digest, entry.body, entry.seq)
        self.noted[digest] = noted
        match entry.type:
            case EntryType.PROPOSE | EntryType.AMEND:
                self._record_version(entry, noted)
            case EntryType.CONSENT:
                version = self.acts[entry.act or ""].versions[(entry.version or 1) - 1]
                self._consent(version, noted)
            case EntryType.DECLINE:
                version = self.acts[entry.act or ""].versions[(entry.version or 1) - 1]
                version.refusals[entry.body] = noted
            case EntryType.WITHDRAW | EntryType.LAPSE:
                self.acts[entry.act or ""].ended = (entry.type, noted)
            case EntryType.SEAL:
                self._record_seal(self.acts[entry.act or ""], noted)

    def _record_version(self, entry: EntryBody, noted: Noted) -> None:
        act = self.acts.setdefault(entry.act or "", ActAt(entry.act or "", entry.body))
        version = VersionAt(act, entry.version or 1, noted, entry)
        act.versions.append(version)
        self._consent(version, noted)

    def _consent(self, version: VersionAt, noted: Noted) -> None:
        version.consents[noted.body] = noted
        for subject, number, moves in version.locks:
            self._open[(noted.body, subject, number)].append((version, moves))

    def _record_seal(self, act: ActAt, noted: Noted) -> None:
        act.ended = (EntryType.SEAL, noted)
        for moved in act.last.body.subjects:
            number = 0 if moved.revision is None else moved.revision + 1
            self.revisions[(moved.id, number)] = RevisionAt(noted, moved.next, moved.closes)
