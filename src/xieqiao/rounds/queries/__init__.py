"""Every read of the room, named by the question it answers, for one reading body.

Of other bodies nobody reads more than this: which needs they put in, whether they are ready, the
totals of a run, and after an adoption the numbers that stand in its act.
"""

from __future__ import annotations

from xieqiao.rounds.queries.adopted import (
    Adopted,
    Holes,
    NeedShare,
    adopted_ours,
    dispatch_link,
    holes_of,
    shares_of,
    told_of,
)
from xieqiao.rounds.queries.comparing import Comparison, Moved, compare
from xieqiao.rounds.queries.explained import Reasons, why
from xieqiao.rounds.queries.own import (
    entrant_of,
    entrants_of,
    exclusions_of,
    limit_of,
    locks_of,
    people_to_put_in,
    strengths_to_put_in,
    teams_of,
)
from xieqiao.rounds.queries.rounds import (
    Side,
    need_in_round,
    needs_in,
    our_needs_to_put_in,
    parties_of,
    round_list,
    round_seen,
    rounds_on,
    rounds_seen_by,
)
from xieqiao.rounds.queries.runs import (
    ClashRule,
    Fill,
    assignments_of,
    clash_of,
    fills_of,
    is_fresh,
    may_run,
    named,
    newest_run,
    run_of,
    runs_of,
)

__all__ = [
    "Adopted",
    "ClashRule",
    "Comparison",
    "Fill",
    "Holes",
    "Moved",
    "NeedShare",
    "Reasons",
    "Side",
    "adopted_ours",
    "assignments_of",
    "clash_of",
    "compare",
    "dispatch_link",
    "entrant_of",
    "entrants_of",
    "exclusions_of",
    "fills_of",
    "holes_of",
    "is_fresh",
    "limit_of",
    "locks_of",
    "may_run",
    "named",
    "need_in_round",
    "needs_in",
    "newest_run",
    "our_needs_to_put_in",
    "parties_of",
    "people_to_put_in",
    "round_list",
    "round_seen",
    "rounds_on",
    "rounds_seen_by",
    "run_of",
    "runs_of",
    "shares_of",
    "strengths_to_put_in",
    "teams_of",
    "told_of",
    "why",
]
