"""Entries of a register: their form, their one canonical text, their hash and signature."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

import msgspec

from xieqiao.acts.deciders import Deciders, Form


class EntryType(StrEnum):
    """The closed list of entries; `receipt` and `fence` are for exchange between servers."""

    GENESIS = "genesis"
    PROPOSE = "propose"
    AMEND = "amend"
    CONSENT = "consent"
    DECLINE = "decline"
    WITHDRAW = "withdraw"
    LAPSE = "lapse"
    SEAL = "seal"
    KEY_CHANGE = "key-change"
    RECEIPT = "receipt"
    FENCE = "fence"


class Actor(Form, frozen=True):
    """Who acted: an opaque person, or none when the platform writes for its body."""

    role: str
    person: str | None = None


class MovedSubject(Form, frozen=True):
    """A subject that a version moves from `revision` (absent: it is created).

    `deciders` judge the act; `next` decide about the revision that it makes.
    """

    id: str
    type: str
    deciders: Deciders
    next: Deciders
    revision: int | None = None
    label: str = ""
    closes: bool = False


class BoundRevision(Form, frozen=True):
    """A revision that an act relies on without moving it."""

    id: str
    revision: int


class Digests(Form, frozen=True):
    """SHA-256 of the parts of the content, each over its nonce and canonical text."""

    structural: str | None = None
    erasable: str | None = None


class EntryBody(Form, frozen=True):
    """What is signed. Fields that hold their default are left out of the text."""

    type: EntryType
    partnership: str
    body: str
    seq: int
    time: str
    actor: Actor
    prev: str | None = None
    act: str | None = None
    version: int | None = None
    kind: str | None = None
    subjects: tuple[MovedSubject, ...] = ()
    binding: tuple[BoundRevision, ...] = ()
    also: tuple[str, ...] = ()
    deadline: str | None = None
    digests: Digests = Digests()
    public_key: str | None = None
    cites: tuple[str, ...] = ()
    heads: dict[str, str] = {}

    def canonical(self) -> str:
        """Return the one text of this entry (RFC 8785).

        Its form has neither floats nor keys outside ASCII, so that the quick encoder suffices.
        """
        return self.encoded().decode()

    def encoded(self) -> bytes:
        """Return the bytes of that text."""
        return msgspec.json.encode(self, order="sorted")


_decoder = msgspec.json.Decoder(EntryBody)


def read_entry(text: str | bytes) -> EntryBody:
    """Return the entry that a canonical text holds. Raises ValueError when it is none."""
    return _decoder.decode(text)


def canonical(value: Any) -> str:
    """Return the canonical JSON text of plain values, as RFC 8785 has it.

    Raises TypeError for what a register does not hold: floats, integers beyond ±(2^53-1), and
    keys outside ASCII. Without those, sorted keys and no blanks are all that the RFC asks.
    """
    _refuse(value)
    return msgspec.json.encode(value, order="sorted").decode()


def _refuse(value: Any) -> None:
    if isinstance(value, float) or (isinstance(value, int) and abs(value) > 2**53 - 1):
        raise TypeError(f"a register does not hold {value!r}")
    if isinstance(value, dict):
        for key, item in value.items():
            if not key.isascii():
                raise TypeError(f"a register does not hold the key {key!r}")
            _refuse(item)
    elif isinstance(value, list | tuple):
        for item in value:
            _refuse(item)


def digest_of(text: str | bytes) -> str:
    """Return the SHA-256 of a text, as hexadecimal digits."""
    return hashlib.sha256(text.encode() if isinstance(text, str) else text).hexdigest()


def content_digest(nonce: str, text: str) -> str:
    """Return the digest of content: SHA-256 over its nonce and its canonical text."""
    return hashlib.sha256(bytes.fromhex(nonce) + text.encode()).hexdigest()


def subject_id(body: str, act: str, digests: Digests, label: str) -> UUID:
    """Return the id of a subject that a proposal creates: a UUID out of the proposal's hash.

    It covers the proposer, the act and the digests of its first version, so nobody can create one
    id twice. The partnership is left out, for the founding proposal makes its id.
    """
    text = canonical({"act": act, "body": body, "digests": digests.as_json(), "label": label})
    raw = bytearray(hashlib.sha256(b"xieqiao subject\0" + text.encode()).digest()[:16])
    raw[6] = raw[6] & 0x0F | 0x80  # RFC 9562: version 8, our own hash
    raw[8] = raw[8] & 0x3F | 0x80
    return UUID(bytes=bytes(raw))


def as_time(moment: datetime) -> str:
    """Return a time in UTC as in entries (RFC 3339, microseconds)."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def from_time(text: str) -> datetime:
    """Return the time that an entry states. Raises ValueError for any other way to write it."""
    moment = datetime.fromisoformat(text)
    if as_time(moment) != text:
        raise ValueError(f"a register does not write a time as {text!r}")
    return moment
