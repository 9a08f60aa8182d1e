"""Acts end to end through the gate, against one atomic block that writes the same rows.

An act is proposed by one party and consented to by the other, and comes into force: two
transactions, three signed entries, every rule checked. The plain way writes the rows that this
leaves behind by the ORM, in one transaction, and reads, checks and signs nothing. That both write
the same is made sure before anything is timed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

from benchmarks.measure import in_turns, table
from benchmarks.stage import set_up

DATABASE = set_up()

from django.db import connection, transaction  # noqa: E402
from django.utils import timezone  # noqa: E402

from tests.parties import found, parties  # noqa: E402
from xieqiao.acts import gate  # noqa: E402
from xieqiao.acts.kinds import kind_named  # noqa: E402
from xieqiao.acts.matter import gate_open  # noqa: E402
from xieqiao.acts.models import (  # noqa: E402
    Act,
    ActSeat,
    Content,
    Entry,
    Outbox,
    Register,
    Stance,
    Subject,
    Touch,
    Version,
)
from xieqiao.partnerships.models import Partnership  # noqa: E402
from xieqiao.portal.models import Findable  # noqa: E402

ROUNDS, ACTS = 31, 10
KIND = "partnership.revise"
WORDS = {"title": "演示合作", "kind": "complementary", "setting": "两地优势互补。" * 20}


class ByTheGate:
    """Two parties that change the words of their partnership again and again."""

    def __init__(self, one: Any, two: Any) -> None:
        self.one, self.two = one, two
        self.space: UUID = found([one, two]).id
        self.payload = kind_named(KIND).payload.model_validate(WORDS)

    def once(self) -> Act:
        """Propose and consent."""
        act = gate.propose(self.one, KIND, self.payload, subject=self.space)
        with connection.cursor() as cursor:  # what the page would show
            cursor.execute("SELECT entry_id FROM acts_version WHERE act_id = %s", [act.id.hex])
            digest = cursor.fetchone()[0]
        act = gate.consent(self.two, act.id, digest)
        assert act.state == "sealed"
        return act


class Plainly:
    """Writes what an act by the gate left behind, over and over, under other keys."""

    def __init__(self, one: Any, two: Any) -> None:
        made = ByTheGate(one, two)
        act = made.once()
        self.bodies = (one.body_id, two.body_id)
        self.space = made.space
        self.version = act.versions.select_related("structural", "erasable").get()
        self.contents = (self.version.structural, self.version.erasable)
        self.entries = {e.type: e for e in Entry.objects.filter(act=act.id)}
        self.registers = [Register.objects.get(space=made.space, body=b) for b in self.bodies]
        self.findable = Findable.objects.get(thing=made.space)
        self.subject = Subject.objects.values("revision", "deciders_json", "closed").get(
            id=made.space
        )
        names = ("title", "sort_key", "kind", "kind_name", "setting", "carrier_id", "revision")
        rows = Partnership.objects.values(*names, "in_force_at", "closed")
        self.words = rows.get(id=made.space)

    def once(self) -> None:
        """Write all rows in one transaction."""
        with transaction.atomic():
            act, version = self._proposal()
            self._consent(act, version)

    def _proposal(self) -> tuple[Act, Version]:
        now = timezone.now()
        contents = [Content(digest=_hash(), nonce=c.nonce, text=c.text) for c in self.contents]
        Content.objects.bulk_create(contents)
        entry = self._entry("propose", 0)
        act = Act.objects.create(
            id=uuid4(), space_id=self.space, kind=KIND, proposer_id=self.bodies[0],
            subject_id=self.space, proposed_at=now,
        )  # fmt: skip
        version = Version.objects.create(
            act=act, number=1, entry=entry, structural=contents[0], erasable=contents[1],
            moves_json=self.version.moves_json, at=now, person_id=self.version.person_id,
            role=self.version.role,
        )  # fmt: skip
        Touch.objects.create(
            version=version, act=act, subject_id=self.space, revision=1, moves=True
        )
        ActSeat.objects.bulk_create(ActSeat(act=act, body_id=body) for body in self.bodies)
        self._stance(version, entry, 0)
        Outbox.objects.create(act=act, what="propose", body_id=self.bodies[0], at=now)
        return act, version

    def _consent(self, act: Act, version: Version) -> None:
        now = timezone.now()
        self._stance(version, self._entry("consent", 1), 1)
        seal = self._entry("seal", 0)
        act.state, act.ended_at, act.ended_by = "sealed", now, seal.hash
        act.save(update_fields=["state", "ended_at", "ended_by"])
        Subject.objects.filter(id=self.space).update(seal=seal.hash, **self.subject)
        with gate_open("acts"):
            Partnership.objects.filter(id=self.space).update(**self.words)
        self.findable.save(force_update=True)
        Outbox.objects.bulk_create(
            Outbox(act=act, what=what, body_id=self.bodies[1], at=now)
            for what in ("consent", "seal")
        )

    def _entry(self, type_: str, place: int) -> Entry:
        row, register = self.entries[type_], self.registers[place]
        row.hash, row.seq = _hash(), row.seq + 1000
        row.save(force_insert=True)
        register.head = row.hash
        register.save(update_fields=["length", "head", "head_signature"])
        return row

    def _stance(self, version: Version, entry: Entry, place: int) -> None:
        Stance.objects.create(
            version=version, body_id=self.bodies[place], entry=entry, consent=True,
            at=timezone.now(), person_id=self.version.person_id, role=self.version.role,
        )  # fmt: skip


def _hash() -> str:
    return uuid4().hex * 2


def written(work: Callable[[], object]) -> tuple[Counter[str], Counter[str]]:
    """Return how many rows of which tables a call inserts, and how often it updates which."""
    inserts: Counter[str] = Counter()
    updates: Counter[str] = Counter()

    def look(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        words = sql.replace('"', "").split()
        if words[0] == "INSERT":
            inserts[words[words.index("INTO") + 1]] += sql.count("(%s")
        elif words[0] == "UPDATE":
            updates[words[1]] += 1
        return execute(sql, params, many, context)

    with connection.execute_wrapper(look):
        work()
    return inserts, updates


def main() -> None:
    """Measure, and print the table."""
    one, two = parties(2)
    by_the_gate, plainly = ByTheGate(one, two), Plainly(one, two)
    same = written(by_the_gate.once), written(plainly.once)
    assert same[0] == same[1], f"not the same rows:\n{same[0]}\n{same[1]}"

    def ours() -> None:
        for _ in range(ACTS):
            by_the_gate.once()

    def other() -> None:
        for _ in range(ACTS):
            plainly.once()

    in_turns(ours, other, rounds=3)
    pair = in_turns(ours, other, rounds=ROUNDS, things=ACTS)
    figures = [f"{pair.ours * 1e3:.2f}", f"{pair.other * 1e3:.2f}", f"{pair.ratio:.2f}", "0.50"]
    print(table(["acts", "gate, ms", "plain, ms", "ratio", "goal"], [[DATABASE, *figures]]))


if __name__ == "__main__":
    main()
