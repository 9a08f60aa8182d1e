"""The likelihood of a few people's votes, all of them at once.

Written out in single precision, so that the processor works on many votes in one instruction.
Formulas as in `softmax`. `who` (n, 2 + r) holds (a, u) of each person; `load` (m, 2, 1 + r) holds
(b, V) of each statement for either contrast; the votes are those of the people `first` to `last`,
the last not included.
"""

from __future__ import annotations

import numpy as np

from xieqiao.engines.consensus.arrays import Codes, Floats, Ints, Signs, Singles
from xieqiao.engines.consensus.compiled import compiled
from xieqiao.engines.consensus.inverses import TOGETHER

_1, _2, _3, _HALF, _SIXTH = (np.float32(x) for x in (1, 2, 3, 0.5, 1 / 6))
_ROOT2, _ROOT6 = np.float32(1 / np.sqrt(2)), np.float32(1 / np.sqrt(6))
_FAR = np.float32(40)
# exp(x) = 2ⁿ e^r with |r| ≤ ½ ln 2, and e^r by a polynomial (Cephes' expf; Moshier 1992).
_PER_LN2, _LN2_HIGH, _LN2_LOW = (
    np.float32(x) for x in (1.44269504088896341, 0.693359375, -2.12194440e-4)
)
_E5, _E4, _E3, _E2, _E1, _E0 = (
    np.float32(x)
    for x in (1.9875691500e-4, 1.3981999507e-3, 8.3334519073e-3, 4.1665795894e-2,
              1.6666665459e-1, 5.0000001201e-1)
)  # fmt: skip
_BIAS, _MANTISSA = np.int32(127), np.int32(23)


@compiled
def _exponentials(x: Singles, count: int, bits: Ints, scale: Singles) -> None:
    """Write eˣ in place of the first `count` numbers x; scale is bits seen as singles.

    Written out, so that the processor does many at once.
    """
    for t in range(count):
        y = min(max(x[t], -_FAR), _FAR)
        n = np.floor(y * _PER_LN2 + _HALF)
        r = y - n * _LN2_HIGH - n * _LN2_LOW
        e = ((((_E5 * r + _E4) * r + _E3) * r + _E2) * r + _E1) * r + _E0
        x[t] = e * r * r + r + _1
        bits[t] = (np.int32(n) + _BIAS) << _MANTISSA
    for t in range(count):
        x[t] *= scale[t]


@compiled
def _products(
    statement: Codes, begin: int, end: int, who: Singles, i: int, load: Singles, row: Singles,
    place: int,
) -> None:  # fmt: skip
    """Write V·u of one person's votes into row[0] and row[1], from a place on."""
    for t in range(begin, end):
        j = statement[t]
        first, second = np.float32(0), np.float32(0)
        for d in range(1, load.shape[2]):
            first += load[j, 0, d] * who[i, 1 + d]
            second += load[j, 1, d] * who[i, 1 + d]
        row[0, place + t - begin], row[1, place + t - begin] = first, second


@compiled
def _chances(row: Singles, count: int, bits: Ints, scale: Singles) -> None:
    """Put p(agree) and p(pass) in place of position and reserve in row[0] and row[1]."""
    for t in range(count):
        common, half = -_3 * _ROOT6 * row[1, t], row[0, t] * _ROOT2
        row[0, t] = common + half
        row[1, t] = common - half
    _exponentials(row[0], count, bits, scale)
    _exponentials(row[1], count, bits, scale)
    for t in range(count):
        passed = _1 / (_1 + row[0, t] + row[1, t])
        row[0, t] *= passed
        row[1, t] = passed


@compiled
def room(starts: Ints) -> tuple[Singles, Singles, Singles, Ints]:
    """Return room for what `pulled` reckons of TOGETHER people."""
    most = 0
    for first in range(0, len(starts) - 1, TOGETHER):
        most = max(most, starts[min(first + TOGETHER, len(starts) - 1)] - starts[first])
    part, chance = np.empty((2, most), np.float32), np.empty((2, most), np.float32)
    return part, chance, np.empty((5, most), np.float32), np.empty(most, np.int32)


