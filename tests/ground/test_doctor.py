"""What the doctor sees, a line each, and what it advises."""

from __future__ import annotations

import os
import shutil
import smtplib
import sqlite3
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.db import Error
from django.utils import timezone

from tests.ground.commands import run
from tests.parties import found, two_parties
from xieqiao import doctor
from xieqiao.acts.signer import ensure_key, key_path
from xieqiao.doctor import State

pytestmark = pytest.mark.django_db


def raising(error: Exception) -> Callable[..., Any]:
    """Return a function that raises the error."""

    def fail(*args: object, **named: object) -> Any:
        raise error

    return fail


def test_all_is_well_here(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(doctor, "_chinese_font", lambda: "Noto Serif CJK SC")
    assert doctor.main([]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[:2] for line in lines] == [
        ["ok", thing] for thing in ("database", "key", "disk", "clock", "mail", "fonts")
    ]


def test_a_database_that_does_not_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "_database_state", raising(Error("no route\nto host")))
    seen = doctor.database()
    assert (seen.state, seen.sentence) == (State.BAD, "it does not answer: no route.")
    assert "XIEQIAO_DATABASE_URL" in seen.advice


def test_migrations_that_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "waiting_migrations", lambda: ["acts.0009_more"])
    seen = doctor.database()
    assert seen.state is State.ODD
    assert seen.sentence.endswith("1 migrations wait.")
    assert seen.advice.startswith("xieqiao manage migrate")


def test_a_damaged_file_is_found(tmp_path: Path) -> None:
    file = tmp_path / "xieqiao.sqlite3"
    with sqlite3.connect(file) as made:
        made.execute("CREATE TABLE page (text TEXT)")
        made.executemany("INSERT INTO page VALUES (?)", [("x" * 900,)] * 500)
    made.close()
    raw = bytearray(file.read_bytes())
    raw[4096 * 4 : 4096 * 6] = b"\xff" * 8192
    file.write_bytes(raw)
    done = run(tmp_path, "doctor")
    first = done.stdout.splitlines()[0]
    assert done.returncode == 1
    assert first.startswith(f"bad  database  the file {file} is damaged: ")
    assert "last good copy" in first


def test_a_file_that_is_no_database_is_damaged_too(tmp_path: Path) -> None:
    (tmp_path / "xieqiao.sqlite3").write_text("no database " * 100)
    assert "is damaged: file is not a database" in run(tmp_path, "doctor").stdout


def test_a_key_that_is_gone_and_another_in_its_place() -> None:
    one, _ = parties = two_parties()
    found(list(parties))
    assert doctor.keys().state is State.GOOD
    path = key_path(one.body_id)
    path.chmod(0o644)
    assert doctor.keys().advice == f"chmod 600 {path}"
    path.unlink()
    gone = doctor.keys()
    assert gone.state is State.BAD
    assert "reading goes on" in gone.advice
    ensure_key(one.body_id)
    assert "is not the one of" in doctor.keys().sentence


@pytest.mark.parametrize(("free", "state"), [(10**6, "bad"), (2 * 10**8, "look"), (10**10, "ok")])
def test_little_room(free: int, state: str, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = type("Usage", (), {"free": free})
    monkeypatch.setattr(shutil, "disk_usage", lambda folder: usage)
    assert doctor.disk().state == state


def test_a_folder_one_may_not_write_to(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "access", lambda *_: False)
    assert "may not write" in doctor.disk().sentence
    assert "XIEQIAO_DATA" in doctor.disk().advice


def test_a_clock_set_back(monkeypatch: pytest.MonkeyPatch) -> None:
    found(list(two_parties()))
    assert doctor.clock().state is State.GOOD
    earlier = timezone.now() - timedelta(days=1)
    monkeypatch.setattr(timezone, "now", lambda: earlier)
    seen = doctor.clock()
    assert seen.state is State.BAD
    assert "but an entry was signed at" in seen.sentence


def test_a_mail_server_that_is_not_there_or_refuses(
    settings: LazySettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings.CONFIG, "mail_url", "smtp://127.0.0.1:9")
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    seen = doctor.mail()
    assert seen.sentence == "127.0.0.1:9 does not answer (ConnectionRefusedError)."
    refusal = smtplib.SMTPAuthenticationError(535, b"no")
    monkeypatch.setattr(doctor, "_greet_mail_server", raising(refusal))
    assert "refuses the password" in doctor.mail().sentence
    monkeypatch.setattr(doctor, "_greet_mail_server", lambda: None)
    assert doctor.mail().state is State.GOOD


def test_no_chinese_font(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "_chinese_font", lambda: "")
    assert doctor.fonts().advice == "apt-get install fonts-noto-cjk"


def test_one_bad_line_makes_the_status_one(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    bad = doctor.Finding("disk", State.BAD, "full.", "Make room.")
    monkeypatch.setattr(doctor, "CHECKS", (lambda: bad,))
    assert doctor.main([]) == 1
    assert capsys.readouterr().out == "bad  disk      full. → Make room.\n"
