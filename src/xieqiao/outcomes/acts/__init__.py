"""What may change in this room, a class for each thing that can be done."""

from __future__ import annotations

from xieqiao.outcomes.acts.actions import AgreeAction, ChangeAction, CloseAction, ReportProgress
from xieqiao.outcomes.acts.answers import ConfirmReceipt, RecordAnswer, RecordInstruction
from xieqiao.outcomes.acts.documents import AgreeOutcome, ReviseOutcome
from xieqiao.outcomes.acts.findings import AgreeFinding, SettleFinding
from xieqiao.outcomes.acts.results import MeasureResult, RecordResult
from xieqiao.outcomes.acts.submissions import SendSubmission

__all__ = [
    "AgreeAction",
    "AgreeFinding",
    "AgreeOutcome",
    "ChangeAction",
    "CloseAction",
    "ConfirmReceipt",
    "MeasureResult",
    "RecordAnswer",
    "RecordInstruction",
    "RecordResult",
    "ReportProgress",
    "ReviseOutcome",
    "SendSubmission",
    "SettleFinding",
]
