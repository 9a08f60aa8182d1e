"""Every read of the room, named by the question it answers."""

from __future__ import annotations

from xieqiao.outcomes.queries.actions import (
    actions_on_topic,
    actions_seen_by,
    is_late,
    late,
    not_done,
    progress_of,
    progress_seen_by,
    soonest_first,
)
from xieqiao.outcomes.queries.addressed import (
    actions_addressed_to,
    submissions_addressed_to,
    unit_may_have,
    units_told,
)
from xieqiao.outcomes.queries.documents import (
    Signature,
    Wording,
    being_drafted,
    outcomes_on_topic,
    outcomes_seen_by,
    signatures_of,
    under_way,
    wordings_of,
)
from xieqiao.outcomes.queries.results import (
    findings_on_topic,
    findings_seen_by,
    indicators_on_topic,
    indicators_seen_by,
    measures_in_force,
)
from xieqiao.outcomes.queries.seen import unchanged, where_we_are
from xieqiao.outcomes.queries.submissions import (
    by_party,
    submissions_on_topic,
    submissions_seen_by,
    unanswered,
)

__all__ = [
    "Signature",
    "Wording",
    "actions_addressed_to",
    "actions_on_topic",
    "actions_seen_by",
    "being_drafted",
    "by_party",
    "findings_on_topic",
    "findings_seen_by",
    "indicators_on_topic",
    "indicators_seen_by",
    "is_late",
    "late",
    "measures_in_force",
    "not_done",
    "outcomes_on_topic",
    "outcomes_seen_by",
    "progress_of",
    "progress_seen_by",
    "signatures_of",
    "soonest_first",
    "submissions_addressed_to",
    "submissions_on_topic",
    "submissions_seen_by",
    "unanswered",
    "unchanged",
    "under_way",
    "unit_may_have",
    "units_told",
    "where_we_are",
    "wordings_of",
]
