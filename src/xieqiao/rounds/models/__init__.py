"""What the room stores: rounds, what is put in, runs, and each body's own people and rules."""

from __future__ import annotations

from xieqiao.rounds.models.own import BodyLimit, Entrant, Exclusion, Lock, Team, Told
from xieqiao.rounds.models.put_in import Ready, RoundNeed
from xieqiao.rounds.models.rounds import Round, RoundShare
from xieqiao.rounds.models.runs import Run, RunAssignment, RunUnmet

__all__ = [
    "BodyLimit",
    "Entrant",
    "Exclusion",
    "Lock",
    "Ready",
    "Round",
    "RoundNeed",
    "RoundShare",
    "Run",
    "RunAssignment",
    "RunUnmet",
    "Team",
    "Told",
]
