"""The sums over votes that a fit needs, in one pass over the votes each.

For a vote y of person i on statement j, with z the part of the logits that is about to be refitted,
p the expected contrasts and W their information, the normal equations gather W and y − p + W·z.

With `caution` from 0 to 1, W is mixed with its upper bound ½ I (Böhning 1992): at 1 a step can
never overshoot, at 0 it is Newton's.

Arrays: `starts` (n + 1,), `statement` and `vote` (N,) as in a crossing; `who` and `load` as in
`rows`. A symmetric matrix is held as its lower triangle, row by row.
"""

from __future__ import annotations

import numpy as np

from xieqiao.engines.consensus.arrays import Codes, Floats, Ints, Signs, Singles
from xieqiao.engines.consensus.compiled import compiled
from xieqiao.engines.consensus.inverses import TOGETHER, invert
from xieqiao.engines.consensus.rows import pulled, room


@compiled
def refit_people(
    starts: Ints, statement: Codes, vote: Signs, who: Singles, load: Singles, weigh: Singles,
    lead: Singles, prior: Floats, caution: float, mean: Floats, covariance: Floats,
) -> None:  # fmt: skip
    """Write everybody's new mean (2 + r, n) and covariance (2 + r, 2 + r, n), statements held.

    weigh: (m, 3, K), what W (00, 01, 11) of a vote on the statement adds to the precision: to
    that of a (00, 01, 11), then between a₀ and u, a₁ and u, then to the triangle of u, which is
    E[V_sᵀ V_t]. lead: (m, 2, 2 + r), what its working responses add to the right side. prior: the
    precision of (a, u) before any vote.
    """
    n, size = who.shape
    part, right = np.empty((size, size, TOGETHER)), np.empty((size, TOGETHER))
    squares, sums = np.empty(weigh.shape[2], np.float32), np.empty(size, np.float32)
    space = room(starts)
    for begin in range(0, n, TOGETHER):
        end = min(begin + TOGETHER, n)
        _begun(prior, part, right)
        pull = pulled(starts, statement, vote, begin, end, who, load, True, caution, space)
        for i in range(begin, end):
            _gathered(
                statement, starts[i], starts[i + 1], pull, starts[i] - starts[begin], weigh, lead,
                squares, sums,
            )  # fmt: skip
            _unpacked(squares, sums, part, right, i - begin)
        invert(part)
        for a in range(size):
            for i in range(begin, end):
                mean[a, i] = 0.0
            for b in range(size):
                for i in range(begin, end):
                    mean[a, i] += part[a, b, i - begin] * right[b, i - begin]
                    covariance[a, b, i] = part[a, b, i - begin]


@compiled
def _begun(prior: Floats, part: Floats, right: Floats) -> None:
    """Set the equations of some people to what is known before any vote."""
    size = len(prior)
    for a in range(size):
        for k in range(TOGETHER):
            right[a, k] = 0.0
        for b in range(size):
            for k in range(TOGETHER):
                part[a, b, k] = prior[a, b]


@compiled
def _gathered(
    statement: Codes, begin: int, end: int, pull: Singles, place: int, weigh: Singles,
    lead: Singles, squares: Singles, sums: Singles,
) -> None:  # fmt: skip
    """Add up one person's votes, in `pull` from a place on: packed precision and right side."""
    for d in range(len(squares)):
        squares[d] = 0
    for d in range(len(sums)):
        sums[d] = 0
    for t in range(begin, end):
        j, k = statement[t], place + t - begin
        a, b, c, p, q = pull[0, k], pull[1, k], pull[2, k], pull[3, k], pull[4, k]
        for d in range(len(squares)):
            squares[d] += a * weigh[j, 0, d] + b * weigh[j, 1, d] + c * weigh[j, 2, d]
        for d in range(len(sums)):
            sums[d] += p * lead[j, 0, d] + q * lead[j, 1, d]


@compiled
def _unpacked(squares: Singles, sums: Singles, part: Floats, right: Floats, k: int) -> None:
    """Add one person's sums to the k-th of the equations that are solved together."""
    rank = len(sums) - 2
    part[0, 0, k] += squares[0]
    part[0, 1, k] += squares[1]
    part[1, 0, k] += squares[1]
    part[1, 1, k] += squares[2]
    for d in range(len(sums)):
        right[d, k] += sums[d]
    place = 3
    for s in range(2):
        for d in range(2, 2 + rank):
            part[s, d, k] += squares[place]
            part[d, s, k] += squares[place]
            place += 1
    for d in range(2, 2 + rank):
        for e in range(2, d):
            part[d, e, k] += squares[place]
            part[e, d, k] += squares[place]
            place += 1
        part[d, d, k] += squares[place]
        place += 1


@compiled
def statements_sums(
    starts: Ints, statement: Codes, vote: Signs, who: Singles, load: Singles, spread: Singles,
    caution: float, precision: Singles, right: Singles,
) -> None:  # fmt: skip
    """Add up each statement's normal equations, people held, without the prior.

    spread: (n, r (r + 1)/2), the covariance of u. precision: (m, 3, K), over (1, u) × (1, u), for
    the contrasts 00, 01, 11. right: (m, 2, 1 + r), over (1, u).
    """
    square = np.empty(precision.shape[2], np.float32)
    factor = np.ones(right.shape[2], np.float32)
    space = room(starts)
    for first in range(0, len(who), TOGETHER):
        last = min(first + TOGETHER, len(who))
        pull = pulled(starts, statement, vote, first, last, who, load, False, caution, space)
        for i in range(first, last):
            _squared(who, spread, i, factor, square)
            for t in range(starts[i], starts[i + 1]):
                j, k = statement[t], t - starts[first]
                a, b, c, p, q = pull[0, k], pull[1, k], pull[2, k], pull[3, k], pull[4, k]
                for d in range(len(square)):
                    precision[j, 0, d] += a * square[d]
                    precision[j, 1, d] += b * square[d]
                    precision[j, 2, d] += c * square[d]
                for d in range(len(factor)):
                    right[j, 0, d] += p * factor[d]
                    right[j, 1, d] += q * factor[d]


@compiled
def _squared(who: Singles, spread: Singles, i: int, factor: Singles, square: Singles) -> None:
    """Write a person's (1, u), and the triangle of E[(1, u)ᵀ (1, u)]."""
    for d in range(1, len(factor)):
        factor[d] = who[i, 1 + d]
    place = 0
    for d in range(len(factor)):
        square[place] = factor[d]
        for e in range(1, d + 1):
            square[place + e] = factor[d] * factor[e] + spread[i, place + e - d - 1]
        place += d + 1
