"""What the room stores: own needs and strengths, what was shown to partners, and dispatches."""

from __future__ import annotations

from xieqiao.exchange.models.dispatches import Dispatch, DispatchedPerson, DispatchWord
from xieqiao.exchange.models.offered import (
    Answer,
    AnsweredStrength,
    Offered,
    OfferedNeed,
    OfferedStrength,
)
from xieqiao.exchange.models.own import Need, OwnEntry, Strength, StrengthConsent, TextVector

__all__ = [
    "Answer",
    "AnsweredStrength",
    "Dispatch",
    "DispatchWord",
    "DispatchedPerson",
    "Need",
    "Offered",
    "OfferedNeed",
    "OfferedStrength",
    "OwnEntry",
    "Strength",
    "StrengthConsent",
    "TextVector",
]
