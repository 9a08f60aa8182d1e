"""The rules by which an entry counts, a function for each; the numbers are the protocol's.

An entry is judged by its own chain and by what it cites, never by the order of arrival, so every
order in which each entry follows its predecessor and its citations gives the same state.

Of the eight rules two lie elsewhere: the lapse at a deadline (6) in `sweep`, and the word about
another proposal on the same revision (8) in `queries.rivals_of`.
"""

from __future__ import annotations

from xieqiao.acts.deciders import Deciders, Rule
from xieqiao.acts.entries import EntryBody, EntryType, MovedSubject, subject_id
from xieqiao.acts.ledger import ActAt, Ledger, Noted, Obstacle, RevisionAt, VersionAt


class Void(Exception):
    """The entry counts for nothing, by the rule of this number."""

    def __init__(self, rule: int, why: str) -> None:
        super().__init__(f"rule {rule}: {why}")
        self.rule = rule


def take_in(ledger: Ledger, entry: EntryBody, digest: str) -> Void | None:
    """Take an entry into the ledger. Return None when it counts, otherwise why it does not."""
    try:
        judge(ledger, entry)
    except Void as void:
        ledger.note(entry, digest)
        return void
    ledger.record(entry, digest)
    return None


def judge(ledger: Ledger, entry: EntryBody) -> None:
    """Raise Void when the entry counts for nothing."""
    all_that_it_cites_is_there(ledger, entry)
    match entry.type:
        case EntryType.PROPOSE:
            proposed_once(ledger, entry)
            _judge_version(ledger, entry, ActAt(entry.act or "", entry.body))
        case EntryType.AMEND:
            act = _own_open_act(ledger, entry)
            the_next_version(entry, act)
            _judge_version(ledger, entry, act)
        case EntryType.CONSENT | EntryType.DECLINE:
            version = bound_to_one_version(ledger, entry)
            _judge_stance(ledger, entry, version)
        case EntryType.WITHDRAW | EntryType.LAPSE:
            _own_open_act(ledger, entry)
        case EntryType.SEAL:
            _judge_seal(ledger, entry, _own_open_act(ledger, entry).last)
        case EntryType.RECEIPT | EntryType.FENCE:
            raise Void(7, f"a {entry.type.value} is not taken here yet")


def _own_open_act(ledger: Ledger, entry: EntryBody) -> ActAt:
    act = ledger.act(entry.act, entry.body)
    if act is None:
        raise Void(7, "speaks of an act that is not there")
    by_its_proposer(entry, act)
    before_its_end(entry, act)
    return act


def _judge_stance(ledger: Ledger, entry: EntryBody, version: VersionAt) -> None:
    by_somebody_who_decides(entry, version)
    one_word_each(entry, version)
    if entry.type is EntryType.CONSENT:
        _judge_locks(ledger, entry, version)


def _judge_version(ledger: Ledger, entry: EntryBody, act: ActAt) -> None:
    version = VersionAt(act, entry.version or 0, Noted("", entry.body, entry.seq), entry)
    moves_each_subject_once(entry)
    for moved in entry.subjects:
        if moved.revision is None:
            made_from_its_proposal(entry, moved, act)
            first_deciders(ledger, entry, moved)
        else:
            revision = rests_on_its_seal(ledger, entry, moved.id, moved.revision)
            judged_by_the_revisions_deciders(moved, revision)
    for bound in entry.binding:
        rests_on_its_seal(ledger, entry, bound.id, bound.revision)
    by_somebody_who_decides(entry, version)
    _judge_locks(ledger, entry, version)


def _judge_locks(ledger: Ledger, entry: EntryBody, version: VersionAt) -> None:
    """Look at the party's earlier consents that touch the same revisions and have not ended.

    An amendment ends the proposer's own consent to the version before it.
    """
    amends = entry.type is EntryType.AMEND
    open_ = [
        obstacle
        for obstacle in ledger.obstacles(entry.body, version)
        if not (amends and obstacle.version.act is version.act)
        and not ledger.has_ended(entry, obstacle)
    ]
    one_open_consent(open_)
    nothing_relied_on_is_moved(open_)


def _judge_seal(ledger: Ledger, entry: EntryBody, version: VersionAt) -> None:
    seals_the_present_version(entry, version)
    cites_enough_consents(entry, version)
    alone_on_its_revisions(ledger, version)


# Rule 1: the proposer's entries


def by_its_proposer(entry: EntryBody, act: ActAt) -> None:
    """Only the proposing body amends, withdraws, lets lapse or seals its act."""
    if act.proposer != entry.body:
        raise Void(1, "only the proposing body may do this")


def before_its_end(entry: EntryBody, act: ActAt) -> None:
    """After a withdrawal or a lapse a seal counts for nothing, and after a seal they do."""
    if act.ended is not None:
        raise Void(1, f"comes after the act's {act.ended[0].value}")


# Rule 2: versions, and one word on each


def proposed_once(ledger: Ledger, entry: EntryBody) -> None:
    """A body proposes an act once; what it changes afterwards are amendments."""
    known = ledger.act(entry.act, entry.body)
    again = known is not None and known.proposer == entry.body
    if entry.act is None or again or entry.version != 1:
        raise Void(2, "an act is proposed once, as version 1")


