"""What the room stores."""

from __future__ import annotations

from xieqiao.outcomes.models.actions import Action, Evidence, Progress
from xieqiao.outcomes.models.addressed import Addressed, AddressedAction, AddressedSubmission
from xieqiao.outcomes.models.documents import Outcome, OutcomeSection
from xieqiao.outcomes.models.results import Finding, Indicator, Measure
from xieqiao.outcomes.models.submissions import Instruction, Submission, SubmittedFile

__all__ = [
    "Action",
    "Addressed",
    "AddressedAction",
    "AddressedSubmission",
    "Evidence",
    "Finding",
    "Indicator",
    "Instruction",
    "Measure",
    "Outcome",
    "OutcomeSection",
    "Progress",
    "Submission",
    "SubmittedFile",
]
