"""Whatever arrives whenever: the same state in every order, and never two acts on one revision.

Random histories of two to four servers that read each other as late as they like, careful and
careless ones among them. Nobody forks his own chain; what a fork does is not promised.
"""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.acts.delays import ROUTINE, Server, World, reported
from xieqiao.acts import rules
from xieqiao.acts.entries import EntryBody, EntryType
from xieqiao.acts.ledger import ActAt, Ledger, VersionAt
from xieqiao.acts.orders import causal_order
from xieqiao.acts.rules import take_in

MOVES = (
    "read", "read", "read all", "read all", "create", "standing", "propose", "propose", "two",
    "holder", "consent", "consent", "consent", "decline", "decline", "amend", "withdraw", "lapse",
    "seal", "seal", "together", "together",
)  # fmt: skip
CARELESS = 5  # one entry in so many is written without thinking


def history(count: int, steps: int, seed: int) -> World:
    """Return a world after so many things that its servers did."""
    world, random = World(count), Random(seed)
    for _ in range(steps):
        world.careful = random.randrange(CARELESS) > 0
        numbers = (random.randrange(30) for _ in range(3))
        play(world, random.choice(MOVES), *numbers)
    return world


def play(world: World, move: str, who: int, one: int, other: int) -> None:
    """Let one server do one thing. A careful one does what makes sense with what it has read."""
    server, careful = world.server(who), world.careful
    ledger, act_id = server.ledger, f"act-{world.number}"
    match move:
        case "read":
            world.read(server, world.server(who + 1 + one % 3), 1 + other % 4)
        case "read all":
            for sender in world.servers:
                world.read(server, sender, len(world.entries))
        case "together":
            together(world, server, one)
        case "create" | "standing":
            new = world.created(server, act_id, standing=move == "standing")
            world.version(
                server, EntryType.PROPOSE, act_id, 1, "test.create", new, [world.parent(server)]
            )  # fmt: skip
        case "propose" | "two" | "holder":
            subjects = _newest(ledger) if careful else sorted(ledger.revisions)
            moved = [world.moved(server, *_pick(subjects, one))]
            second = world.moved(server, *_pick(subjects, other))
            if move == "two" and second.id != moved[0].id:
                moved.append(second)
            bound = world.grants_used(server, moved[0]) if move == "holder" else []
            kind = ROUTINE if other % 3 == 0 else "test.change"
            world.version(server, EntryType.PROPOSE, act_id, 1, kind, moved, bound)
        case "consent":
            world.consent(server, _pick(_unsaid(server, careful), one))
        case "decline":
            at = _pick(_unsaid(server, careful), one)
            cites = (at.entry.hash,)
            world.write(server, EntryType.DECLINE, act=at.act.id, version=at.number, cites=cites)
        case "amend":
            at = _pick(_own(server, careful), one).last
            body = at.body
            world.version(
                server, EntryType.AMEND, at.act.id, at.number + 1, body.kind or "", body.subjects,
                body.binding,
            )  # fmt: skip
        case "withdraw" | "lapse":
            act = _pick(_own(server, careful), one)
            world.write(server, EntryType(move), act=act.id)
        case "seal":
            own = _own(server, careful)
            met = [act for act in own if act.last.met(act.last.consents)]
            at = _pick(met or own, one).last
            cites = tuple(noted.hash for noted in at.consents.values())
            world.write(server, EntryType.SEAL, act=at.act.id, version=at.number, cites=cites)


def together(world: World, proposer: Server, one: int) -> None:
    """Read everything, consent to one act where that is possible, and seal it."""
    for server in world.servers:
        play(world, "read all", world.servers.index(server), 0, 0)
    at = _pick(_own(proposer, careful=True), one).last
    for server in world.servers:
        if server is not proposer and at.entry.hash in server.ledger.versions:
            world.consent(server, server.ledger.versions[at.entry.hash])
            world.read(proposer, server, len(world.entries))
    cites = tuple(noted.hash for noted in at.consents.values())
    world.write(proposer, EntryType.SEAL, act=at.act.id, version=at.number, cites=cites)


def _pick(things: list[Any], place: int) -> Any:
    """Pick one, the last ones most often."""
    return things[-1 - place % min(len(things), 4)] if place < 24 else things[place % len(things)]


def _newest(ledger: Ledger) -> list[tuple[str, int]]:
    newest: dict[str, int] = {}
    for subject, revision in ledger.revisions:
        newest[subject] = max(revision, newest.get(subject, 0))
    return list(newest.items())


