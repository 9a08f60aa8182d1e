"""What the room does by itself: what was deleted long ago goes, and new texts get their vectors."""

from __future__ import annotations

import time

from django.db.models import Exists, OuterRef

from xieqiao.exchange import consents, vectors
from xieqiao.exchange.models import Need, OwnEntry, Strength, TextVector
from xieqiao.exchange.queries import gone_for_good

OWN: tuple[type[OwnEntry], ...] = (Need, Strength)
AT_ONCE = 256
_EVERY_SECONDS = 3600.0
_READ_EVERY_SECONDS = 15.0
_last = {"ran_at": float("-inf"), "read_at": float("-inf")}


def run() -> int:
    """Delete once an hour what nobody can bring back any more; read new strengths soon.

    Return how many rows went or were read.
    """
    done = 0
    if time.monotonic() - _last["read_at"] >= _READ_EVERY_SECONDS:
        _last["read_at"] = time.monotonic()
        done += read_new()
    if time.monotonic() - _last["ran_at"] >= _EVERY_SECONDS:
        _last["ran_at"] = time.monotonic()
        done += _throw_away()
    return done


def read_new() -> int:
    """Reckon the vectors of strengths that came in many at once, some of one body at a time."""
    kept = TextVector.objects.filter(of=OuterRef("id"), body=OuterRef("body"))
    rows = consents.usable(Strength.objects.filter(~Exists(kept), deleted_at=None, settled=False))
    first = rows.order_by("body", "id").first()
    if first is None:
        return 0
    some = list(rows.filter(body=first.body_id).order_by("id")[:AT_ONCE])
    vectors.vectors_of(first.body_id, some)
    return len(some)


def _throw_away() -> int:
    gone = 0
    for model in OWN:
        for row in gone_for_good(model):
            vectors.forget([row.id])
            row.delete()
            gone += 1
    return gone
