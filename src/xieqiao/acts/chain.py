"""Writing to a register: the next entry of one body's chain, signed, with its head."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import IntegrityError
from django.utils import timezone

from xieqiao.acts.entries import (
    Actor,
    EntryBody,
    EntryType,
    as_time,
    canonical,
    digest_of,
    from_time,
)
from xieqiao.acts.errors import ClockBehind
from xieqiao.acts.models import Entry, Register, Space
from xieqiao.acts.signer import signer_for
from xieqiao.acts.statements import chains_of, key_of, lock_by

PLATFORM = Actor(role="platform")
_TOLERANCE = timedelta(seconds=5)


def lock_space(space_id: UUID) -> Space:
    """Return the space with its row locked until the transaction ends."""
    return Space.objects.select_for_update().get(id=space_id)


@dataclass
class Chain:
    """Where a body's chain stands, and which key signs its next entry."""

    register: UUID
    key: str
    length: int = 0
    head: str = ""


class Chains:
    """The chains of one locked space."""

    def __init__(self, space: UUID) -> None:
        self.space = space
        rows = chains_of(space)
        self._chains = {
            body: Chain(id_, key, length, head) for id_, body, length, head, key, _ in rows
        }
        self._last: datetime | None = max((row[5] for row in rows if row[5]), default=None)

    def heads(self, *, but: UUID | None = None) -> dict[str, str]:
        """Return the last entry of each party, by body."""
        return {str(b): chain.head for b, chain in sorted(self._chains.items()) if b != but}

    def append(self, body_id: UUID, type_: EntryType, actor: Actor, **fields: Any) -> EntryBody:
        """Return the next entry of the body's chain, not written yet."""
        chain = self._chains.get(body_id) or self._open(body_id)
        return EntryBody(
            type=type_,
            partnership=str(self.space),
            body=str(body_id),
            seq=chain.length,
            prev=chain.head or None,
            time=as_time(self._now()),
            actor=actor,
            heads=self.heads(but=body_id),
            **fields,
        )

    def write(self, entry: EntryBody) -> Entry:
        """Sign the entry and put it at the end of its chain.

        A key-change is signed with the old key, and the head after it with the new one.
        """
        body_id = UUID(entry.body)
        chain = self._chains[body_id]
        signer = signer_for(body_id, chain.key)
        text, time = entry.canonical(), from_time(entry.time)
        row = Entry(
            hash=digest_of(text),
            register_id=chain.register,
            body_id=body_id,
            space_id=self.space,
            seq=entry.seq,
            type=entry.type.value,
            act=UUID(entry.act) if entry.act else None,
            version=entry.version,
            time=time,
            canonical=text,
            signature=signer.sign(text),
        )
        row.save(force_insert=True)
        chain.length, chain.head, self._last = entry.seq + 1, row.hash, time
        changed = {}
        if entry.type is EntryType.KEY_CHANGE:
            assert entry.public_key is not None
            chain.key = changed["public_key"] = entry.public_key
            signer = signer_for(body_id, chain.key)
        text = head_text(entry.body, entry.partnership, chain.length, chain.head)
        Register.objects.filter(id=chain.register).update(
            length=chain.length, head=chain.head, head_signature=signer.sign(text), **changed
        )
        return row

    def _open(self, body_id: UUID) -> Chain:
        lock_by("body", body_id)  # its key is not changed meanwhile
        public_key = signer_for(body_id, key_of(body_id)).public_key
        register = Register(space_id=self.space, body_id=body_id, public_key=public_key)
        try:
            register.save(force_insert=True)
        except IntegrityError:
            raise RuntimeError("a register was opened outside the space's lock") from None
        self._chains[body_id] = chain = Chain(register.id, public_key)
        self.write(self.append(body_id, EntryType.GENESIS, PLATFORM, public_key=public_key))
        return chain

    def _now(self) -> datetime:
        """Return a time after every entry of the space, so that time orders as citations do."""
        now, last = timezone.now(), self._last
        if last is None or now > last:
            return now
        if last - now > _TOLERANCE:
            raise ClockBehind
        return last + timedelta(microseconds=1)


def head_text(body: str, partnership: str, length: int, head: str) -> str:
    """Return what the signed head of a chain states."""
    return canonical({"body": body, "head": head, "length": length, "partnership": partnership})
