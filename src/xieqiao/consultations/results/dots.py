"""Where the dots of the map stand: near means alike, and no dot gives away one person.

People of a block are gathered in clusters of at least five (microaggregation by maximum distance:
Domingo-Ferrer & Mateo-Sanz 2002), whose members stand as close to its centre as there is room.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from xieqiao.consultations.results.folding import FEWEST
from xieqiao.consultations.results.found import Dot

WIDE, HIGH, EDGE, APART = 480, 330, 36, 12
MOST_DOTS = 1_200
Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]


def spread(
    place: Floats, block: Ints, group: Ints, blocks: int
) -> tuple[tuple[Dot, ...], int, int, int]:
    """Return the dots in the order of their places, width and height, and people per dot.

    place: shape (n, 1 or more), of those who have a place. block, group: (n,), whose each is.
    Blocks of which too few have a place are left out.
    """
    points = np.zeros((len(place), 2))
    points[:, : min(place.shape[1], 2)] = place[:, :2]
    per_dot = max(1, -(-len(points) // MOST_DOTS))
    found = []
    for one in range(blocks):
        inside = np.flatnonzero(block == one)
        if len(inside) >= FEWEST:
            found += _gathered(points[inside], group[inside], one, per_dot)
    return _laid_out(found, per_dot)


_Cluster = tuple[float, float, int, int, int]


def _gathered(points: Floats, group: Ints, block: int, per_dot: int) -> list[_Cluster]:
    """Return centre, block, group and number of dots of each cluster of a block."""
    sequence = np.lexsort((group, np.round(points[:, 1], 9), np.round(points[:, 0], 9)))
    points, group = points[sequence], group[sequence]
    found = []
    for members in clusters(points, FEWEST * per_dot):
        x, y = points[members].mean(axis=0).tolist()
        of = np.bincount(group[members] + 1)
        found.append((x, y, block, int(of.argmax()) - 1, -(-len(members) // per_dot)))
    return found


def clusters(points: Floats, least: int) -> Iterator[Ints]:
    """Yield the places of the members of each cluster; every cluster has at least `least`.

    Where there are fewer points in all, they are one cluster.
    """
    left = np.arange(len(points))
    while len(left) >= 3 * least:
        far = _farthest(points[left], points[left].mean(axis=0))
        for _ in range(2):
            near = _nearest(points[left], points[left][far], least)
            yield left[near]
            start = points[left][far]
            left = np.delete(left, near)
            far = _farthest(points[left], start)
    if len(left) >= 2 * least:
        far = _farthest(points[left], points[left].mean(axis=0))
        near = _nearest(points[left], points[left][far], least)
        yield left[near]
        left = np.delete(left, near)
    yield left


def _farthest(points: Floats, start: Floats) -> int:
    return int(_distance(points, start).argmax())


def _nearest(points: Floats, start: Floats, count: int) -> Ints:
    return np.argsort(_distance(points, start), kind="stable")[:count]


def _distance(points: Floats, start: Floats) -> Floats:
    return np.asarray(np.round(((points - start) ** 2).sum(axis=1), 9))


def _laid_out(found: list[_Cluster], per_dot: int) -> tuple[tuple[Dot, ...], int, int, int]:
    if not found:
        return (), 0, 0, per_dot
    found.sort()
    centres = np.array([(x, y) for x, y, *_ in found])
    middle = (centres.max(axis=0) + centres.min(axis=0)) / 2
    reach = np.maximum((centres.max(axis=0) - centres.min(axis=0)) / 2, 1e-9)
    scale = min((WIDE / 2 - EDGE - 2 * APART) / reach[0], (HIGH / 2 - EDGE - APART) / reach[1])
    at = (centres - middle) * [scale, -scale]
    taken: dict[tuple[int, int], tuple[int, int]] = {}
    for (x, y), (_, _, block, group, count) in zip(at.tolist(), found, strict=True):
        for _ in range(count):
            taken[_free(x, y, taken)] = (block, group)
    spots = np.array(list(taken))
    low, high = spots.min(axis=0), spots.max(axis=0)
    shift_x, shift_y = EDGE - int(low[0]), EDGE - int(low[1])
    dots = [Dot(x + shift_x, y + shift_y, *whose) for (x, y), whose in taken.items()]
    dots.sort(key=lambda d: (d.x, d.y))
    wide, tall = int(high[0] - low[0]) + 2 * EDGE, int(high[1] - low[1]) + 2 * EDGE
    return tuple(dots), wide, tall, per_dot


def _free(x: float, y: float, taken: dict[tuple[int, int], tuple[int, int]]) -> tuple[int, int]:
    """Return the nearest free node of a grid of staggered rows."""
    row_high = APART * 7 // 8
    row, ring = round(y / row_high), 0
    best: tuple[float, tuple[int, int]] | None = None
    while best is None or ring * row_high <= best[0] ** 0.5 + APART:
        for r in {row - ring, row + ring}:
            offset = APART // 2 if r % 2 else 0
            column = round((x - offset) / APART)
            for side in range(ring + 2):
                for c in {column - side, column + side}:
                    spot = (c * APART + offset, r * row_high)
                    if spot not in taken:
                        away = (spot[0] - x) ** 2 + (spot[1] - y) ** 2
                        best = min(best or (away, spot), (away, spot))
        ring += 1
    return best[1]
