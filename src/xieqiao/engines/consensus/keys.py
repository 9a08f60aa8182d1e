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
from xieqiao.engines.consensus.compiled import compiled
from xieqiao.engines.consensus.crossing import Crossing

# More votes than this get one round: their keys differ anyway, and a round costs a second.
_MANY = 2_000_000
_MOST_MARKS = 200


@compiled
def mixed_one(value: np.uint64) -> np.uint64:
    """Scramble a 64-bit number (the finaliser of SplitMix64; Steele, Lea & Flood 2014)."""
    x = value + np.uint64(0x9E3779B97F4A7C15)
    x = (x ^ (x >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    x = (x ^ (x >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return x ^ (x >> np.uint64(31))


@compiled
def mixed(value: Keys) -> Keys:
    """Scramble 64-bit numbers, shape (n,)."""
    found = np.empty(len(value), np.uint64)
    for k in range(len(value)):
        found[k] = mixed_one(value[k])
    return found


@dataclass(frozen=True)
class Order:
    """The canonical order. people[k]: number of the person at place k; keys in that order."""

    people: Ints
    statements: Ints
    person_key: Keys
    statement_key: Keys


def order(votes: Crossing) -> Order:
    """Return the order of people and statements that their votes give."""
    statement = np.zeros(votes.statements, np.uint64)
    for sign in (-1, 0, 1):
        count = np.bincount(votes.statement, votes.vote == sign, minlength=votes.statements)
        statement = mixed(statement + count.astype(np.uint64))
    person = np.zeros(votes.people, np.uint64)
    rounds = 1 if len(votes.vote) > _MANY else 2
    person, statement = _refined(votes, person, statement, rounds)
    if len(votes.vote) <= _MANY:
        person, statement = _without_ties(votes, person, statement)
    people, person_key = _apart(person)
    statements, statement_key = _apart(statement)
    return Order(people, statements, person_key, statement_key)


def _refined(votes: Crossing, person: Keys, statement: Keys, rounds: int) -> tuple[Keys, Keys]:
    """Return keys that also tell what the neighbours' keys tell."""
    for _ in range(rounds):
        person = _people_refined(votes.starts, votes.statement, votes.vote, person, statement)
        statement = _statements_refined(
            votes.starts, votes.statement, votes.vote, person, statement
        )
    return person, statement


# Sums of 64-bit numbers wrap around, so that they do not depend on the order of their terms.


@compiled
def _people_refined(starts: Ints, place: Codes, vote: Signs, person: Keys, statement: Keys) -> Keys:
    found = np.empty(len(person), np.uint64)
    for i in range(len(person)):
        seen = np.uint64(0)
        for t in range(starts[i], starts[i + 1]):
            seen += mixed_one(statement[place[t]] + np.uint64(vote[t] + 2))
        found[i] = mixed_one(person[i] + mixed_one(seen))
    return found


@compiled
def _statements_refined(
    starts: Ints, place: Codes, vote: Signs, person: Keys, statement: Keys
) -> Keys:
    seen = np.zeros(len(statement), np.uint64)
    for i in range(len(person)):
        for t in range(starts[i], starts[i + 1]):
            seen[place[t]] += mixed_one(person[i] + np.uint64(vote[t] + 2))
    for j in range(len(seen)):
        seen[j] = mixed_one(statement[j] + mixed_one(seen[j]))
    return seen


def _without_ties(votes: Crossing, person: Keys, statement: Keys) -> tuple[Keys, Keys]:
    """Return keys in which only those are equal whose votes are equal one by one.

    Equal keys with other votes come from symmetry: one of them, whichever, is marked, and the
    marking spreads, until none is left (individualisation and refinement: McKay 1981).
    """
    rows = row_keys(votes)
    own = mixed(np.arange(votes.people, dtype=np.uint64))
    nothing = np.zeros(votes.statements, np.uint64)
    columns = _statements_refined(votes.starts, votes.statement, votes.vote, own, nothing)
    for _ in range(_MOST_MARKS):
        for key, told in ((person, rows), (statement, columns)):
            tied = _first_tied(key, told)
            if tied >= 0:
                key[tied] = mixed(key[tied : tied + 1] + np.uint64(1))[0]
                person, statement = _refined(votes, person, statement, 3)
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
    own = mixed(np.arange(votes.statements, dtype=np.uint64))
    nothing = np.zeros(votes.people, np.uint64)
    return np.asarray(_people_refined(votes.starts, votes.statement, votes.vote, nothing, own))


def in_order(votes: Crossing, found: Order) -> Crossing:
    """Return the votes with people and statements numbered by their place in the order."""
    person, statement = np.empty(votes.people, np.int32), np.empty(votes.statements, np.int32)
    person[found.people] = np.arange(votes.people, dtype=np.int32)
    statement[found.statements] = np.arange(votes.statements, dtype=np.int32)
    return sorted_crossing(
        person[votes.person], statement[votes.statement], votes.vote, votes.people, votes.statements
    )


def sorted_crossing(
    person: Codes, statement: Codes, vote: Signs, people: int, statements: int
) -> Crossing:
    """Return a crossing of votes that come in any order, each pair once."""
    first = places(statement, np.arange(len(vote)), statements)
    sequence = places(person, first, people)
    return Crossing(person[sequence], statement[sequence], vote[sequence], people, statements)


@compiled
def places(code: Codes, sequence: Ints, size: int) -> Ints:
    """Return the sequence sorted by the code at each place, those of equal code as they came."""
    starts = np.zeros(size + 1, np.int64)
    for k in range(len(code)):
        starts[code[k] + 1] += 1
    for k in range(size):
        starts[k + 1] += starts[k]
    found = np.empty_like(sequence)
    for place in sequence:
        found[starts[code[place]]] = place
        starts[code[place]] += 1
    return found


def chance(keys: Keys, purpose: int) -> Floats:
    """Return a number in [0, 1) for each key; another purpose gives others, independent of it."""
    salt = mixed(np.array([purpose], np.uint64))
    return np.asarray((mixed(keys ^ salt) >> np.uint64(11)) * (1.0 / (1 << 53)))


def pair_keys(votes: Crossing, found: Order) -> Keys:
    """Return a key for each vote of a crossing that is in the order, shape (N,)."""
    return mixed(found.person_key[votes.person] + mixed(found.statement_key)[votes.statement])
