"""Which statement to show a person next.

The vote that tells most: with W the information of a vote and C what is unknown of its logits,
½ log det(I + W C) nats are expected (Lindley 1956; MacKay 1992, *Information-based objective
functions*). C holds what is unknown of the person and of the statement, so new statements come up
by themselves. A part of all showings is kept for statements that few saw yet, and for those that
only a minority holds, so that neither starves.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from xieqiao.engines.consensus.arrays import Flags, Floats, Ints
from xieqiao.engines.consensus.keys import chance, mixed
from xieqiao.engines.consensus.model import Model
from xieqiao.engines.consensus.predicting import logit_covariance
from xieqiao.engines.consensus.softmax import agree_and_pass, expectation, information

# This part of the showings is for statements below the floor and for those of minorities.
KEPT = 0.25
# A statement is below the floor until so many saw it, or this part of the people.
FLOOR = 10
FLOOR_PART = 0.1
# A minority's statement: fewer than this part agree, among those who voted.
MINORITY = 1 / 3


@dataclass(frozen=True)
class Next:
    """The statement to show (its place), what it is expected to tell in nats, and why it is it.

    why: `telling`, `new` (below the floor of exposure) or `minority`. None of all is left: −1.
    """

    statement: int
    gain: float
    why: str


def expected_gain(model: Model, person: int, statements: Ints) -> Floats:
    """Return what a vote of a person on these statements is expected to tell, in nats."""
    who = np.full(len(statements), person, np.int32)
    what = np.asarray(statements, np.int32)
    agree, passed = agree_and_pass(*model.logits(who, what))
    a, b, d = information(*expectation(agree, passed), passed)
    c = logit_covariance(model, who, what)
    x, y, z = c.T
    trace = a * x + 2 * b * y + d * z
    product = (a * d - b * b) * (x * z - y * y)
    return np.asarray(0.5 * np.log(np.maximum(1 + trace + product, 1.0)))


def next_statement(
    model: Model, counts: Ints, person: int, open_to: Flags, shown: int, seed: int = 0
) -> Next:
    """Return the next statement for a person.

    counts: (m, 3), all votes so far (disagree, pass, agree). open_to: (m,), those neither seen by
    the person nor hidden. shown: how many the person has seen. The same seed, person and number
    give the same answer.
    """
    choices = np.flatnonzero(open_to)
    if not len(choices):
        return Next(-1, 0.0, "telling")
    gain = expected_gain(model, person, choices)
    seen = counts.sum(axis=1)
    draw = np.array([[seed], [person], [shown]], np.int64).astype(np.uint64)
    key = mixed(mixed(mixed(draw[0]) + draw[1]) + draw[2])
    if chance(key, 11)[0] < KEPT:
        below = seen[choices] < max(FLOOR, FLOOR_PART * model.person.shape[1])
        few = counts[choices, 2] < MINORITY * np.maximum(seen[choices], 1)
        kept = [("new", below), ("minority", few & ~below)]
        for why, inside in kept if chance(key, 12)[0] < 0.5 else kept[::-1]:
            if inside.any():
                place = np.flatnonzero(inside)
                fewest = place[seen[choices[place]] == seen[choices[place]].min()]
                best = fewest[int(gain[fewest].argmax())]
                return Next(int(choices[best]), float(gain[best]), why)
    best = int(gain.argmax())
    return Next(int(choices[best]), float(gain[best]), "telling")
