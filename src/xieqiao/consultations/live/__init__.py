"""The one service that writes what happens within a consultation; each module is one idea.

Everything here is live matter: none of it is an act, it is frozen at closing, and its digest goes
into the minutes.
"""

from __future__ import annotations

from xieqiao.consultations.live.closing import close, close_due, propose_closing, withdraw_closing
from xieqiao.consultations.live.digests import check_digests, live_digest
from xieqiao.consultations.live.errors import (
    Answered,
    Closed,
    Full,
    LinkEnded,
    NotOpen,
    NotPresent,
    TooMany,
)
from xieqiao.consultations.live.guests import guest_link_of, make_guest_link, revoke_guest_link
from xieqiao.consultations.live.joining import join, join_as_guest
from xieqiao.consultations.live.moderating import (
    agree_moderation,
    propose_moderation,
    refuse_moderation,
)
from xieqiao.consultations.live.statements import (
    carry_statements,
    put_statement,
    seed_statement,
    translate,
)
from xieqiao.consultations.live.voting import cast_together, cast_vote, cast_votes

__all__ = [
    "Answered",
    "Closed",
    "Full",
    "LinkEnded",
    "NotOpen",
    "NotPresent",
    "TooMany",
    "agree_moderation",
    "carry_statements",
    "cast_together",
    "cast_vote",
    "cast_votes",
    "check_digests",
    "close",
    "close_due",
    "guest_link_of",
    "join",
    "join_as_guest",
    "live_digest",
    "make_guest_link",
    "propose_closing",
    "propose_moderation",
    "put_statement",
    "refuse_moderation",
    "revoke_guest_link",
    "seed_statement",
    "translate",
    "withdraw_closing",
]
