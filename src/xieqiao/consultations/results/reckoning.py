"""From the sheet of votes to the result: folded first, then reckoned, so that nothing leaks."""

from __future__ import annotations

from collections import Counter
from typing import Any

import numpy as np

from xieqiao.consultations.results.dots import spread
from xieqiao.consultations.results.folding import FEWEST, blocks, shown
from xieqiao.consultations.results.found import Block, Cell, Finding, Result, Verdict
from xieqiao.consultations.results.sheet import Sheet
from xieqiao.engines.consensus import Analysis, Ballot, analyse, of_ballots

_DISAGREE, _PASS, _AGREE = 0, 1, 2
# From which share of a group on one says: few, about half, most, nearly all of it agree.
_BANDS = (0.1, 0.35, 0.65, 0.9)
# What came again in fewer of a hundred runs is not told yet.
_SURE = 50


def reckon(sheet: Sheet, *, resamples: int = 20) -> Result:
    """Return the result of a consultation; the same sheet always gives the same one.

    resamples: how often people and votes are drawn anew to see what comes again.
    """
    voters = sheet.voters
    folded = blocks(Counter(voters.values()))
    sizes = Counter(voters.values())
    whole = tuple(Block(sides, sum(sizes[side] for side in sides)) for sides in folded)
    if len(voters) < FEWEST or not whole:
        silent = tuple(
            Finding(number, Verdict.UNDECIDED, (), None) for number in sorted(sheet.statements)
        )
        return Result(len(voters) if whole else 0, 0, (), silent)
    analysis = _analysed(sheet, voters, folded, resamples)
    return _result(sheet, analysis, whole)


def _analysed(
    sheet: Sheet, voters: dict[int, str], folded: tuple[tuple[str, ...], ...], resamples: int
) -> Analysis:
    place = {side: f"{number:04}" for number, sides in enumerate(folded) for side in sides}
    ballots = [Ballot(str(p), str(s), value, at) for p, s, value, at in sheet.votes]
    votes = of_ballots(
        ballots,
        statements=[str(number) for number in sheet.statements],
        party={str(number): place[side] for number, side in voters.items()},
        text={str(number): text for number, text in sheet.text.items()},
    )
    return analyse(votes, resamples=resamples, suspicions=False)


def _result(sheet: Sheet, analysis: Analysis, whole: tuple[Block, ...]) -> Result:
    groups = _groups(analysis)
    found = [_finding(analysis, groups, len(whole), j) for j in range(len(sheet.statements))]
    dots, wide, high, per_dot = _dots(analysis, groups, len(whole))
    count = int(groups.max()) + 1 if groups.size else 1
    stability = analysis.stability
    return Result(
        people=len(analysis.votes.participants),
        votes=len(analysis.votes.vote),
        blocks=whole,
        findings=tuple(sorted(found, key=_clearest)),
        groups=max(count, 1),
        why=analysis.groups.why if count == analysis.groups.count else "spectrum",
        group_again=_per_cent(stability.count) if stability else None,
        dots=dots,
        wide=wide,
        high=high,
        per_dot=per_dot,
        duplicates=_duplicates(sheet),
    )


def _groups(analysis: Analysis) -> Any:
    """Return whose group each person is of, −1 for none; groups of too few are dissolved."""
    label = analysis.groups.label
    count = np.bincount(label[label >= 0], minlength=analysis.groups.count)
    kept = np.flatnonzero(count >= FEWEST)
    if analysis.groups.count < 2 or len(kept) < 2:
        return np.where(label >= 0, 0, -1)
    number = np.full(analysis.groups.count + 1, -1)
    number[kept] = np.arange(len(kept))
    return number[label]


def _dots(analysis: Analysis, groups: Any, blocks_: int) -> Any:
    spots = analysis.positions
    if spots.place.shape[1] == 0 or not spots.placed.any():
        return (), 0, 0, 1
    there = spots.placed
    place = spots.place[there].astype(np.float64)
    return spread(place, _blocks_of(analysis)[there], groups[there], blocks_)


