"""Prices of needs and people that prove a flow optimal, and price the pairs that were left out.

A flow is optimal exactly when its residual graph has no negative cycle, and then distances in it
are optimal duals of the linear programme (Ahuja, Magnanti & Orlin 1993, ch. 9).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np

from xieqiao.engines.matching.arrays import Codes, Gains
from xieqiao.engines.matching.flow import Arcs, Bounds, Flow

FAR = 2**61
"""Further than any sum of costs."""

Residual: TypeAlias = tuple[Codes, Codes, Gains]
"""Tail, head and cost of each residual arc."""


@dataclass(frozen=True)
class Duals:
    """What one more seat and one more duty are worth.

    need: shape (n,). person: shape (m,), the body's cap and floor included. A pair left out can
    only improve the result if its gain exceeds the sum of both.
    """

    need: Gains
    person: Gains


def duals_of(bounds: Bounds, flow: Flow) -> Duals:
    """Return the duals of an optimal flow that leave the fewest pairs in doubt.

    Distances from the root are the largest prices of needs. What the root does not reach gets the
    smallest ones. Whoever is idle then gets the body's price, the smallest that is feasible: no
    arc of the residual graph asks more of an idle person, and of an idle body.
    """
    n, m, b = len(bounds.most), len(bounds.capacity), len(bounds.floor)
    root = n + m + b
    far = potentials(_residual(_real(flow, b)), root + 1, root)
    load = flow.load
    has = bounds.body >= 0
    busy = np.bincount(bounds.body[has], weights=load[has], minlength=b) > 0
    body = np.where(busy, far[n + m : root], np.where(flow.hollow > 0, bounds.hollow, 0))
    above = np.concatenate([body, [0]])[bounds.body]
    person = np.where(load > 0, far[n : n + m], above)
    full = np.concatenate([bounds.cap == 0, [False]])[bounds.body] | (bounds.capacity == 0)
    return Duals(need=far[:n].copy(), person=np.where(full & (load == 0), FAR // 4, -person))


def potentials(arcs: Residual, nodes: int, root: int) -> Gains:
    """Return potentials under which no residual arc has a negative reduced cost, shape (nodes,).

    They are distances from the root where there are any, else the least that are feasible.
    """
    tail, head, cost = arcs
    start = np.full(nodes, FAR, np.int64)
    start[root] = 0
    far = distances(arcs, start)
    lost = far >= FAR // 2
    if bool(lost.any()):
        out = lost[tail]
        back = distances((head[out], tail[out], cost[out]), np.where(lost, FAR, -far))
        far = np.where(lost, np.where(back >= FAR // 2, FAR // 4, -back), far)
    return far


def distances(arcs: Residual, start: Gains) -> Gains:
    """Return the least of start and cost on the way to every node, shape (nodes,).

    Bellman–Ford, each round over the arcs of only those nodes that came nearer in the last one.
    """
    tail, head, cost = arcs
    order = np.argsort(tail, kind="stable")
    head, cost = head[order], cost[order]
    first = np.searchsorted(tail[order], np.arange(len(start) + 1))
    far = start.copy()
    front = np.flatnonzero(start < FAR // 2)
    while len(front):
        out = _spread(first[front], first[front + 1])
        reach = head[out]
        value = np.repeat(far[front], first[front + 1] - first[front]) + cost[out]
        nearer = value < far[reach]
        reach, value = reach[nearer], value[nearer]
        np.minimum.at(far, reach, value)
        front = np.unique(reach)
    return far


def _real(flow: Flow, bodies: int) -> Arcs:
    """Return the arcs without those that stand for missing a floor, where none is missed."""
    arcs = flow.arcs
    if not bodies or bool(flow.hollow.any()):
        return arcs
    return Arcs(*(part[:-bodies] for part in (
        arcs.tail, arcs.head, arcs.capacity, arcs.cost, arcs.flow)))  # fmt: skip


def _residual(arcs: Arcs) -> Residual:
    more, back = arcs.flow < arcs.capacity, arcs.flow > 0
    return (
        np.concatenate([arcs.tail[more], arcs.head[back]]),
        np.concatenate([arcs.head[more], arcs.tail[back]]),
        np.concatenate([arcs.cost[more], -arcs.cost[back]]),
    )


def _spread(first: Codes, last: Codes) -> Codes:
    """Return all numbers of several ranges, one after the other."""
    count = last - first
    ends = np.cumsum(count)
    return np.asarray(
        np.arange(int(ends[-1] if len(ends) else 0)) + np.repeat(first - (ends - count), count)
    )
