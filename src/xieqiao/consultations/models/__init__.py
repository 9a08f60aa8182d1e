"""What the room stores."""

from __future__ import annotations

from xieqiao.consultations.models.closings import Closing, ClosingCall
from xieqiao.consultations.models.consultations import Consultation
from xieqiao.consultations.models.guests import GuestLink
from xieqiao.consultations.models.moderation import Moderation
from xieqiao.consultations.models.participants import Participant
from xieqiao.consultations.models.results import KeptResult
from xieqiao.consultations.models.statements import Statement, StatementTranslation
from xieqiao.consultations.models.votes import Vote, VoteReceipt

__all__ = [
    "Closing",
    "ClosingCall",
    "Consultation",
    "GuestLink",
    "KeptResult",
    "Moderation",
    "Participant",
    "Statement",
    "StatementTranslation",
    "Vote",
    "VoteReceipt",
]
