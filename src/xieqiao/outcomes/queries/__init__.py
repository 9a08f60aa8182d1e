"""Every read of the room, named by the question it answers."""

from __future__ import annotations

from xieqiao.outcomes.queries.actions import (
    actions_addressed_to,
    actions_seen_by,
    late,
    progress_of,
    units_told,
    with_news,
)
from xieqiao.outcomes.queries.documents import (
    OutcomeVersion,
    outcomes_seen_by,
    parties_of,
    signatories_of,
    versions_of,
)
from xieqiao.outcomes.queries.results import (
    findings_seen_by,
    indicators_seen_by,
    measures_in_force,
)
from xieqiao.outcomes.queries.submissions import (
    by_party,
    submissions_seen_by,
    unanswered,
)

__all__ = [
    "OutcomeVersion",
    "actions_addressed_to",
    "actions_seen_by",
    "by_party",
    "findings_seen_by",
    "indicators_seen_by",
    "late",
    "measures_in_force",
    "outcomes_seen_by",
    "parties_of",
    "progress_of",
    "signatories_of",
    "submissions_seen_by",
    "unanswered",
    "units_told",
    "versions_of",
    "with_news",
]