def _blocks_of(analysis: Analysis) -> Any:
    return np.array([int(party) for party in analysis.votes.party], np.int64)


def _finding(analysis: Analysis, groups: Any, blocks_: int, j: int) -> Finding:
    everyone = analysis.bases[0]
    basis = analysis.basis("parties") or everyone
    voted = [int(v) for v in basis.shares.counts[:, j].sum(axis=1)]
    yes = shown(voted)
    cells = tuple(_cell(basis.shares, d, j) if yes[d] else None for d in range(blocks_))
    enough = all(count >= FEWEST for count in voted)
    stability = analysis.stability
    again = _per_cent(stability.verdict[basis.kind][j]) if stability and enough else None
    told = enough and (again is None or again >= _SURE)
    groups_differ, bands = _by_group(analysis, groups, j)
    return Finding(
        number=int(analysis.votes.statements[j]),
        verdict=Verdict(basis.verdicts.verdict[j]) if told else Verdict.UNDECIDED,
        cells=cells,
        everyone=_cell(everyone.shares, 0, j) if sum(voted) >= FEWEST else None,
        gap=_per_cent(basis.verdicts.gap[j]) if blocks_ > 1 and enough else 0,
        again=again if told else None,
        bands=bands,
        groups_differ=groups_differ,
    )


def _cell(shares: Any, d: int, j: int) -> Cell:
    counts = [int(count) for count in shares.counts[d, j]]

    def interval(word: int) -> tuple[int, int, int]:
        values = (shares.share, shares.low, shares.high)
        share, low, high = (_per_cent(value[d, j, word]) for value in values)
        return share, low, high

    return Cell(
        voted=sum(counts),
        agree=counts[_AGREE],
        passed=counts[_PASS],
        disagree=counts[_DISAGREE],
        agrees=interval(_AGREE),
        disagrees=interval(_DISAGREE),
    )


def _by_group(analysis: Analysis, groups: Any, j: int) -> tuple[bool, tuple[int | None, ...]]:
    basis = analysis.basis("groups")
    count = int(groups.max()) + 1 if groups.size else 1
    if basis is None or count != len(basis.shares.names):
        return False, ()
    shares = basis.shares
    bands = tuple(
        int(np.searchsorted(_BANDS, shares.share[k, j, _AGREE], side="right"))
        if shares.counts[k, j].sum() >= FEWEST
        else None
        for k in range(count)
    )
    return basis.verdicts.verdict[j] == "different" and None not in bands, bands


def _clearest(one: Finding) -> tuple[int, int, int]:
    """Return the key under which the clearest statements of a verdict come first."""
    cells = [cell for cell in one.cells if cell is not None]
    match one.verdict:
        case Verdict.AGREED:
            clear = min((cell.agrees[1] for cell in cells), default=0)
        case Verdict.REJECTED:
            clear = min((cell.disagrees[1] for cell in cells), default=0)
        case Verdict.DIFFERENT:
            clear = one.gap
        case _:
            clear = one.everyone.voted if one.everyone else 0
    return list(Verdict).index(one.verdict), -clear, one.number


def _duplicates(sheet: Sheet) -> tuple[tuple[int, int, int], ...]:
    """Return pairs of statements whose texts are nearly the same, and how much, in per cent."""
    from xieqiao.engines.consensus.suspicious import near_duplicates

    numbers = sorted(sheet.text)
    if len(numbers) < 2:
        return ()
    texts = tuple(sheet.text[number] for number in numbers)
    bare = of_ballots([], statements=[str(n) for n in numbers]).crossing()
    pairs = near_duplicates(texts, bare)
    return tuple((numbers[p.first], numbers[p.second], _per_cent(p.text_alike)) for p in pairs)


def _per_cent(share: Any) -> int:
    return round(float(share) * 100)
