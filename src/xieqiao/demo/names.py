"""Ids that are the same at every loading of the demonstration, so a second one adds nothing."""

from __future__ import annotations

from uuid import UUID, uuid5

# Chosen so that the parties of each partnership come by colours that differ well.
_DEMONSTRATION = UUID("6a1d3c0e-5f0b-5c55-9b1c-2f6f1f1a7d40")


def id_of(label: str) -> UUID:
    """Return the id that goes with a label, such as `body:deqing` or `act:old-brands/outcome`."""
    return uuid5(_DEMONSTRATION, label)
