"""What may change in this room, a class for each thing that can be done."""

from __future__ import annotations

from xieqiao.rounds.acts.adopting import AdoptResult
from xieqiao.rounds.acts.closing import CloseRound
from xieqiao.rounds.acts.opening import ChangeRound, OpenRound

__all__ = ["AdoptResult", "ChangeRound", "CloseRound", "OpenRound"]
