"""An answer as the room keeps it: who goes where and who was next, what is unmet and why."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import numpy as np

from xieqiao.engines.matching import explaining
from xieqiao.engines.matching.clash import Rule
from xieqiao.engines.matching.loads import loads
from xieqiao.engines.matching.result import Match
from xieqiao.rounds.reckoning.digests import digest_of
from xieqiao.rounds.reckoning.inputs import Inputs
from xieqiao.rounds.reckoning.scores import FREE, LANGUAGE, Scored
from xieqiao.rounds.words import Fixed, Reason, Status

PER_TEN_THOUSAND = 100
"""Millionths, in which the engine reckons, in a ten-thousandth."""
_REASONS = {
    explaining.NONE: Reason.NONE,
    explaining.CONFLICT: Reason.CONFLICT,
    explaining.LOCK: Reason.LOCK,
    explaining.LIMIT: Reason.LIMIT,
    explaining.CAP: Reason.CAP,
    explaining.TEAM: Reason.TEAM,
    explaining.TOTAL: Reason.TOTAL,
}


@dataclass(frozen=True)
class Outcome:
    """The columns of a run, of its assignments and of what is unmet."""

    fields: dict[str, Any]
    assignments: list[dict[str, Any]]
    unmet: list[dict[str, Any]]


def outcome_of(inputs: Inputs, scores: Scored, found: Match) -> Outcome:
    """Return what is kept of an answer."""
    feasible = found.status != "infeasible"
    assignments = _assignments(inputs, scores, found)
    unmet = [_unmet(inputs, scores, row) for row in explaining.unmet(found)] if feasible else []
    price = found.fairness
    fields = {
        "status": Status(found.status).value,
        "inputs": inputs.digest(),
        "digest": digest_of(
            found.status, ((a["need_id"], a["entrant_id"], a["score"]) for a in assignments)
        ),
        "total": found.total // PER_TEN_THOUSAND,
        "bound": -(-found.bound // PER_TEN_THOUSAND),
        "needs_in": len(inputs.needs),
        "needs_met": _met(inputs, found),
        "people_sent": len({row["entrant_id"] for row in assignments}),
        "fair": price is not None,
        "before_fairness": price.before // PER_TEN_THOUSAND if price else None,
        "clash": [_rule(rule) for rule in found.clash],
    }
    return Outcome(fields, assignments, unmet)


def _met(inputs: Inputs, found: Match) -> int:
    given = loads(found).need
    return sum(int(given[n]) >= max(need.least, 1) for n, need in enumerate(inputs.needs))


def _assignments(inputs: Inputs, scores: Scored, found: Match) -> list[dict[str, Any]]:
    pairs = list(zip(found.assigned.need.tolist(), found.assigned.person.tolist(), strict=True))
    those: dict[int, set[int]] = defaultdict(set)
    for n, p in pairs:
        those[n].add(p)
    of_body = _of_body(inputs)
    return [_assignment(inputs, scores, n, p, those[n], of_body) for n, p in pairs]


def _of_body(inputs: Inputs) -> dict[UUID, Any]:
    found: dict[UUID, list[int]] = defaultdict(list)
    for place, person in enumerate(inputs.people):
        found[person.body].append(place)
    return {body: np.array(places) for body, places in found.items()}


def _assignment(
    inputs: Inputs, scores: Scored, n: int, p: int, there: set[int], of_body: dict[UUID, Any]
) -> dict[str, Any]:
    person = inputs.people[p]
    places = of_body[person.body]
    own = places[scores.free[n, places]]
    score = int(scores.score[n, p])
    next_to_come = own[~np.isin(own, list(there))]
    follower = None
    if len(next_to_come):
        follower = int(next_to_come[np.argmax(scores.score[n, next_to_come])])
    by = int(scores.by[n, p])
    text = person.rows[by]
    return {
        "need_id": inputs.needs[n].id,
        "entrant_id": person.id,
        "body_id": person.body,
        "strength_id": text.id if text.id != person.id else None,
        "score": score,
        "rank": 1 + int((scores.score[n, own] > score).sum()),
        "follower_id": inputs.people[follower].id if follower is not None else None,
        "follower_score": int(scores.score[n, follower]) if follower is not None else None,
        "fixed": _fixed(scores, n, p).value,
    }


def _fixed(scores: Scored, n: int, p: int) -> Fixed:
    if scores.told[n, p]:
        return Fixed.TOLD
    return Fixed.LOCK if scores.locked[n, p] else Fixed.FREE


def _unmet(inputs: Inputs, scores: Scored, row: explaining.Unmet) -> dict[str, Any]:
    return {
        "need_id": inputs.needs[row.need].id,
        "given": row.given,
        "least": row.least,
        "most": row.most,
        "reason": _reason(scores, row.need, row.reason, None).value,
        "change": _reason(scores, row.need, row.change, row.person).value,
    }


def _reason(scores: Scored, need: int, said: str, person: int | None) -> Reason:
    """Return the word of this room; most of those who are ruled out may lack the language."""
    found = _REASONS[said]
    if found is not Reason.CONFLICT:
        return found
    kinds = scores.ruled[need, scores.fits[need]]
    if person is not None and person >= 0:
        kinds = scores.ruled[need, [person]]
    ruled = kinds[kinds != FREE]
    return Reason.LANGUAGE if 2 * (ruled == LANGUAGE).sum() > len(ruled) else Reason.CONFLICT


def _rule(rule: Rule) -> dict[str, Any]:
    """Return a rule with its ids sorted out by what they name."""
    names, kind = list(rule.names), rule.kind
    need = names.pop(0) if kind not in ("capacity", "floor", "cap", "team") else None
    body = names.pop(0) if kind in ("floor", "cap") else None
    return {"kind": kind, "need": need, "body": body, "people": names}
