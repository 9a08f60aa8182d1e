"""What may change in this room: showing needs and strengths to partners, sending people."""

from __future__ import annotations

from xieqiao.exchange.acts.afterwards import TellOfDispatch, ThankForDispatch
from xieqiao.exchange.acts.answers import AnswerNeed, TakeAnswerBack
from xieqiao.exchange.acts.dispatches import (
    CallOffDispatch,
    ConfirmDispatch,
    ReportDispatch,
    ReviseDispatch,
)
from xieqiao.exchange.acts.endings import CloseNeed, WithdrawStrength
from xieqiao.exchange.acts.offers import OfferNeed, OfferStrength, ReviseNeed, ReviseStrength

__all__ = [
    "AnswerNeed",
    "CallOffDispatch",
    "CloseNeed",
    "ConfirmDispatch",
    "OfferNeed",
    "OfferStrength",
    "ReportDispatch",
    "ReviseDispatch",
    "ReviseNeed",
    "ReviseStrength",
    "TakeAnswerBack",
    "TellOfDispatch",
    "ThankForDispatch",
    "WithdrawStrength",
]