def the_next_version(entry: EntryBody, act: ActAt) -> None:
    """An amendment makes the version after the present one, of the same kind."""
    if entry.version != act.last.number + 1 or entry.kind != act.last.body.kind:
        raise Void(2, "an amendment makes the next version of the same kind")


def bound_to_one_version(ledger: Ledger, entry: EntryBody) -> VersionAt:
    """A word binds to the hash of one version, which it cites."""
    version = ledger.version_cited(entry)
    if version is None:
        raise Void(2, "does not bind to the hash of the version it names")
    return version


def one_word_each(entry: EntryBody, version: VersionAt) -> None:
    """Who consented cannot decline, who declined cannot consent: the later counts for nothing."""
    if entry.body in version.consents or entry.body in version.refusals:
        raise Void(2, "the party has said its word on this version before")


# Rule 3: one act on a revision


def made_from_its_proposal(entry: EntryBody, moved: MovedSubject, act: ActAt) -> None:
    """A new subject's id is made from its proposal, so that nobody creates one id twice."""
    first = act.versions[0].body if act.versions else entry
    if moved.id != str(subject_id(act.proposer, act.id, first.digests, moved.label)):
        raise Void(3, "the new subject's id is not made from its proposal")


def one_open_consent(open_: list[Obstacle]) -> None:
    """A party's earlier consents to move the same revision have ended, and their ends are cited."""
    for obstacle in open_:
        if obstacle.moves and obstacle.moved:
            raise Void(3, f"an earlier consent, to act {obstacle.version.act.id}, has not ended")


def alone_on_its_revisions(ledger: Ledger, version: VersionAt) -> None:
    """No other act has made one of the revisions that this one makes."""
    for moved in version.body.subjects:
        made = 0 if moved.revision is None else moved.revision + 1
        if (moved.id, made) in ledger.revisions:
            raise Void(3, f"{moved.id} revision {made} is in force by another act")


# Rule 4: who decides


def by_somebody_who_decides(entry: EntryBody, version: VersionAt) -> None:
    """Only those who decide propose, consent and decline."""
    if entry.body not in version.parties:
        raise Void(4, "the body does not decide about this act")


def judged_by_the_revisions_deciders(moved: MovedSubject, revision: RevisionAt) -> None:
    """An act on a revision is judged by exactly the deciders that the revision names."""
    if (moved.deciders, moved.type) != (revision.deciders, revision.type):
        raise Void(4, "names other deciders, or another type, than the revision does")


def first_deciders(ledger: Ledger, entry: EntryBody, moved: MovedSubject) -> None:
    """All found a partnership, and decide what is new in it; what is reported is its owner's."""
    if moved.type == "partnership":
        if moved.id != entry.partnership or moved.deciders.rule is not Rule.ALL:
            raise Void(4, "a partnership is founded by all its parties")
    elif ledger.is_reported(entry.kind or ""):
        owner = Deciders.of(entry.body, rule=Rule.ONE)
        if moved.deciders != owner or moved.next != owner:
            raise Void(4, "reported matter is decided by its owner")
    else:
        bound = [b for b in entry.binding if b.id == entry.partnership]
        parent = ledger.revisions.get((entry.partnership, bound[0].revision)) if bound else None
        if parent is None or moved.deciders != parent.deciders:
            raise Void(4, "a new subject is decided by the parties of the bound partnership")


def seals_the_present_version(entry: EntryBody, version: VersionAt) -> None:
    """A seal is set to the very version that was consented to."""
    if entry.version != version.number:
        raise Void(4, "seals another version than the present one")


def cites_enough_consents(entry: EntryBody, version: VersionAt) -> None:
    """A seal cites consents that satisfy the deciders of every subject."""
    cited = {body for body, noted in version.consents.items() if noted.hash in entry.cites}
    if not version.met(cited):
        raise Void(4, "the cited consents do not satisfy the deciders")


# Rule 5: several subjects, and what an act relies on


def moves_each_subject_once(entry: EntryBody) -> None:
    """An act moves one subject or several, each from one revision."""
    ids = [moved.id for moved in entry.subjects]
    if not ids or entry.kind is None or len(set(ids)) != len(ids):
        raise Void(5, "an act moves at least one subject, and each of them once")


def nothing_relied_on_is_moved(open_: list[Obstacle]) -> None:
    """Who relies on a revision does not consent to move it, nor the other way round."""
    for obstacle in open_:
        if obstacle.moves != obstacle.moved:
            raise Void(5, f"an earlier consent, to act {obstacle.version.act.id}, has not ended")


# Rule 7: what an entry cites


def all_that_it_cites_is_there(ledger: Ledger, entry: EntryBody) -> None:
    """An entry counts only when all that it cites is there."""
    missing = [cited for cited in entry.cites if cited not in ledger.noted]
    if missing:
        raise Void(7, f"cites {missing[0][:12]}, which is not there")


def rests_on_its_seal(ledger: Ledger, entry: EntryBody, subject: str, number: int) -> RevisionAt:
    """What moves a revision, or relies on it, cites the seal that made it."""
    revision = ledger.revisions.get((subject, number))
    if revision is None or not ledger.relies_on(entry, revision.seal):
        raise Void(7, f"does not cite the seal of {subject} revision {number}")
    return revision
