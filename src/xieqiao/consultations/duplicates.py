"""Statements that say nearly the same, as the last result found them; moderators decide."""

from __future__ import annotations

from dataclasses import dataclass

from xieqiao.consultations import queries
from xieqiao.consultations.models import Consultation, Statement
from xieqiao.consultations.results.keeping import result_of

MOST = 20


@dataclass(frozen=True)
class Pair:
    """Two statements, and how alike their words are, in per cent."""

    one: Statement
    other: Statement
    alike: int


def of(consultation: Consultation) -> list[Pair]:
    """Return the pairs that both are still shown, the most alike first."""
    kept = result_of(consultation)
    if kept is None:
        return []
    found = sorted(kept.result.duplicates, key=lambda pair: -pair[2])[:MOST]
    numbers = {number for pair in found for number in pair[:2]}
    rows = queries.shown_in(consultation.id).filter(number__in=numbers)
    shown = {row.number: row for row in rows}
    return [
        Pair(shown[one], shown[other], alike)
        for one, other, alike in found
        if one in shown and other in shown
    ]