def _unsaid(server: Server, careful: bool) -> list[VersionAt]:
    """Return versions to say a word on: for a careful one those that wait for its word."""
    found = list(server.ledger.versions.values())
    wait = [
        v for v in found
        if v.act.ended is None and server.body in v.parties
        and server.body not in {*v.consents, *v.refusals}
    ]  # fmt: skip
    return wait if careful and wait else found


def _own(server: Server, careful: bool) -> list[ActAt]:
    """Return acts to end or to seal: a careful one's own open acts."""
    acts = list({id(v.act): v.act for v in server.ledger.versions.values()}.values())
    own = [act for act in acts if act.proposer == server.body and act.ended is None]
    return own if careful and own else acts


def judged(entries: dict[str, EntryBody], seed: int) -> tuple[set[str], Any, list[str]]:
    """Return what counts, the revisions in force, and every void that a second act met."""
    ledger = Ledger(reported)
    counted, second = set(), []
    for digest in causal_order(entries, Random(seed)):
        void = take_in(ledger, entries[digest], digest)
        if void is None:
            counted.add(digest)
        elif "by another act" in str(void):
            second.append(str(void))
    revisions = {key: (at.seal.hash, at.deciders) for key, at in ledger.revisions.items()}
    return counted, revisions, second


def crossings(entries: dict[str, EntryBody], counted: set[str]) -> Iterator[tuple[str, str]]:
    """Yield acts in force of which one moved what the other relied on, and did not know it.

    Only where a party consented to both: a holder and a giver of a standing consent need not meet.
    """
    behind: dict[str, set[str]] = {}
    for digest in causal_order(entries, Random(0)):
        links = {entries[digest].prev, *entries[digest].cites} - {None}
        behind[digest] = set().union(*({link or ""} | behind[link or ""] for link in links))
    versions = {
        (entries[h].act, entries[h].body, entries[h].version): entries[h]
        for h in counted if entries[h].type in {EntryType.PROPOSE, EntryType.AMEND}
    }  # fmt: skip
    seals = [(h, versions[(e.act, e.body, e.version)], {entries[c].body for c in e.cites})
             for h in counted if (e := entries[h]).type is EntryType.SEAL]  # fmt: skip
    for seal, moving, movers in seals:
        moved = {(m.id, m.revision) for m in moving.subjects}
        for other, relying, readers in seals:
            bound = {(b.id, b.revision) for b in relying.binding}
            if other != seal and bound & moved and movers & readers and other not in behind[seal]:
                yield moving.act or "", relying.act or ""


@settings(max_examples=4 * settings().max_examples)
@given(st.integers(2, 4), st.integers(20, 120), st.integers(0, 2**32))
def test_every_order_gives_one_state_and_no_two_acts_meet(
    count: int, steps: int, seed: int
) -> None:
    world = history(count, steps, seed)
    first = judged(world.entries, seed)
    assert first[2] == []
    for other in range(1, 4):
        assert judged(world.entries, seed + other) == first
    for server in world.servers:
        known = server.ledger.revisions.items()
        assert all(first[1][key][0] == at.seal.hash for key, at in known)
    assert list(crossings(world.entries, first[0])) == []


def test_without_rule_3_two_acts_do_meet(monkeypatch: Any) -> None:
    """The search itself can fail: two bodies consent to two acts on one revision."""
    monkeypatch.setattr(rules, "one_open_consent", lambda *args: None)
    world = World(2)
    world.careful = False
    first, second = world.servers
    for server, act in ((first, "x"), (second, "y")):
        moved = [world.moved(server, world.partnership, 0)]
        world.version(server, EntryType.PROPOSE, act, 1, "test.change", moved, [])
    for server, other in ((first, second), (second, first)):
        world.read(server, other, 10)
        at = next(v for v in server.ledger.versions.values() if v.act.proposer == other.body
                  and v.act.id != "found")  # fmt: skip
        world.consent(server, at)
    for server, other, act in ((first, second, "x"), (second, first, "y")):
        world.read(server, other, 10)
        given_ = server.ledger.act(act, server.body)
        assert given_ is not None
        cites = [noted.hash for noted in given_.last.consents.values()]
        world.write(server, EntryType.SEAL, act=act, version=1, cites=cites)
    assert judged(world.entries, 1)[2] != []
