"""Reasons in words, for the files of the command."""

from __future__ import annotations

from xieqiao.engines.matching import explaining
from xieqiao.engines.matching.arrays import SCALE
from xieqiao.engines.matching.explaining import Unmet, Why
from xieqiao.engines.matching.result import Match


def score(gain: int) -> str:
    """Return a gain as a score, with all its six decimals."""
    sign, value = "-" if gain < 0 else "", abs(gain)
    return f"{sign}{value // SCALE}.{value % SCALE:06d}"


def short(gain: int) -> str:
    """Return a score as it is read in a sentence."""
    return f"{gain / SCALE:.3f}"


def of_assigned(found: Match, reasons: Why) -> list[str]:
    """Return why each assigned pair was."""
    problem = found.problem
    fixed = {tuple(pair): "locked" for pair in problem.locked.tolist()}
    fixed |= {tuple(pair): "told already" for pair in problem.told.tolist()}
    rows = zip(
        found.assigned.need.tolist(),
        found.assigned.person.tolist(),
        reasons.rank.tolist(),
        reasons.follower.tolist(),
        reasons.follower_gain.tolist(),
        strict=True,
    )
    return [
        _assigned(fixed.get((i, j)), rank, problem.people[k] if k >= 0 else None, gain)
        for i, j, rank, k, gain in rows
    ]


def _assigned(fixed: str | None, rank: int, follower: str | None, gain: int) -> str:
    what = fixed or (f"choice {rank}" if rank else "no score")
    return f"{what}; next: {follower} ({short(gain)})" if follower else f"{what}; nobody else fits"


def change(found: Match, one: Unmet) -> str:
    """Return what would let one more person come."""
    problem = found.problem
    if one.person < 0:
        return "a person who fits"
    person = problem.people[one.person]
    body = problem.bodies[problem.body[one.person]] if problem.body[one.person] >= 0 else ""
    worth = f" (score {short(one.gain)})"
    return {
        explaining.CONFLICT: f"lifting the conflict with {person}",
        explaining.LOCK: f"taking back what {person} was locked to or told",
        explaining.LIMIT: f"one more duty for {person}",
        explaining.CAP: f"a cap of {body} that is one higher, for {person}",
        explaining.TEAM: f"letting {person} go without the rest of the team",
        explaining.TOTAL: f"{person}, at the cost of a lower total",
    }[one.change] + worth
