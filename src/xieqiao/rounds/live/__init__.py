"""The one service that writes what all parties of a round share: needs, readiness and runs."""

from __future__ import annotations

from xieqiao.rounds.live.digests import check_digests
from xieqiao.rounds.live.needs import put_need, take_need_out
from xieqiao.rounds.live.readiness import not_ready, say_ready
from xieqiao.rounds.live.running import give_up, reckon, reckon_later, start_run

__all__ = [
    "check_digests",
    "give_up",
    "not_ready",
    "put_need",
    "reckon",
    "reckon_later",
    "say_ready",
    "start_run",
    "take_need_out",
]
