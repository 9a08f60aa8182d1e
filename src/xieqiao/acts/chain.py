"""Writing to a register: the next entry of one body's chain, signed, with its head."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import IntegrityError
from django.db.models import OuterRef, Subquery
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

PLATFORM = Actor(role="platform")
_TOLERANCE = timedelta(seconds=5)


def lock_space(space_id: UUID) -> Space:
    """Return the space with its row locked until the transaction ends."""
    return Space.objects.select_for_update().get(id=space_id)


class Chains:
    """The chains of one locked space."""

    def __init__(self, space: UUID) -> None:
        self.space = space
        last = Entry.objects.filter(hash=OuterRef("head")).values("time")
        rows = Register.objects.filter(space=space).annotate(last=Subquery(last))
        self._registers = {register.body_id: register for register in rows}
        times = (register.last for register in rows)
        self._last: datetime | None = max((t for t in times if t), default=None)

    def heads(self, *, but: UUID | None = None) -> dict[str, str]:
        """Return the last entry of each party, by body."""
        return {str(b): r.head for b, r in sorted(self._registers.items()) if b != but}

    def append(self, body_id: UUID, type_: EntryType, actor: Actor, **fields: Any) -> EntryBody:
        """Return the next entry of the body's chain, not written yet."""
        register = self._registers.get(body_id) or self._open(body_id)
        return EntryBody(
            type=type_,
            partnership=str(self.space),
            body=str(body_id),
            seq=register.length,
            prev=register.head or None,
            time=as_time(self._now()),
            actor=actor,
            heads=self.heads(but=body_id),
            **fields,
        )

    def write(self, entry: EntryBody) -> Entry:
        """Sign the entry and put it at the end of its chain."""
        body_id = UUID(entry.body)
        register, signer = self._registers[body_id], signer_for(body_id)
        text = entry.canonical()
        time = from_time(entry.time)
        row = Entry(
            hash=digest_of(text),
            register=register,
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
        register.length, register.head = entry.seq + 1, row.hash
        register.head_signature = signer.sign(head_text(register))
        register.save(update_fields=["length", "head", "head_signature"])
        self._last = time
        return row

    def _open(self, body_id: UUID) -> Register:
        public_key = signer_for(body_id).public_key
        register = Register(space_id=self.space, body_id=body_id, public_key=public_key)
        try:
            register.save(force_insert=True)
        except IntegrityError:
            raise RuntimeError("a register was opened outside the space's lock") from None
        self._registers[body_id] = register
        entry = self.append(body_id, EntryType.GENESIS, PLATFORM, public_key=public_key)
        self.write(entry)
        return register

    def _now(self) -> datetime:
        """Return a time after every entry of the space, so that time orders as citations do."""
        now, last = timezone.now(), self._last
        if last is None or now > last:
            return now
        if last - now > _TOLERANCE:
            raise ClockBehind
        return last + timedelta(microseconds=1)


def head_text(register: Register) -> str:
    """Return what the signed head of a chain states."""
    return canonical(
        {
            "body": str(register.body_id),
            "head": register.head,
            "length": register.length,
            "partnership": str(register.space_id),
        }
    )
