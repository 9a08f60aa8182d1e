"""`xieqiao doctor`: is everything in order? A line for each thing, with what to do about it."""

from __future__ import annotations

import os
import shutil
import smtplib
import stat
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import Error, connection
from django.db.models import QuerySet
from django.utils import timezone

from xieqiao.cli import parser
from xieqiao.database import waiting_migrations

if TYPE_CHECKING:
    from xieqiao.bodies.models import Body

_LITTLE = 500 * 1024**2
_VERY_LITTLE = 50 * 1024**2
_OLDEST_POSTGRESQL = 15
_FONT_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts", "/System/Library/Fonts")
_CHINESE_FONTS = ("cjk", "sourcehan", "wqy", "simsun", "simhei", "pingfang", "songti", "fandol")


class State(StrEnum):
    """How a thing is."""

    GOOD = "ok"
    ODD = "look"
    BAD = "bad"


@dataclass(frozen=True)
class Finding:
    """One thing, how it is, and what to do."""

    thing: str
    state: State
    sentence: str
    advice: str = ""

    def __str__(self) -> str:
        advice = f" → {self.advice}" if self.advice else ""
        return f"{self.state:<5}{self.thing:<10}{self.sentence}{advice}"


def database() -> Finding:
    """Does the database answer, whole and up to date?"""
    try:
        found = _database_state()
        waiting = waiting_migrations() if found.state is State.GOOD else []
    except Error as error:
        return _database_trouble((str(error).strip().splitlines() or ["no reason given"])[0])
    if waiting:
        return Finding(
            "database", State.ODD, f"{found.sentence} {len(waiting)} migrations wait.",
            "xieqiao manage migrate (serve does it by itself)",
        )  # fmt: skip
    return found


def _database_state() -> Finding:
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA quick_check(1)")
            [(verdict,)] = cursor.fetchall()
            cursor.execute("SELECT sqlite_version()")
            version = cursor.fetchone()[0]
            where = connection.settings_dict["NAME"]
            if verdict != "ok":
                return _damaged(verdict.splitlines()[-1])
            return Finding("database", State.GOOD, f"SQLite {version}, {where}, sound.")
        cursor.execute("SHOW server_version")
        version = cursor.fetchone()[0]
    if int(version.split(".")[0].split()[0]) < _OLDEST_POSTGRESQL:
        return Finding(
            "database", State.BAD, f"PostgreSQL {version} is too old.",
            f"Use PostgreSQL {_OLDEST_POSTGRESQL} or newer.",
        )  # fmt: skip
    return Finding("database", State.GOOD, f"PostgreSQL {version} answers.")


def _database_trouble(reason: str) -> Finding:
    if connection.vendor == "sqlite" and ("malformed" in reason or "not a database" in reason):
        return _damaged(reason)
    return Finding(
        "database", State.BAD, f"it does not answer: {reason}.",
        "Is the server running, and is XIEQIAO_DATABASE_URL right?",
    )  # fmt: skip


def _damaged(reason: str) -> Finding:
    return Finding(
        "database", State.BAD, f"the file {connection.settings_dict['NAME']} is damaged: {reason}.",
        "Stop the server and put the last good copy of the data folder back.",
    )  # fmt: skip


def keys() -> Finding:
    """Has each body that signs its key, and does the key fit its registers?"""
    try:
        problems = list(_key_problems())
        count = _signing_bodies().count()
    except Error:
        return Finding("key", State.ODD, "unknown until the database is in order.")
    if problems:
        more = f" ({len(problems) - 1} more)" if len(problems) > 1 else ""
        sentence, advice = problems[0]
        return Finding("key", State.BAD, sentence + more, advice)
    waiting = sorted(path.name for path in Path(settings.XIEQIAO_KEYS).glob("*.next.pem"))
    if waiting:
        return Finding(
            "key", State.ODD, f"a change of the key was interrupted: {waiting[0]}.",
            "Signing goes on. A running server finishes the change by itself.",
        )  # fmt: skip
    return Finding("key", State.GOOD, f"{count} keys in {settings.XIEQIAO_KEYS}.")


def _signing_bodies() -> QuerySet[Body]:
    from xieqiao.acts.models import Register
    from xieqiao.bodies.models import Body

    return Body.objects.filter(id__in=Register.objects.values("body"))


