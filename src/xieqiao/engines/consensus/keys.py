"""An order and a chance that depend on the votes alone, never on names or on their order.

Each statement and person gets a 64-bit key out of what was voted (colour refinement as of
Weisfeiler & Leman 1968): a statement's first key out of its counts, a person's out of the keys of
the statements voted on, then the statements' out of their voters', and once more. Whoever bears
another name keeps the key. Twins (equal keys) are told apart by a running number; it does not
matter which of them gets which. Fits run in the order of keys and every random choice is a hash
of keys, so that a consultation gives the same figures under any names and in any order.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from xieqiao.engines.consensus.arrays import Codes, Floats, Ints, Keys, Signs
from xieqiao.engines.consensus.crossing import Crossing

# More votes than this get one round: their keys differ anyway, and a round costs a second.
_MANY = 2_000_000
_MOST_MARKS = 200


def mixed(value: Keys) -> Keys:
    """Scramble 64-bit numbers (the finaliser of SplitMix64; Steele, Lea & Flood 2014)."""
    x = value + np.uint64(0x9E3779B97F4A7C15)
    x = (x ^ (x >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    x = (x ^ (x >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return np.asarray(x ^ (x >> np.uint64(31)))


@dataclass(frozen=True)
class Order:
    """The canonical order. people[k]: number of the person at place k; keys in that order."""

    people: Ints
    statements: Ints
    person_key: Keys
    statement_key: Keys


def order(votes: Crossing) -> Order:
    """Return the order of people and statements that their votes give."""
    cell = mixed((votes.vote.astype(np.int64) + 2).astype(np.uint64))
    statement = np.zeros(votes.statements, np.uint64)
    for sign in (-1, 0, 1):
        count = np.bincount(votes.statement, votes.vote == sign, minlength=votes.statements)
        statement = mixed(statement + count.astype(np.uint64))
    person = np.zeros(votes.people, np.uint64)
    rounds = 1 if len(cell) > _MANY else 2
    person, statement = _refined(votes, cell, person, statement, rounds)
    if len(cell) <= _MANY:
        person, statement = _without_ties(votes, cell, person, statement)
    people, person_key = _apart(person)
    statements, statement_key = _apart(statement)
    return Order(people, statements, person_key, statement_key)


def _refined(
    votes: Crossing, cell: Keys, person: Keys, statement: Keys, rounds: int
) -> tuple[Keys, Keys]:
    """Return keys that also tell what the neighbours' keys tell."""
    for _ in range(rounds):
        seen = _summed(mixed(statement[votes.places] + cell), votes.person, votes.people)
        person = mixed(person + seen)
        voters = np.repeat(person, votes.seen)
        seen = _summed(mixed(voters + cell), votes.statement, votes.statements)
        statement = mixed(statement + seen)
    return person, statement


def _without_ties(votes: Crossing, cell: Keys, person: Keys, statement: Keys) -> tuple[Keys, Keys]:
    """Return keys in which only those are equal whose votes are equal one by one.

    Equal keys with other votes come from symmetry: one of them, whichever, is marked, and the
    marking spreads, until none is left (individualisation and refinement: McKay 1981).
    """
    rows = row_keys(votes)
    place = np.repeat(np.arange(votes.people), votes.seen)
    columns = _summed(
        mixed((place * 3 + votes.vote + 1).astype(np.uint64)), votes.statement, votes.statements
    )
    for _ in range(_MOST_MARKS):
        for key, told in ((person, rows), (statement, columns)):
            tied = _first_tied(key, told)
            if tied >= 0:
                key[tied] = mixed(key[tied : tied + 1] + np.uint64(1))[0]
                person, statement = _refined(votes, cell, person, statement, 3)
                break
        else:
            break
    return person, statement


def _first_tied(key: Keys, told: Keys) -> int:
    """Return the first of those with the least key that stands for different votes, else −1."""
    if len(key) < 2:
        return -1
    sequence = np.lexsort((told, key))
    tied = (key[sequence[1:]] == key[sequence[:-1]]) & (told[sequence[1:]] != told[sequence[:-1]])
    if not tied.any():
        return -1
    least = key[sequence[1:]][tied].min()
    return int(np.flatnonzero(key == least)[0])


def _summed(value: Keys, place: Codes, size: int) -> Keys:
    """Add up 64-bit numbers by place, without regard to order (exact: halves below 2⁵³)."""
    low = np.bincount(place, weights=value & np.uint64(0xFFFFFFFF), minlength=size)
    high = np.bincount(place, weights=value >> np.uint64(32), minlength=size)
    return mixed(mixed(low.astype(np.uint64)) + high.astype(np.uint64))


def _apart(key: Keys) -> tuple[Ints, Keys]:
    """Return the numbers in order of key, and the keys in that order with twins told apart."""
    places = np.argsort(key, kind="stable")
    ordered = key[places]
    first = np.flatnonzero(np.concatenate([[True], ordered[1:] != ordered[:-1]]))
    sizes = np.diff(np.append(first, len(ordered)))
    running = np.arange(len(ordered)) - np.repeat(first, sizes)
    return places, mixed(ordered + running.astype(np.uint64))


def row_keys(votes: Crossing) -> Keys:
    """Return a key for each person, equal for those whose votes are all equal, shape (n,)."""
    cell = mixed((votes.places * 3 + votes.vote + 1).astype(np.uint64))
    return _summed(cell, votes.person, votes.people)


def in_order(votes: Crossing, found: Order) -> Crossing:
    """Return the votes with people and statements numbered by their place in the order."""
    person = np.empty(votes.people, np.int64)
    person[found.people] = np.arange(votes.people)
    statement = np.empty(votes.statements, np.int64)
    statement[found.statements] = np.arange(votes.statements)
    return sorted_crossing(
        person[votes.person], statement[votes.statement], votes.vote, votes.people, votes.statements
    )


def sorted_crossing(
    person: Ints, statement: Ints, vote: Signs, people: int, statements: int
) -> Crossing:
    """Return a crossing of votes that come in any order, each pair once."""
    sequence = np.argsort(person * statements + statement, kind="stable")
    return Crossing(
        person[sequence].astype(np.int32),
        statement[sequence].astype(np.int32),
        vote[sequence],
        people,
        statements,
    )


def chance(keys: Keys, purpose: int) -> Floats:
    """Return a number in [0, 1) for each key; another purpose gives others, independent of it."""
    salt = mixed(np.array([purpose], np.uint64))
    return np.asarray((mixed(keys ^ salt) >> np.uint64(11)) * (1.0 / (1 << 53)))


def pair_keys(votes: Crossing, found: Order) -> Keys:
    """Return a key for each vote of a crossing that is in the order, shape (N,)."""
    return mixed(found.person_key[votes.person] + mixed(found.statement_key)[votes.statement])
