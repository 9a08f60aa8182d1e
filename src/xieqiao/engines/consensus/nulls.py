"""What groups look like where there are none.

Two made-up consultations stand beside the real one. In the *shuffled* one each statement keeps
its votes, dealt anew to those who voted on it: nobody has an opinion of their own. The first axis
must be stronger than there (parallel analysis: Horn 1965; Buja & Eyuboglu 1992). In the *cloud*
everybody has an opinion of their own but there are no camps: places are drawn from one Gaussian
with the spread of the real ones. Groups must be clearer than there (SigClust: Liu, Hayes, Nobel &
Marron 2008, JASA 103).
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from xieqiao.engines.consensus.arrays import Floats, Keys
from xieqiao.engines.consensus.crossing import Crossing, side_by_side
from xieqiao.engines.consensus.fitting import block, fit, some_people
from xieqiao.engines.consensus.keys import chance, mixed, places
from xieqiao.engines.consensus.kmeans import ladder
from xieqiao.engines.consensus.model import Model
from xieqiao.engines.consensus.positions import weights

CLOUDS = 19
SHUFFLES = 9
# Made-up consultations are at most so large; the comparison needs no more.
_PEOPLE = 300
_VOTES = 6_000


@dataclass(frozen=True)
class Null:
    """What made-up consultations show.

    cloud: silhouettes for K = 2, 3, …, shape (CLOUDS, K − 1). shuffled: the strength of the first
    axis, in logits, shape (SHUFFLES,).
    """

    cloud: Floats
    shuffled: Floats

    def clearer(self, silhouettes: Floats) -> Floats:
        """Return by how many standard deviations silhouettes exceed those of the clouds."""
        cloud = self.cloud[:, : len(silhouettes)]
        spread = np.maximum(cloud.std(axis=0, ddof=1), 1e-3)
        return np.asarray((silhouettes - cloud.mean(axis=0)) / spread)


def strength(model: Model) -> float:
    """Return how strong the first axis is: its root mean square loading, in logits."""
    return float(weights(model)[0])


def cloud_silhouettes(places: Floats, most: int) -> Floats:
    """Return silhouettes of Gaussian clouds with the spread of `places` (n, r): (CLOUDS, K − 1)."""
    size = min(len(places), _PEOPLE)
    value = np.linalg.eigvalsh(np.atleast_2d(np.cov(places.T)))
    drawn = _normal(CLOUDS * size * places.shape[1]).reshape(CLOUDS, size, -1)
    points = drawn * np.sqrt(np.maximum(value, 0.0))
    return np.stack([ladder(cloud, most)[1] for cloud in points])


def shuffled_strengths(votes: Crossing, keys: Keys) -> Floats:
    """Return the strength of the first axis of shuffled consultations, shape (SHUFFLES,).

    keys: one for each person.
    """
    part = some_people(votes, keys, _VOTES, purpose=3)
    parts = [_dealt(part, purpose=100 + number) for number in range(SHUFFLES)]
    model = fit(side_by_side(parts), 1)
    return np.array([strength(block(model, number, SHUFFLES)) for number in range(SHUFFLES)])


def _dealt(votes: Crossing, purpose: int) -> Crossing:
    """Return the votes with those of each statement dealt anew among its voters."""
    number = np.arange(len(votes.vote), dtype=np.uint64)
    luck = chance(mixed(number), purpose)
    dealt = places(votes.statement, np.argsort(luck, kind="stable"), votes.statements)
    vote = np.empty_like(votes.vote)
    vote[places(votes.statement, np.arange(len(luck)), votes.statements)] = votes.vote[dealt]
    return replace(votes, vote=vote)


def _normal(count: int) -> Floats:
    """Return standard normal numbers, always the same (Box & Muller 1958)."""
    number = mixed(np.arange(count, dtype=np.uint64))
    first, second = 1 - chance(number, 7), chance(number, 8)
    return np.asarray(np.sqrt(-2 * np.log(first)) * np.cos(2 * np.pi * second))
