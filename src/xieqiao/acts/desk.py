"""What stands on somebody's desk, as sentences; each room may have a `desk.py` that says so."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any


class Group(StrEnum):
    """Where on the desk an item stands; ours comes before everything else."""

    OURS = "ours"
    THEIRS = "theirs"
    DUE = "due"
    COMING = "coming"
    NEWS = "news"


@dataclass(frozen=True)
class DeskItem:
    """One thing to do or to know: what, why, since when, until when.

    `action` is what a button says that leads to doing it; `word` marks what asks for the body's
    word on an act; what waits for the body but not for this reader has `mine` false.
    """

    group: Group
    sentence: str
    why: str
    path: str
    since: date | datetime | None = None
    due: date | None = None
    party: Any = None
    demonstration: bool = False
    action: str = ""
    word: bool = False
    mine: bool = True
