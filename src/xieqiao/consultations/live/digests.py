"""What a consultation held, as one number that a later count can be checked against.

Canonical JSON (RFC 8785): those who take part by number, party and quality; statements; the steps
of moderation; votes as [number of the participant, number of the statement, value]. No name, no
account and no time is in it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from itertools import islice
from typing import Any
from uuid import UUID

import rfc8785

from xieqiao.consultations.models import Closing, Moderation, Participant, Statement, Vote

_CHUNK = 5000


def live_digest(consultation_id: UUID, using: str = "default") -> str:
    """Return the SHA-256 over all that a consultation holds."""
    found = hashlib.sha256()
    head = {
        "moderation": _moderation(consultation_id, using),
        "participants": _participants(consultation_id, using),
        "statements": _statements(consultation_id, using),
    }
    found.update(rfc8785.dumps(head)[:-1])  # without the closing brace: the votes come last
    found.update(b',"votes":[')
    for piece in _votes(consultation_id, using):
        found.update(piece)
    found.update(b"]}")
    return found.hexdigest()


def check_digests(using: str) -> Iterator[str]:
    """Name the closed consultations whose content does not give the digest they closed with."""
    for closing in Closing.objects.using(using).order_by("id").iterator(chunk_size=_CHUNK):
        if live_digest(closing.consultation_id, using) != closing.digest:
            yield f"consultation {closing.consultation_id}: its votes do not give their digest"


def _participants(consultation_id: UUID, using: str) -> list[Any]:
    rows = Participant.objects.using(using).filter(consultation=consultation_id)
    found = rows.order_by("number").values_list("number", "body", "as_kind")
    return [[number, str(body) if body else None, kind] for number, body, kind in found]


def _statements(consultation_id: UUID, using: str) -> list[dict[str, Any]]:
    rows = Statement.objects.using(using).filter(consultation=consultation_id)
    rows = rows.select_related("author", "merged_into").prefetch_related("translations")
    return [_statement(row) for row in rows.order_by("number")]


def _statement(row: Any) -> dict[str, Any]:
    return {
        "number": row.number,
        "author": row.author.number if row.author else None,
        "body": str(row.body_id) if row.body_id else None,
        "text": row.text,
        "language": row.language,
        "translations": sorted([said.language, said.text] for said in row.translations.all()),
        "seeded": row.seeded,
        "source": row.source_note,
        "state": row.state,
        "reason": row.hidden_reason,
        "into": row.merged_into.number if row.merged_into else None,
    }


def _moderation(consultation_id: UUID, using: str) -> list[dict[str, Any]]:
    rows = Moderation.objects.using(using).filter(statement__consultation=consultation_id)
    rows = rows.select_related("statement", "target")
    return [_step(row) for row in rows.order_by("at", "id")]


def _step(row: Any) -> dict[str, Any]:
    return {
        "statement": row.statement.number,
        "action": row.action,
        "into": row.target.number if row.target else None,
        "reason": row.reason,
        "by": str(row.proposed_by_id),
        "answered": str(row.answered_by_id) if row.answered_by_id else None,
        "agreed": row.agreed_at is not None,
        "refused": row.refused_at is not None,
    }


def _votes(consultation_id: UUID, using: str) -> Iterator[bytes]:
    """Yield the votes piece by piece; whole numbers have but one form in RFC 8785."""
    rows = Vote.objects.using(using).filter(participant__consultation=consultation_id)
    ordered = rows.order_by("participant__number", "statement__number").values_list(
        "participant__number", "statement__number", "value"
    )
    between = b""
    for some in _chunks(ordered.iterator(chunk_size=_CHUNK)):
        yield between + ",".join(f"[{p},{s},{v}]" for p, s, v in some).encode()
        between = b","


def _chunks(rows: Iterator[Any]) -> Iterator[tuple[Any, ...]]:
    while some := tuple(islice(rows, _CHUNK)):
        yield some
