"""What moderators should look at: statements that say the same, and people who vote as one.

Reported, never weighted: nothing here changes a figure.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

import numpy as np
from scipy import sparse
from scipy.sparse.csgraph import connected_components

from xieqiao.engines.consensus.arrays import Codes, Floats, Ints, Keys, Signs
from xieqiao.engines.consensus.compiled import compiled
from xieqiao.engines.consensus.crossing import Crossing
from xieqiao.engines.consensus.fitting import fit, of_people, placed, some_people
from xieqiao.engines.consensus.keys import mixed, row_keys
from xieqiao.engines.consensus.model import Model
from xieqiao.engines.consensus.predicting import predict

ALIKE = 0.7
_FEWEST_COMMON = 8
_MOST_COMPARED = 3_000
_MOST_PAIRS = 20_000
_MOST_VOTES = 60_000
# So many equal pairs or fewer are expected by chance among all pairs.
_BY_CHANCE = 0.01


@dataclass(frozen=True)
class Duplicate:
    """Two statements (places) with alike texts; votes_alike of those who voted on both, or None."""

    first: int
    second: int
    text_alike: float
    both: int
    votes_alike: float | None


@dataclass(frozen=True)
class EqualBlock:
    """People (places) who gave the same votes on everything that they both saw.

    common: fewest statements that two of them share. log10_chance: how likely the likeliest of
    its pairs is under the model, times the number of pairs of people, as a power of ten.
    """

    people: tuple[int, ...]
    common: int
    log10_chance: float


def near_duplicates(texts: tuple[str, ...], votes: Crossing) -> tuple[Duplicate, ...]:
    """Return pairs of statements whose texts share most of their pairs of characters (cosine)."""
    rows = [_bigrams(text) for text in texts]
    names = {name: place for place, name in enumerate(sorted({b for row in rows for b in row}))}
    if not names:
        return ()
    places = [place for place, row in enumerate(rows) for _ in row]
    columns = [names[name] for row in rows for name in row]
    counts = [float(count) for row in rows for count in row.values()]
    bare = sparse.csr_array((counts, (places, columns)), shape=(len(texts), len(names)))
    rarity = np.log((1 + len(texts)) / (1 + np.bincount(bare.indices, minlength=len(names)))) + 1
    weighted = bare @ sparse.diags_array(rarity)
    size = np.sqrt(np.asarray(weighted.multiply(weighted).sum(axis=1)).ravel())
    unit = sparse.diags_array(1 / np.maximum(size, 1e-12)) @ weighted
    close = sparse.coo_array(sparse.triu(unit @ unit.T, k=1))
    kept = close.data >= ALIKE
    given = sparse.csc_array(
        (votes.vote.astype(np.float64) + 2, (votes.person, votes.statement)),
        shape=(votes.people, votes.statements),
    )
    pairs = zip(close.coords[0][kept], close.coords[1][kept], close.data[kept], strict=True)
    found = [_duplicate(given, int(a), int(b), float(alike)) for a, b, alike in pairs]
    return tuple(sorted(found, key=lambda d: (-round(d.text_alike, 9), d.first, d.second)))


def _bigrams(text: str) -> dict[str, int]:
    plain = "".join(c for c in unicodedata.normalize("NFKC", text).casefold() if c.isalnum())
    found: dict[str, int] = {}
    for place in range(len(plain) - 1):
        pair = plain[place : place + 2]
        found[pair] = found.get(pair, 0) + 1
    return found


def _duplicate(given: sparse.csc_array, a: int, b: int, alike: float) -> Duplicate:
    first, second = given[:, [a]].toarray().ravel(), given[:, [b]].toarray().ravel()
    both = (first > 0) & (second > 0)
    count = int(both.sum())
    same = float((first[both] == second[both]).mean()) if count else None
    return Duplicate(a, b, round(alike, 6), count, same)


def equal_blocks(votes: Crossing, model: Model) -> tuple[EqualBlock, ...]:
    """Return blocks of people with equal votes beyond what the model lets expect.

    Up to a few thousand people every pair is compared on what both saw; among more, only those
    who saw the very same statements.
    """
    first, second, common = (
        _all_pairs(votes) if votes.people <= _MOST_COMPARED else _same_rows(votes)
    )
    if not len(first):
        return ()
    chance = _log10_chance(votes, _without_copies(votes, model, first, second), first, second)
    pairs = votes.people * (votes.people - 1) / 2
    odd = chance + np.log10(max(pairs, 1.0)) < np.log10(_BY_CHANCE)
    first, second, common, chance = first[odd], second[odd], common[odd], chance[odd]
    graph = sparse.coo_array((np.ones(len(first)), (first, second)), shape=(votes.people,) * 2)
    _, block = connected_components(graph, directed=False)
    found = []
    for number in np.unique(block[first]):
        inside = block[first] == number
        people = tuple(int(p) for p in np.flatnonzero(block == number))
        worst = float(chance[inside].max() + np.log10(max(pairs, 1.0)))
        found.append(EqualBlock(people, int(common[inside].min()), round(worst, 3)))
    return tuple(sorted(found, key=lambda b: (-len(b.people), b.people)))


def _without_copies(votes: Crossing, model: Model, first: Ints, second: Ints) -> Model:
    """Return what others let expect: a fit with one person of each candidate block, all placed.

    Else a block would teach the model to expect it. Where most people are candidates, as when all
    agree, the fit of all stands.
    """
    graph = sparse.coo_array((np.ones(len(first)), (first, second)), shape=(votes.people,) * 2)
    count, block = connected_components(graph, directed=False)
    if count < votes.people / 2:
        return model
    one = np.zeros(votes.people, bool)
    one[np.unique(block, return_index=True)[1]] = True
    others = of_people(votes, one)
    keys = mixed(np.arange(others.people, dtype=np.uint64))
    others = some_people(others, keys, _MOST_VOTES, purpose=4)
    return placed(votes, fit(others, model.rank))


def _all_pairs(votes: Crossing) -> tuple[Ints, Ints, Ints]:
    """Return pairs that differ on nothing that both saw, those who share most first."""
    bits = np.zeros((votes.people, -(-votes.statements // 64), 3), np.uint64)
    _write_bits(votes.starts, votes.statement, votes.vote, bits)
    room = 4 * _MOST_PAIRS
    while True:
        found = np.empty((room, 3), np.int64)
        total = _equal_pairs(bits, found)
        if total <= room:
            break
        room = total
    first, second, count = found[:total].T
    longest = np.argsort(-count, kind="stable")[:_MOST_PAIRS]
    return first[longest], second[longest], count[longest]


@compiled
def _write_bits(starts: Ints, statement: Codes, vote: Signs, bits: Keys) -> None:
    """Write who saw, agreed, disagreed: a bit for each statement, shape (n, m/64, 3)."""
    for i in range(len(bits)):
        for t in range(starts[i], starts[i + 1]):
            bit = np.uint64(1) << np.uint64(statement[t] % 64)
            bits[i, statement[t] // 64, 0] |= bit
            if vote[t] != 0:
                bits[i, statement[t] // 64, 1 if vote[t] > 0 else 2] |= bit


@compiled
def _equal_pairs(bits: Keys, found: Ints) -> int:
    """Write pairs and how many statements they share; return how many pairs there are."""
    n, words, _ = bits.shape
    total = 0
    for i in range(n):
        for k in range(i + 1, n):
            both = 0
            for w in range(words):
                seen = bits[i, w, 0] & bits[k, w, 0]
                agreed, disagreed = bits[i, w, 1] ^ bits[k, w, 1], bits[i, w, 2] ^ bits[k, w, 2]
                if seen & (agreed | disagreed):
                    both = -1
                    break
                while seen:
                    seen &= seen - np.uint64(1)
                    both += 1
            if both >= _FEWEST_COMMON:
                if total < len(found):
                    found[total, 0], found[total, 1], found[total, 2] = i, k, both
                total += 1
    return total


def _same_rows(votes: Crossing) -> tuple[Ints, Ints, Ints]:
    """Return neighbours among people whose whole rows of votes are equal."""
    total = row_keys(votes)
    people = np.flatnonzero(votes.seen >= _FEWEST_COMMON)
    people = people[np.argsort(total[people], kind="stable")]
    twin = total[people[1:]] == total[people[:-1]]
    first, second = people[:-1][twin][:_MOST_PAIRS], people[1:][twin][:_MOST_PAIRS]
    return first, second, votes.seen[first]


def _log10_chance(votes: Crossing, model: Model, first: Ints, second: Ints) -> Floats:
    """Return log₁₀ of the probability that these pairs agree on all that both saw."""
    starts = np.concatenate([[0], np.cumsum(votes.seen)])
    rows = {int(p): votes.statement[starts[p] : starts[p + 1]] for p in {*first, *second}}
    found = []
    for a, b in zip(first.tolist(), second.tolist(), strict=True):
        both = np.intersect1d(rows[a], rows[b], assume_unique=True)
        one = predict(model, np.full(len(both), a, np.int32), both, 0.0)
        other = predict(model, np.full(len(both), b, np.int32), both, 0.0)
        found.append(float(np.log10((one * other).sum(axis=1)).sum()))
    return np.array(found)
