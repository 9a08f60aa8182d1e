"""What partnerships consist of."""

from __future__ import annotations

from xieqiao.partnerships.models.agreements import Agreement, Clause, FocusArea
from xieqiao.partnerships.models.delegations import StandingConsent
from xieqiao.partnerships.models.mechanisms import (
    ExchangeSide,
    Mechanism,
    MechanismHost,
    SectionExchange,
)
from xieqiao.partnerships.models.partnerships import Partnership, Party

__all__ = [
    "Agreement",
    "Clause",
    "ExchangeSide",
    "FocusArea",
    "Mechanism",
    "MechanismHost",
    "Partnership",
    "Party",
    "SectionExchange",
    "StandingConsent",
]
