"""What rooms may listen to."""

from __future__ import annotations

from django.dispatch import Signal

# Sent inside the transaction that brings an act into force: `act`, and `subjects`, the
# (type, id) pairs that it moved. Not sent in a replay.
in_force = Signal()
