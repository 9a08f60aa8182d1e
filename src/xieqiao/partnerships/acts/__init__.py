"""What parties can do together about their partnership; each class is one kind of act."""

from __future__ import annotations

from xieqiao.partnerships.acts.agreements import AdoptAgreement, AmendAgreement
from xieqiao.partnerships.acts.delegations import GrantStanding, RevokeStanding
from xieqiao.partnerships.acts.exchanges import EndExchange, SetUpExchange
from xieqiao.partnerships.acts.mechanisms import ChangeMechanism, EndMechanism, SetUpMechanism
from xieqiao.partnerships.acts.membership import JoinPartnership, LeavePartnership
from xieqiao.partnerships.acts.partnerships import (
    EndPartnership,
    FoundPartnership,
    RevisePartnership,
)
from xieqiao.partnerships.acts.terms import EndAgreement, RenewAgreement

__all__ = [
    "AdoptAgreement",
    "AmendAgreement",
    "ChangeMechanism",
    "EndAgreement",
    "EndExchange",
    "EndMechanism",
    "EndPartnership",
    "FoundPartnership",
    "GrantStanding",
    "JoinPartnership",
    "LeavePartnership",
    "RenewAgreement",
    "RevisePartnership",
    "RevokeStanding",
    "SetUpExchange",
    "SetUpMechanism",
]
