"""What rooms may listen to."""

from __future__ import annotations

from django.dispatch import Signal

# Sent inside the transaction that brings an act into force: `act`, `subjects`, the (type, id)
# pairs that it moved, and `rows`, the (model, id) pairs that it wrote. Not sent in a replay.
in_force = Signal()
