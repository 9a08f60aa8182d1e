"""Whatever somebody changes in the registers is found and named."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from tests.acts.intruder import past_the_triggers, put
from tests.parties import consent, found, parties, pass_act
from xieqiao.acts import gate
from xieqiao.acts.kinds import kind_named
from xieqiao.acts.models import Content, Entry, Register
from xieqiao.acts.verify import main, verify

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def history() -> Any:
    """A partnership of three with some acts of every sort of entry."""
    everybody = parties(3)
    one, two, three = everybody
    space = found(everybody)
    for n in range(9):
        pass_act(everybody, "partnership.revise", _words(f"第{n}次"), subject=space.id)
    revise = kind_named("partnership.revise").payload.model_validate
    act = gate.propose(one, "partnership.revise", revise(_words("甲")), subject=space.id)
    gate.decline(two, act.id, act.versions.get().digest, "不同意")
    act = gate.amend(one, act.id, revise(_words("乙")))
    consent(three, act)
    gate.withdraw(one, act.id)
    late = timezone.now()
    act = gate.propose(
        two, "partnership.revise", revise(_words("丙")), subject=space.id, deadline=late
    )
    gate.lapse(act.id)
    return space


def _words(title: str) -> dict[str, Any]:
    return {"title": title, "kind": "complementary", "setting": "演示"}


def _bad(history: Any) -> str:
    report = verify(workers=1)
    return "\n".join(str(p) for p in report.problems)


def test_an_untouched_history_holds(history: Any, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--workers", "1"]) == 0
    assert "everything holds" in capsys.readouterr().out


@pytest.mark.parametrize("statement", [
    "UPDATE acts_entry SET seq = seq + 1",
    "DELETE FROM acts_entry",
    "DELETE FROM acts_content",
    "UPDATE acts_content SET nonce = ''",
])  # fmt: skip
def test_the_database_refuses_to_change_registers(history: Any, statement: str) -> None:
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_sqlite_refuses_replacing_and_postgresql_truncating(history: Any) -> None:
    entry = Entry.objects.first()
    assert entry is not None
    if connection.vendor == "sqlite":
        statement = "INSERT OR REPLACE INTO acts_entry SELECT * FROM acts_entry WHERE hash = %s"
    else:
        statement = "TRUNCATE acts_entry CASCADE -- %s"
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, [entry.hash])


@pytest.mark.parametrize("column", ["canonical", "signature"])
def test_verify_names_the_entry_whose_bit_was_flipped(history: Any, column: str) -> None:
    entry = Entry.objects.order_by("time")[7]
    value = getattr(entry, column)
    flipped = value[:-3] + chr(ord(value[-3]) ^ 1) + value[-2:]
    with past_the_triggers() as cursor:
        put(cursor, "acts_entry", column, flipped, "hash", entry.hash)
    assert f"entry {entry.seq} ({entry.hash[:16]}" in _bad(history)
    assert main(["--workers", "1"]) == 1


@pytest.mark.parametrize(("column", "value"), [
    ("seq", 999), ("type", "seal"), ("version", 7), ("time", "2001-01-01 00:00:00+00"),
])  # fmt: skip
def test_an_index_that_differs_from_the_text_is_found(
    history: Any, column: str, value: Any
) -> None:
    entry = Entry.objects.filter(type="consent").first()
    assert entry is not None
    with past_the_triggers() as cursor:
        put(cursor, "acts_entry", column, value, "hash", entry.hash)
    assert f"column {column} differs" in _bad(history)


def test_changed_content_is_found(history: Any) -> None:
    content = Content.objects.first()
    assert content is not None
    with past_the_triggers() as cursor:
        put(cursor, "acts_content", "text", (content.text or "") + " ", "digest", content.digest)
    assert f"content {content.digest[:16]}: the content does not give its digest" in _bad(history)


def test_content_that_vanished_is_found(history: Any) -> None:
    content = Content.objects.first()
    assert content is not None
    with past_the_triggers() as cursor:
        put(cursor, "acts_content", "text", None, "digest", content.digest)
    assert "the content is gone, and no act says why" in _bad(history)


def test_a_deleted_entry_is_found(history: Any) -> None:
    entry = Entry.objects.filter(type="decline").first()
    assert entry is not None
    with past_the_triggers() as cursor:
        cursor.execute("DELETE FROM acts_stance WHERE entry_id = %s", [entry.hash])
        cursor.execute("DELETE FROM acts_entry WHERE hash = %s", [entry.hash])
    assert "does not follow the entry before it" in _bad(history)


def test_a_cut_tail_is_found(history: Any) -> None:
    register = Register.objects.order_by("-length").first()
    assert register is not None
    last = Entry.objects.filter(register=register).order_by("-seq").first()
    assert last is not None and last.type != "propose"
    with past_the_triggers() as cursor:
        cursor.execute("DELETE FROM acts_stance WHERE entry_id = %s", [last.hash])
        cursor.execute("DELETE FROM acts_entry WHERE hash = %s", [last.hash])
    assert "its head names" in _bad(history)


def test_a_cut_tail_with_a_forged_head_is_found(history: Any) -> None:
    register = Register.objects.order_by("-length").first()
    assert register is not None
    Register.objects.filter(id=register.id).update(length=register.length - 1)
    assert "the signature of its head does not hold" in _bad(history)


def test_two_entries_in_each_others_place_are_found(history: Any) -> None:
    one, two = Entry.objects.filter(type="consent").order_by("register", "seq")[:2]
    with past_the_triggers() as cursor:
        put(cursor, "acts_entry", "seq", 9_999, "hash", one.hash)
        put(cursor, "acts_entry", "seq", one.seq, "hash", two.hash)
        put(cursor, "acts_entry", "seq", two.seq, "hash", one.hash)
    assert "does not follow the entry before it" in _bad(history)


def test_an_inserted_entry_is_found(history: Any) -> None:
    model = Entry.objects.filter(type="consent").order_by("-seq").first()
    assert model is not None
    count = Entry.objects.filter(register=model.register_id).count()
    Entry.objects.create(
        hash="0" * 64, register_id=model.register_id, body_id=model.body_id,
        space_id=model.space_id, seq=count, type=model.type, act=model.act,
        version=model.version, time=model.time, canonical=model.canonical,
        signature=model.signature,
    )  # fmt: skip
    found_ = _bad(history)
    assert "the text does not give the hash" in found_
    assert "its head names" in found_
