"""Random histories: whatever is tried in whatever order, the registers stay true.

Each history ends with a full verification, a replay in a random order, and an oracle that reads
the entries by itself: no act in force twice, none without its rule, no two on one revision.
"""

from __future__ import annotations

import os
from collections import Counter
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule, run_state_machine_as_test

from tests.acts.kinds import NoteText
from tests.parties import found, parties
from xieqiao.acts import gate, keys
from xieqiao.acts.access import Acting
from xieqiao.acts.entries import EntryType, read_entry
from xieqiao.acts.errors import ActError
from xieqiao.acts.kinds import kind_named
from xieqiao.acts.models import Act, ActState, Entry, Seat, Subject
from xieqiao.acts.replay import replay
from xieqiao.acts.verify import verify
from xieqiao.acts.writing import actor_of

HISTORIES = int(os.environ.get("HISTORIES", "100"))
pytestmark = [
    pytest.mark.django_db(databases=["default", "replay"]),
    pytest.mark.usefixtures("replay_database"),
    pytest.mark.database,
]
who = st.integers(0, 4)
pick = st.integers(0, 10_000)


class Lost(Exception):
    """The process was lost between two statements."""


class Histories(RuleBasedStateMachine):
    """Two to five parties doing what they like."""

    judged = 0

    def __init__(self) -> None:
        super().__init__()
        self.block = transaction.atomic()
        self.block.__enter__()
        self.everybody: list[Acting] = []

    def teardown(self) -> None:
        try:
            if self.everybody:
                judge_history()
                type(self).judged += 1
        finally:
            transaction.set_rollback(True)
            self.block.__exit__(None, None, None)

    # What the moves have in common

    def actor(self, number: int) -> Acting:
        return self.everybody[number % len(self.everybody)]

    def one(self, rows: Any, number: int) -> Any:
        found_rows = list(rows)
        return found_rows[number % len(found_rows)] if found_rows else None

    def attempt(self, function: Any, *args: Any, **kwargs: Any) -> Any:
        """Try it; a refusal must leave every entry as it was."""
        before = Entry.objects.count()
        try:
            with transaction.atomic():
                return function(*args, **kwargs)
        except ActError:
            assert Entry.objects.count() == before
        return None

    @precondition(lambda self: not self.everybody)
    @rule(count=st.integers(2, 5))
    def found(self, count: int) -> None:
        self.everybody = parties(count)
        self.space = found(self.everybody[: max(2, count - 1)]).id

    @precondition(lambda self: self.everybody)
    @rule(number=who, routine=st.booleans(), same=st.booleans())
    def make(self, number: int, routine: bool, same: bool) -> None:
        act_id = uuid4()
        payload = NoteText(text="甲", routine=routine)
        for _ in range(1 + same):
            self.attempt(
                gate.propose, self.actor(number), "test.make", payload,
                partnership=self.space, act_id=act_id,
            )  # fmt: skip

    @precondition(lambda self: self.everybody)
    @rule(number=who, first=pick, second=pick, several=st.booleans())
    def change(self, number: int, first: int, second: int, several: bool) -> None:
        notes = Subject.objects.filter(type="note").order_by("id")
        main, other = self.one(notes, first), self.one(notes, second)
        if main is not None:
            others = [other.id] if several and other.id != main.id else []
            payload = NoteText(text="乙", others=others)
            self.attempt(gate.propose, self.actor(number), "test.change", payload, subject=main.id)

    @precondition(lambda self: self.everybody)
    @rule(number=who)
    def plan(self, number: int) -> None:
        payload = NoteText(text="丁")
        self.attempt(gate.propose, self.actor(number), "test.plan", payload, partnership=self.space)

    @precondition(lambda self: self.everybody)
    @rule(number=who, which=pick)
    def shift(self, number: int, which: int) -> None:
        time = self.one(Subject.objects.filter(type="schedule").order_by("id"), which)
        if time is not None:
            payload = NoteText(text="戊")
            self.attempt(gate.propose, self.actor(number), "test.shift", payload, subject=time.id)

    @precondition(lambda self: self.everybody)
    @rule(number=who)
    def say(self, number: int) -> None:
        payload = NoteText(text="丙")
        self.attempt(gate.propose, self.actor(number), "test.say", payload, partnership=self.space)

    @precondition(lambda self: self.everybody)
    @rule(number=who, which=pick, old=st.booleans())
    def consent(self, number: int, which: int, old: bool) -> None:
        act = self.one(Act.objects.order_by("proposed_at", "id"), which)
        if act is not None:
            version = act.versions.order_by("number" if old else "-number").first()
            self.attempt(gate.consent, self.actor(number), act.id, version.digest)

    @precondition(lambda self: self.everybody)
    @rule(which=pick)
    def everyone_consents(self, which: int) -> None:
        act = self.one(Act.objects.filter(state="open").order_by("proposed_at", "id"), which)
        for who_ in self.everybody if act is not None else ():
            version = act.versions.order_by("-number").first()
            self.attempt(gate.consent, who_, act.id, version.digest)

    @precondition(lambda self: self.everybody)
    @rule(number=who, which=pick)
    def decline(self, number: int, which: int) -> None:
        act = self.one(Act.objects.order_by("proposed_at", "id"), which)
        if act is not None:
            version = act.versions.order_by("-number").first()
            self.attempt(gate.decline, self.actor(number), act.id, version.digest, "不同意")

    @precondition(lambda self: self.everybody)
    @rule(which=pick, how=st.sampled_from(["withdraw", "lapse", "amend"]))
    def end_or_amend(self, which: int, how: str) -> None:
        act = self.one(Act.objects.order_by("proposed_at", "id"), which)
        if act is None:
            return
        owner = next(a for a in self.everybody if a.body_id == act.proposer_id)
        if how == "withdraw":
            self.attempt(gate.withdraw, owner, act.id)
        elif how == "lapse":
            if act.state in {ActState.OPEN, ActState.STALE}:
                self.attempt(gate.lapse, act.id)
        elif act.kind in {"test.make", "test.change"}:
            payload = act.versions.order_by("-number").first().payload()
            self.attempt(gate.amend, owner, act.id, payload.model_copy(update={"heading": "改"}))

    @precondition(lambda self: len(self.everybody) > 2)
    @rule(number=who, joins=st.booleans(), which=who)
    def join_or_leave(self, number: int, joins: bool, which: int) -> None:
        seats = set(Seat.objects.filter(left_at=None).values_list("body", flat=True))
        body = self.actor(which).body_id
        if joins == (body in seats):
            return
        name = "partnership.join" if joins else "partnership.leave"
        fields: dict[str, Any] = {"body": body} | ({} if joins else {"reason": "演示"})
        payload = kind_named(name).payload.model_validate(fields)
        self.attempt(gate.propose, self.actor(number), name, payload, subject=self.space)

    @precondition(lambda self: self.everybody)
    @rule(number=who, which=who, take_back=st.booleans(), pick_=pick)
    def standing(self, number: int, which: int, take_back: bool, pick_: int) -> None:
        if take_back:
            grant = self.one(Subject.objects.filter(type="standing").order_by("id"), pick_)
            if grant is not None:
                payload = kind_named("delegation.revoke").payload()
                self.attempt(
                    gate.propose, self.actor(number), "delegation.revoke", payload,
                    subject=grant.id,
                )  # fmt: skip
            return
        fields = {"holder": self.actor(which).body_id, "sorts": ["schedule"]}
        payload = kind_named("delegation.grant").payload.model_validate(fields)
        self.attempt(
            gate.propose, self.actor(number), "delegation.grant", payload, partnership=self.space
        )

    @precondition(lambda self: self.everybody)
    @rule(number=who)
    def change_key(self, number: int) -> None:
        actor = self.actor(number)
        keys.change_key(actor.body_id, actor_of(actor))

    @precondition(lambda self: self.everybody)
    @rule(number=who, which=pick, after=st.integers(0, 30))
    def lost_process(self, number: int, which: int, after: int) -> None:
        """A process that is lost between two statements leaves nothing behind."""
        act = self.one(Act.objects.filter(state="open").order_by("proposed_at", "id"), which)
        if act is None:
            return
        version = act.versions.order_by("-number").first()
        before = Entry.objects.count()
        left = [after]

        def lose(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
            if left[0] == 0 and "SAVEPOINT" not in sql:
                raise Lost
            left[0] -= 1
            return execute(sql, params, many, context)

        try:
            with transaction.atomic(), connection.execute_wrapper(lose):
                gate.consent(self.actor(number), act.id, version.digest)
        except (Lost, ActError):
            assert Entry.objects.count() == before


def judge_history() -> None:
    """Check a history from outside."""
    report = verify(workers=1)
    assert report.problems == []
    assert replay("default", seed=report.entries) == []
    oracle()


def oracle() -> None:
    """Read the entries without the ledger: every seal once, by its rule, alone on its revisions."""
    entries = {h: read_entry(t) for h, t in Entry.objects.values_list("hash", "canonical")}
    proposed = {
        (e.act, e.version): e
        for e in entries.values()
        if e.type in {EntryType.PROPOSE, EntryType.AMEND}
    }
    seals = [e for e in entries.values() if e.type is EntryType.SEAL]
    assert len({e.act for e in seals}) == len(seals)
    moved: Counter[tuple[str, int | None]] = Counter()
    for sealed in seals:
        version = proposed[(sealed.act, sealed.version)]
        consents = {
            entries[h].body
            for h in sealed.cites
            if entries[h].act == sealed.act and entries[h].version == sealed.version
        }
        bound = {b.id for b in version.binding if b.revision == 0}
        for subject in version.subjects:
            moved[(subject.id, subject.revision)] += 1
            assert _enough(subject.deciders, version.kind or "", consents, bound)
        assert set(version.also) <= consents
    assert all(times == 1 for times in moved.values()), moved


def _enough(deciders: Any, kind: str, consents: set[str], bound: set[str]) -> bool:
    if deciders.standing and set(deciders.standing.grants) <= bound:
        return deciders.standing.holder in consents
    given = len(consents & set(deciders.parties))
    if deciders.rule == "majority" or kind in deciders.routine:
        return 2 * given > len(deciders.parties)
    return given == len(deciders.parties)


def test_no_history_breaks_the_registers() -> None:
    Histories.judged = 0
    run_state_machine_as_test(
        Histories,
        settings=settings(
            max_examples=HISTORIES,
            stateful_step_count=25,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
    assert Histories.judged >= HISTORIES


def test_the_oracle_itself_can_fail(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without rule 4 in the gate an act comes into force too early, and the oracle says so."""
    from xieqiao.acts.ledger import VersionAt

    everybody = parties(3)
    space = found(everybody).id
    monkeypatch.setattr(VersionAt, "met", lambda self, consents: True)
    gate.propose(everybody[0], "test.make", NoteText(text="甲"), partnership=space)
    with pytest.raises(AssertionError):
        oracle()


def test_ids_are_uuids() -> None:
    everybody = parties(2)
    assert isinstance(found(everybody).id, UUID)
