"""A result as one number: what an act of adoption holds, and what can be counted again."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import Any
from uuid import UUID

import rfc8785


def digest_of(status: str, rows: Iterable[tuple[UUID, UUID, int]]) -> str:
    """Return the SHA-256 over a run's status and its needs, people and scores, in their order."""
    said: list[Any] = sorted([str(need), str(person), score] for need, person, score in rows)
    return hashlib.sha256(rfc8785.dumps([status, said])).hexdigest()