@compiled
def pulled(
    starts: Ints, statement: Codes, vote: Signs, first: int, last: int, who: Singles,
    load: Singles, of_people: bool, caution: float,
    space: tuple[Singles, Singles, Singles, Ints],
) -> Singles:  # fmt: skip
    """Return W (00, 01, 11) and y − p + W·z of these people's votes, five rows.

    z is the part of the logits that is about to be refitted: a + V·u, or of statements b + V·u.
    """
    part, chance, pull, bits = space
    begin, count = starts[first], starts[last] - starts[first]
    for i in range(first, last):
        _products(statement, starts[i], starts[i + 1], who, i, load, part, starts[i] - begin)
        for c in range(2):
            for t in range(starts[i], starts[i + 1]):
                own, other = who[i, c], load[statement[t], c, 0]
                chance[c, t - begin] = part[c, t - begin] + own + other
                part[c, t - begin] += own if of_people else other
    _chances(chance, count, bits, bits.view(np.float32))
    less, bound = np.float32(1 - caution), np.float32(0.5 * caution)
    for t in range(count):
        agree, passed = chance[0, t], chance[1, t]
        mean_0 = (_2 * agree + passed - _1) * _ROOT2
        mean_1 = (_3 * passed - _1) * _ROOT6
        w00 = less * ((_1 - passed) * _HALF - mean_0 * mean_0) + bound
        w01 = -less * mean_0 * (_ROOT6 + mean_1)
        w11 = less * ((_1 + _3 * passed) * _SIXTH - mean_1 * mean_1) + bound
        given = np.float32(vote[begin + t])
        pull[0, t], pull[1, t], pull[2, t] = w00, w01, w11
        pull[3, t] = given * _ROOT2 - mean_0 + w00 * part[0, t] + w01 * part[1, t]
        pull[4, t] = (
            (_2 - _3 * given * given) * _ROOT6 - mean_1 + w01 * part[0, t] + w11 * part[1, t]
        )
    return pull


@compiled
def expectations(
    starts: Ints, statement: Codes, who: Singles, load: Singles, agree: Singles, passed: Singles
) -> None:
    """Write p(agree) and p(pass) of each vote, shape (N,)."""
    _, row, _, bits = room(starts)
    for first in range(0, len(who), TOGETHER):
        last = min(first + TOGETHER, len(who))
        begin = starts[first]
        for i in range(first, last):
            _products(statement, starts[i], starts[i + 1], who, i, load, row, starts[i] - begin)
            for t in range(starts[i], starts[i + 1]):
                row[0, t - begin] += who[i, 0] + load[statement[t], 0, 0]
                row[1, t - begin] += who[i, 1] + load[statement[t], 1, 0]
        _chances(row, starts[last] - begin, bits, bits.view(np.float32))
        for t in range(starts[last] - begin):
            agree[begin + t], passed[begin + t] = row[0, t], row[1, t]


@compiled
def expected_totals(members: Ints, who: Singles, load: Singles, total: Floats) -> None:
    """Add these people's p(disagree), p(pass), p(agree) on every statement to total (m, 3)."""
    m = len(load)
    row, bits = np.empty((2, m), np.float32), np.empty(m, np.int32)
    everything = np.arange(m).astype(np.int32)
    for i in members:
        _products(everything, 0, m, who, i, load, row, 0)
        for j in range(m):
            row[0, j] += who[i, 0] + load[j, 0, 0]
            row[1, j] += who[i, 1] + load[j, 1, 0]
        _chances(row, m, bits, bits.view(np.float32))
        for j in range(m):
            total[j, 1] += row[1, j]
            total[j, 2] += row[0, j]
    for j in range(m):
        total[j, 0] = len(members) - total[j, 1] - total[j, 2]
