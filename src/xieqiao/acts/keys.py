"""Changing a body's key: a `key-change` in each of its chains, signed with the old key.

Which key signs is said by the registers; the files follow them. So a process that is lost between
any two steps leaves a body that can sign:

1. the new key is written beside the old one, under its own name;
2. one transaction writes the entries, and the registers name the new key;
3. the old file is put aside, and the new one takes its place.

Lost before 2 is done, the new file is of no use and is removed; lost after it, step 3 is done
later (`finish_all`, between requests). Until then a signer is found under either name.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db import transaction

from xieqiao.acts.chain import Chains
from xieqiao.acts.entries import Actor, EntryType, read_entry
from xieqiao.acts.errors import KeyBusy, KeyMissing
from xieqiao.acts.ledger import Ledger
from xieqiao.acts.models import Entry
from xieqiao.acts.rules import judge
from xieqiao.acts.signer import (
    FileSigner,
    key_path,
    make_key,
    next_key_path,
    signer_for,
    sync_folder,
    write_key,
)
from xieqiao.acts.slices import is_reported
from xieqiao.acts.statements import key_of, lock_by, spaces_of

_NEXT, _OLD = ".next.pem", ".old.pem"


@dataclass(frozen=True)
class KeyGiven:
    """A key of a body in one chain, from an entry on."""

    body_id: UUID
    seq: int
    key: str
    time: datetime


def change_key(body_id: UUID, actor: Actor) -> str:
    """Change the body's key in all its chains. Return the new public key.

    Raises KeyMissing when the old key is not there to sign the change, and other ActErrors.
    """
    with transaction.atomic():
        spaces = _locked(body_id)
        _finish(body_id)
        signer_for(body_id, key_of(body_id))
        make_key(next_key_path(body_id))
        new = FileSigner(next_key_path(body_id)).public_key
        for space in spaces:
            _enter(space, body_id, actor, new)
        if not spaces:  # no register names a key yet
            _take_its_place(body_id)
    finish(body_id)
    return new


def _locked(body_id: UUID) -> list[UUID]:
    """Lock all spaces in which the body has a chain, and the body, so that it opens no other."""
    spaces = spaces_of(body_id)
    for space in spaces:
        lock_by("space", space)
    lock_by("body", body_id)
    if spaces_of(body_id) != spaces:
        raise KeyBusy
    return spaces


def _enter(space: UUID, body_id: UUID, actor: Actor, new: str) -> None:
    chains = Chains(space)
    entry = chains.append(body_id, EntryType.KEY_CHANGE, actor, public_key=new)
    judge(Ledger(is_reported), entry)
    chains.write(entry)


def finish(body_id: UUID) -> None:
    """Do what is left of a change of the key; nothing when nothing is."""
    if next_key_path(body_id).exists():
        with transaction.atomic():
            lock_by("body", body_id)
            _finish(body_id)


def finish_all() -> None:
    """Do what is left of every change of a key."""
    for path in Path(settings.XIEQIAO_KEYS).glob(f"*{_NEXT}"):
        try:
            body_id = UUID(path.name.removesuffix(_NEXT))
        except ValueError:  # no file of ours
            continue
        finish(body_id)


def _finish(body_id: UUID) -> None:
    """Put a new key in its place if the registers name it, and remove it if they do not."""
    path = next_key_path(body_id)
    if not path.exists():
        return
    try:
        new = FileSigner(path).public_key
    except (KeyMissing, ValueError):  # lost while it was being written
        new = "none"
    if new == key_of(body_id):
        _take_its_place(body_id)
    else:
        path.unlink()


def _take_its_place(body_id: UUID) -> None:
    path = key_path(body_id)
    if path.exists():
        public_key = signer_for(body_id).public_key
        write_key(path.with_suffix(f".{public_key[:16]}{_OLD}"), path.read_bytes())
    next_key_path(body_id).replace(path)
    sync_folder(path.parent)


def put_aside(body_id: UUID) -> list[Path]:
    """Return the files of the body's earlier keys."""
    return sorted(Path(settings.XIEQIAO_KEYS).glob(f"{body_id}.*{_OLD}"))


def finishing(body_id: UUID) -> bool:
    """Say whether the key that the registers name lies beside its place, or in it."""
    try:
        signer_for(body_id, key_of(body_id))
    except (KeyMissing, ValueError):
        return False
    return True


def earlier_file(body_id: UUID, public_key: str) -> Path | None:
    """Return the file of an earlier key of the body, if it was put aside."""
    for path in put_aside(body_id):
        if FileSigner(path).public_key == public_key:
            return path
    return None


def destroy_old(body_id: UUID) -> list[Path]:
    """Overwrite and remove the files of the body's earlier keys. Return which they were."""
    gone = put_aside(body_id)
    for path in gone:
        with path.open("r+b") as file:
            file.write(b"\0" * path.stat().st_size)
            file.flush()
            os.fsync(file.fileno())
        path.unlink()
        sync_folder(path.parent)
    return gone


def keys_given(**where: UUID) -> list[KeyGiven]:
    """Return the keys that entries give (of a space, of a body), the newest first."""
    rows = Entry.objects.filter(type__in=[EntryType.GENESIS, EntryType.KEY_CHANGE], **where)
    return [
        KeyGiven(body, seq, read_entry(text).public_key or "", time)
        for body, seq, text, time in rows.order_by("-time", "-seq").values_list(
            "body", "seq", "canonical", "time"
        )
    ]


def distinct_keys(given: list[KeyGiven]) -> list[KeyGiven]:
    """Return each key of a body once, with the moment of its first use; the newest first."""
    first = {one.key: one for one in given}
    return sorted(first.values(), key=lambda one: one.time, reverse=True)


def key_at(given: list[KeyGiven], body_id: UUID, seq: int) -> str:
    """Return the key that signs an entry of a body's chain, out of those of its space."""
    if seq == 0:
        return next((one.key for one in given if (one.body_id, one.seq) == (body_id, 0)), "")
    return next((one.key for one in given if one.body_id == body_id and one.seq < seq), "")
