"""What happens live at an activity, and the one service that writes it.

Comments are open from the plan on; running the meeting, speaking and points of order from an hour
before it begins. All of it until minutes are proposed, whose payload holds its digest; once they
are in force, it is frozen for good. If the proposal ends otherwise, it opens again.
"""

from __future__ import annotations

from xieqiao.meetings.live.agenda import end_item, start_item
from xieqiao.meetings.live.comments import LONGEST, comment
from xieqiao.meetings.live.digests import check_digests, live_digest
from xieqiao.meetings.live.gates import (
    Frozen,
    NotNow,
    is_frozen,
    may_run,
    may_speak,
    takes_place,
)
from xieqiao.meetings.live.points import raise_point, settle_point
from xieqiao.meetings.live.speakers import add_guest, ask, call, finish, take_off, withdraw

__all__ = [
    "LONGEST",
    "Frozen",
    "NotNow",
    "add_guest",
    "ask",
    "call",
    "check_digests",
    "comment",
    "end_item",
    "finish",
    "is_frozen",
    "live_digest",
    "may_run",
    "may_speak",
    "raise_point",
    "settle_point",
    "start_item",
    "take_off",
    "takes_place",
    "withdraw",
]
