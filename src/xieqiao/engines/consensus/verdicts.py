"""What the shares say of each statement: held in common, different, undecided, or divided."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from scipy.special import ndtr

from xieqiao.engines.consensus.arrays import Flags, Floats, Ints
from xieqiao.engines.consensus.shares import Shares, interval

# An interval wider than this says that too few voted to tell.
WIDE = 0.3
# Of the differences reported so many at most are expected to be chance (Benjamini & Hochberg 1995).
FALSE_DISCOVERIES = 0.05
_DISAGREE, _PASS, _AGREE = 0, 1, 2


@dataclass(frozen=True)
class Verdicts:
    """A word for each of m statements, and the figures that it follows from.

    verdict: `agreed` or `rejected` (more than half of every delegation, the whole interval),
    `different` (delegations differ beyond chance), `undecided` (too few voted to tell), `divided`.
    bridging, bridging_against: (m,), the lowest bound over delegations of the share that agrees,
    or disagrees. common: (m, 3), the mean share with every delegation counting alike, and its low
    and high bound in common_low, common_high. gap: (m,), the largest difference in agreement
    between two delegations; gap_error: its standard error; gap_pair: (m, 2), which two.
    """

    verdict: tuple[str, ...]
    bridging: Floats
    bridging_against: Floats
    common: Floats
    common_low: Floats
    common_high: Floats
    gap: Floats
    gap_error: Floats
    gap_pair: Ints


def judge(found: Shares) -> Verdicts:
    """Return the verdicts from the shares of one or more delegations."""
    agree, against = found.low[:, :, _AGREE].min(axis=0), found.low[:, :, _DISAGREE].min(axis=0)
    common = found.share.mean(axis=0)
    low, high = interval(common, found.variance.sum(axis=0) / len(found.names) ** 2)
    gap, error, pair = _largest_gap(found)
    figures = Verdicts((), agree, against, common, low, high, gap, error, pair)
    return replace(figures, verdict=worded(found, figures))


def worded(found: Shares, figures: Verdicts) -> tuple[str, ...]:
    """Return the word for each statement that its figures lead to."""
    beyond = discoveries(figures.gap, figures.gap_error, len(found.names))
    wide = (found.high - found.low)[:, :, _AGREE].max(axis=0) > WIDE
    words = np.where(wide, "undecided", "divided").astype(object)
    words[beyond] = "different"
    words[figures.bridging_against > 0.5] = "rejected"
    words[figures.bridging > 0.5] = "agreed"
    return tuple(words.tolist())


def _largest_gap(found: Shares) -> tuple[Floats, Floats, Ints]:
    share, variance = found.share[:, :, _AGREE], found.variance[:, :, _AGREE]
    top, bottom = share.argmax(axis=0), share.argmin(axis=0)
    column = np.arange(share.shape[1])
    gap = share[top, column] - share[bottom, column]
    error = np.sqrt(variance[top, column] + variance[bottom, column])
    return gap, error, np.stack([top, bottom], axis=1)


def discoveries(gap: Floats, error: Floats, delegations: int) -> Flags:
    """Return which gaps are beyond chance, allowing for the number of pairs and of statements."""
    pairs = max(delegations * (delegations - 1) / 2, 1)
    chance = np.minimum(2 * ndtr(-gap / np.maximum(error, 1e-9)) * pairs, 1.0)
    if delegations < 2:
        return np.zeros(len(gap), bool)
    sequence = np.argsort(chance, kind="stable")
    limit = FALSE_DISCOVERIES * (np.arange(len(chance)) + 1) / len(chance)
    passing = np.flatnonzero(chance[sequence] <= limit)
    beyond = np.zeros(len(chance), bool)
    if len(passing):
        beyond[sequence[: passing[-1] + 1]] = True
    return beyond


def votes_wanted(found: Shares) -> Ints:
    """Return about how many more votes each delegation needs for a narrow interval, (D, m)."""
    width = (found.high - found.low)[:, :, _AGREE]
    voted = found.counts.sum(axis=2)
    wanted = np.ceil((voted + 1) * ((width / WIDE) ** 2 - 1))
    room = np.maximum(found.people[:, None] - voted, 0)
    return np.asarray(np.clip(wanted, 0, room).astype(np.int64))
