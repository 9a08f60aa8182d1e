"""Small problems drawn by hypothesis, with every kind of rule."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from hypothesis import strategies as st

from xieqiao.engines.matching import Limit, Need, Person, Problem, Scores, of
from xieqiao.engines.matching.arrays import SCALE


@dataclass(frozen=True)
class Made:
    """A problem with its gains: shape (n, m), millionths, −1 for who does not fit."""

    problem: Problem
    gain: np.ndarray

    @property
    def scores(self) -> Scores:
        need, person = np.nonzero(self.gain >= 0)
        return Scores(need, person, self.gain[need, person] / SCALE)

    def block(self, needs: np.ndarray) -> np.ndarray:
        return np.where(self.gain[needs] >= 0, self.gain[needs] / SCALE, -np.inf)


@st.composite
def problems(draw: st.DrawFn, *, teams: bool = False, most_pairs: int = 12) -> Made:
    m = draw(st.integers(1, 5))
    n = draw(st.integers(1, min(4, max(most_pairs // m, 1))))
    needs = []
    for i in range(n):
        least = draw(st.integers(0, 2))
        needs.append(Need(f"n{i}", least, least + draw(st.integers(0, 2)),
                          teams and draw(st.booleans())))  # fmt: skip
    people = [
        Person(f"p{j}", draw(st.sampled_from(["", "x", "y"])), draw(st.integers(0, 2)))
        for j in range(m)
    ]
    limits = {}
    for body in draw(st.sets(st.sampled_from(["x", "y"]))):
        floor = draw(st.integers(0, 2))
        limits[body] = Limit(floor, draw(st.none() | st.integers(0, 3)))
    pair = st.tuples(
        st.sampled_from([need.name for need in needs]), st.sampled_from([p.name for p in people])
    )
    some = st.lists(pair, max_size=2, unique=True)
    rare: st.SearchStrategy[list[tuple[str, str]]] = st.one_of(st.just([]), some)
    together: list[list[str]] = []
    if teams and m > 1:
        size = draw(st.integers(2, min(m, 3)))
        together = [[f"p{j}" for j in range(size)]]
    problem = of(needs, people, limits=limits, locked=draw(rare), told=draw(rare),
                 banned=draw(rare), teams=together)  # fmt: skip
    score = st.one_of(st.just(-1), st.integers(0, 4).map(lambda v: v * SCALE // 4),
                      st.integers(0, SCALE))  # fmt: skip
    gain = np.array(draw(st.lists(score, min_size=n * m, max_size=n * m)), np.int64).reshape(n, m)
    return Made(problem, gain)
