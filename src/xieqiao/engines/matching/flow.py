"""The assignment as one minimum-cost flow, minima and floors in it as lower bounds.

Nodes: needs, people, bodies and a root. A unit of flow is one assignment: root → need → person →
body → root. Arcs with a lower bound are shifted into supplies, so that nothing is solved twice:
two passes (first the minima, then the rest) are not optimal. Goldberg & Tarjan (1990), "Finding
minimum-cost circulations by successive approximation", is what OR-Tools implements.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from ortools.graph.python import min_cost_flow  # type: ignore[import-untyped]

from xieqiao.engines.matching.arrays import Codes, Flags, Gains, Ints
from xieqiao.engines.matching.pairs import Pairs


class TooLarge(ValueError):
    """Scores whose sums do not fit into 64 bits."""


@dataclass(frozen=True)
class Bounds:
    """The bounds that a flow keeps; shapes as in `Problem`.

    fixed: pairs that must be assigned, none of which is among the pairs to choose from. missing:
    shape (n,), what each person short of a need's minimum costs. hollow: what each assignment
    short of a body's floor costs; such a flow is no solution yet. steps: seats that are worth
    something by themselves, one person each, instead of `least` and `most`.
    """

    least: Ints
    most: Ints
    capacity: Ints
    body: Codes
    floor: Ints
    cap: Ints
    fixed: Pairs
    missing: Gains
    hollow: int
    steps: Steps | None = None


@dataclass(frozen=True)
class Steps:
    """S seats: need (S,), worth (S,), falling from seat to seat of a need."""

    need: Codes
    worth: Gains


@dataclass(frozen=True)
class Arcs:
    """A arcs: tail, head, capacity, cost, flow; each of shape (A,)."""

    tail: Codes
    head: Codes
    capacity: Ints
    cost: Gains
    flow: Ints


@dataclass(frozen=True)
class Flow:
    """A solved flow.

    taken: shape (E,), which pairs. short: shape (n,), seats missing below the minimum. load:
    shape (m,), assignments of each person, fixed ones among them. hollow: shape (b,), assignments
    missing below the floor.
    """

    taken: Flags
    short: Ints
    load: Ints
    hollow: Ints
    arcs: Arcs


def solve(bounds: Bounds, pairs: Pairs) -> Flow | None:
    """Return an optimal flow over these pairs, or None when there is none at all.

    Raises `TooLarge` when costs do not fit.
    """
    n, m, b = len(bounds.most), len(bounds.capacity), len(bounds.floor)
    root = n + m + b
    if bool((bounds.cap < bounds.floor).any() or (bounds.most < bounds.least).any()):
        return None
    supply = _supplies(bounds, root)
    busy = _possible(bounds, pairs)
    tail, head, capacity, cost = _arcs(bounds, pairs, busy, root)
    steps = bounds.steps
    if steps is not None:
        tail = np.concatenate([np.full(len(steps.need), root), tail])
        head = np.concatenate([steps.need, head])
        capacity = np.concatenate([np.ones(len(steps.need), np.int64), capacity])
        cost = np.concatenate([-steps.worth, cost])
    solver = min_cost_flow.SimpleMinCostFlow()
    solver.add_arcs_with_capacity_and_unit_cost(tail, head, capacity, cost)
    used = np.flatnonzero(supply)
    if len(used):
        solver.set_nodes_supplies(used, supply[used])
    status = solver.solve()
    if status == solver.INFEASIBLE:
        return None
    if status != solver.OPTIMAL:
        raise TooLarge(f"the scores are too large for exact sums (the flow ended as {status.name})")
    flow = np.asarray(solver.flows(np.arange(len(tail))), dtype=np.int64)
    worth = flow[: len(tail) - len(pairs) - 2 * n - len(busy) - 2 * b]
    plain = flow[len(worth) :]
    sizes = np.cumsum([len(pairs), n, n, len(busy), b])
    load = np.zeros(m, np.int64)
    load[busy] = plain[sizes[2] : sizes[3]]
    return Flow(
        taken=plain[: sizes[0]] > 0,
        short=plain[sizes[1] : sizes[2]],
        load=load,
        hollow=plain[sizes[4] :],
        arcs=Arcs(tail, head, capacity, cost, flow),
    )


def _possible(bounds: Bounds, pairs: Pairs) -> Codes:
    """Return who has a pair at all: arcs of all the others would only slow the flow down."""
    some = np.zeros(len(bounds.capacity), np.bool_)
    some[pairs.person] = True
    some[bounds.fixed.person] = True
    return np.flatnonzero(some)


def _supplies(bounds: Bounds, root: int) -> Ints:
    """Return what each node has to give away because of lower bounds, shape (nodes,)."""
    n, m = len(bounds.most), len(bounds.capacity)
    supply = np.zeros(root + 1, np.int64)
    supply[:n] += bounds.least
    np.subtract.at(supply, bounds.fixed.need, 1)
    np.add.at(supply, n + bounds.fixed.person, 1)
    supply[n + m : root] -= bounds.floor
    supply[root] = -supply.sum()
    return supply


def _arcs(bounds: Bounds, pairs: Pairs, busy: Codes, root: int) -> tuple[Codes, Codes, Ints, Gains]:
    """Return the arcs: pairs, seats, missing seats, people, bodies, missing at bodies."""
    n, m, b = len(bounds.most), len(bounds.capacity), len(bounds.floor)
    needs, people, bodies = np.arange(n), n + busy, n + m + np.arange(b)
    to_root_n, to_root_b = np.full(n, root), np.full(b, root)
    above = np.where(bounds.body >= 0, n + m + bounds.body, root)[busy]
    total = int(bounds.most.sum()) + len(bounds.fixed)
    cap = np.maximum(np.minimum(bounds.cap, total) - bounds.floor, 0)
    tail = np.concatenate([pairs.need, to_root_n, needs, people, bodies, to_root_b])
    head = np.concatenate([n + pairs.person, needs, to_root_n, above, to_root_b, bodies])
    capacity = np.concatenate(
        [
            np.ones(len(pairs), np.int64),
            bounds.most - bounds.least if bounds.steps is None else np.zeros(n, np.int64),
            np.where(bounds.missing > 0, bounds.least, 0),
            bounds.capacity[busy],
            cap,
            bounds.floor,
        ]
    )
    cost = np.concatenate(
        [
            -pairs.gain,
            np.zeros(n, np.int64),
            bounds.missing,
            np.zeros(len(busy) + b, np.int64),
            np.where(bounds.floor > 0, bounds.hollow, 0),
        ]
    )
    return tail, head, capacity, cost