def _key_problems() -> Iterator[tuple[str, str]]:
    from xieqiao.acts.errors import ActError
    from xieqiao.acts.keys import earlier_file, finishing
    from xieqiao.acts.signer import key_path, signer_for
    from xieqiao.acts.statements import key_of

    for body in _signing_bodies():
        path, named = key_path(body.id), key_of(body.id)
        try:
            present = signer_for(body.id).public_key
        except (ActError, OSError, ValueError):
            yield (
                f"{body} cannot sign: its key {path} is missing or not readable.",
                "Put the file back from a copy; reading goes on meanwhile.",
            )
            continue
        if present != named and not finishing(body.id):
            earlier = earlier_file(body.id, named)
            yield (
                f"the key {path} is not the one of {body}'s registers.",
                f"The database is older than the key: copy {earlier} to {path}."
                if earlier
                else "Put the right file back from a copy.",
            )
        if os.name == "posix" and stat.S_IMODE(path.stat().st_mode) & 0o077:
            yield f"others on this machine can read {path}.", f"chmod 600 {path}"


def disk() -> Finding:
    """Is there room, and may this account write?"""
    folder = Path(settings.XIEQIAO_DATA)
    if not os.access(folder, os.W_OK | os.X_OK):
        return Finding(
            "disk", State.BAD, f"this account may not write to {folder}.",
            "Give it the folder (chown), or set XIEQIAO_DATA.",
        )  # fmt: skip
    free = shutil.disk_usage(folder).free
    sentence = f"{free / 1024**3:.1f} GB free in {folder}."
    if free < _LITTLE:
        state = State.BAD if free < _VERY_LITTLE else State.ODD
        return Finding("disk", state, sentence, "Make room, or move the data folder.")
    return Finding("disk", State.GOOD, sentence)


def clock() -> Finding:
    """Does the clock run, and not behind what has been signed already?"""
    from xieqiao.acts.models import Entry

    now = timezone.now()
    shown = f"{timezone.localtime(now):%Y-%m-%d %H:%M} {settings.TIME_ZONE}"
    try:
        newest = Entry.objects.order_by("-time").values_list("time", flat=True).first()
    except Error:
        newest = None
    if newest and newest > now + timedelta(seconds=5):
        return Finding(
            "clock", State.BAD, f"it says {shown}, but an entry was signed at {newest:%F %R} UTC.",
            "Set the clock (timedatectl set-ntp true), then sign again.",
        )  # fmt: skip
    return Finding("clock", State.GOOD, f"{shown}.")


def mail() -> Finding:
    """Does the mail server answer and take the password?"""
    if not settings.CONFIG.mail_url:
        return Finding(
            "mail",
            State.GOOD,
            "none is sent; notices stay on the desk (XIEQIAO_MAIL_URL is empty).",
        )
    where = f"{settings.EMAIL_HOST}:{settings.EMAIL_PORT}"
    try:
        _greet_mail_server()
    except smtplib.SMTPAuthenticationError:
        return Finding(
            "mail", State.BAD, f"{where} refuses the password.",
            "Correct user and password in XIEQIAO_MAIL_URL.",
        )  # fmt: skip
    except (OSError, smtplib.SMTPException) as error:
        return Finding(
            "mail", State.BAD, f"{where} does not answer ({type(error).__name__}).",
            "Is XIEQIAO_MAIL_URL right, and may this machine reach the server?",
        )  # fmt: skip
    return Finding("mail", State.GOOD, f"{where} answers.")


def _greet_mail_server() -> None:
    kind = smtplib.SMTP_SSL if settings.EMAIL_USE_SSL else smtplib.SMTP
    with kind(settings.EMAIL_HOST, settings.EMAIL_PORT, timeout=5) as server:
        server.ehlo()
        if settings.EMAIL_HOST_USER:
            server.login(settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD)


def fonts() -> Finding:
    """Is there a font with Chinese signs, for pictures and prints made on this machine?"""
    found = _chinese_font()
    if found:
        return Finding("fonts", State.GOOD, f"Chinese: {found}.")
    return Finding(
        "fonts", State.ODD, "no Chinese font here; browsers bring their own, prints would lack it.",
        "apt-get install fonts-noto-cjk",
    )  # fmt: skip


def _chinese_font() -> str:
    if shutil.which("fc-list"):
        listed = subprocess.run(
            ["fc-list", ":lang=zh-cn", "family"], capture_output=True, text=True, check=False
        )
        if listed.stdout.strip():
            return min(listed.stdout.splitlines()).split(",")[0].strip()
    for folder in (*_FONT_FOLDERS, str(Path.home() / ".fonts")):
        for path in sorted(Path(folder).rglob("*")):
            if any(name in path.name.lower() for name in _CHINESE_FONTS):
                return path.stem
    return ""


CHECKS: tuple[Callable[[], Finding], ...] = (database, keys, disk, clock, mail, fonts)


def main(args: list[str]) -> int:
    """Print a line for each thing. Return 1 when one is bad."""
    parser("doctor").parse_args(args)
    findings = [check() for check in CHECKS]
    for finding in findings:
        print(finding)
    return 1 if any(f.state is State.BAD for f in findings) else 0
