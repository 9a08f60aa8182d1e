"""An answer as plain data. All but `seconds` is the same on every run."""

from __future__ import annotations

import json
from typing import Any

import numpy as np

from xieqiao.engines.matching.arrays import SCALE
from xieqiao.engines.matching.explaining import Unmet, unmet
from xieqiao.engines.matching.loads import Loads, loads
from xieqiao.engines.matching.problem import NO_CAP
from xieqiao.engines.matching.result import Match
from xieqiao.engines.matching.wording import change

FORMAT = "xieqiao-matching/1"


def as_json(found: Match, seconds: dict[str, float]) -> str:
    """Return the report as JSON text that ends with a newline."""
    return json.dumps(as_data(found, seconds), ensure_ascii=False, indent=1, allow_nan=False) + "\n"


def as_data(found: Match, seconds: dict[str, float]) -> dict[str, Any]:
    """Return the report as dictionaries, lists, texts and numbers."""
    problem, load = found.problem, loads(found)
    return {
        "format": FORMAT,
        "status": found.status,
        "optimal": found.optimal,
        "objective": None if found.status == "infeasible" else found.total / SCALE,
        "bound": None if found.status == "infeasible" else found.bound / SCALE,
        "needs": len(problem.needs),
        "people": len(problem.people),
        "assigned": len(found.assigned),
        "missing": int(found.short.sum()),
        "fairness": _fairness(found),
        "unmet": [] if found.status == "infeasible" else [_unmet(found, u) for u in unmet(found)],
        "clash": [{"rule": rule.kind, "names": list(rule.names)} for rule in found.clash],
        "loads": _loads(found, load),
        "proof": {
            "pairs": len(found.considered),
            "pairs_in_the_flow": found.tried,
            "rounds": found.rounds,
        },
        "seconds": {stage: round(value, 3) for stage, value in seconds.items()},
    }


def _fairness(found: Match) -> dict[str, float] | None:
    if found.fairness is None:
        return None
    before, after = found.fairness.before, found.fairness.after
    return {
        "total_before": before / SCALE,
        "total_after": after / SCALE,
        "price": (before - after) / SCALE,
    }


def _unmet(found: Match, one: Unmet) -> dict[str, Any]:
    return {
        "need": found.problem.needs[one.need],
        "given": one.given,
        "min": one.least,
        "max": one.most,
        "reason": one.reason,
        "kept_away": one.blocked,
        "would_help": change(found, one),
    }


def _loads(found: Match, load: Loads) -> dict[str, Any]:
    problem = found.problem
    return {
        "people": {
            problem.people[j]: int(load.person[j]) for j in np.flatnonzero(load.person).tolist()
        },
        "bodies": {
            name: {
                "assigned": int(load.body[k]),
                "floor": int(problem.floor[k]),
                "cap": None if problem.cap[k] >= NO_CAP else int(problem.cap[k]),
            }
            for k, name in enumerate(problem.bodies)
        },
    }
