"""Instances drawn at random, with topics as real needs and people have."""

from __future__ import annotations

import numpy as np

from xieqiao.engines.matching import Need, Person, Problem, Scores, of

TOPICS = 20


def affinities(needs: int, people: int, seed: int = 0) -> np.ndarray:
    """The cosines of topics, shape (needs, people), from 0 to 1."""
    rng = np.random.default_rng(seed)
    left = rng.dirichlet(np.full(TOPICS, 0.3), needs)
    right = rng.dirichlet(np.full(TOPICS, 0.3), people)
    left /= np.linalg.norm(left, axis=1, keepdims=True)
    right /= np.linalg.norm(right, axis=1, keepdims=True)
    return (left @ right.T).clip(0, 1)


def plain(needs: int, people: int, *, least: int = 0, teams: int = 0) -> Problem:
    """Each need wants two people at most, each person takes two needs; some go in threes."""
    return of(
        [Need(f"n{i}", least, 2 if not teams else 4) for i in range(needs)],
        [Person(f"p{j}", f"b{j % 20}", 2) for j in range(people)],
        teams=[[f"p{3 * t}", f"p{3 * t + 1}", f"p{3 * t + 2}"] for t in range(teams)],
    )


def everything(score: np.ndarray) -> Scores:
    """All pairs of a dense table."""
    need, person = np.divmod(np.arange(score.size), score.shape[1])
    return Scores(need, person, score.ravel())


def sparse(needs: int, people: int, each: int = 30, seed: int = 0) -> Scores:
    """So many pairs of each need; whoever is good at something is so for many."""
    rng = np.random.default_rng(seed)
    need = np.repeat(np.arange(needs, dtype=np.int64), each)
    person = (people * rng.random(len(need)) ** 1.3).astype(np.int64)
    key = np.unique(need * people + person)
    need, person = key // people, key % people
    score = 0.5 * rng.random(len(key)) + 0.5 * rng.random(people)[person]
    return Scores(need, person, score)


def bodied(needs: int, people: int, bodies: int, *, least: int, floor: int, cap: int) -> Problem:
    """The same with bodies of equal limits, made of arrays."""
    return Problem(
        tuple(f"n{i}" for i in range(needs)),
        tuple(f"p{j}" for j in range(people)),
        tuple(f"b{k}" for k in range(bodies)),
        least=np.full(needs, least),
        most=np.full(needs, 2),
        capacity=np.full(people, 2),
        body=np.random.default_rng(1).permutation(people) % bodies,
        floor=np.full(bodies, floor),
        cap=np.full(bodies, cap),
    )
