"""Needs and strengths that fit each other, as the pages tell of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString

from xieqiao.acts.access import Acting
from xieqiao.exchange import consents, matching, queries, told
from xieqiao.exchange.matching import MOST_READ, Fit
from xieqiao.exchange.models import OfferedNeed, OfferedStrength, Strength
from xieqiao.exchange.reasons import Segment, as_html, marked
from xieqiao.exchange.vectors import text_of

MOST_SHOWN = 20


@dataclass(frozen=True)
class Matched:
    """Something that fits: what, where it is read, how well, and which words carry it."""

    thing: Any
    path: str
    well: bool
    segments: list[Segment]
    answers: list[str]
    facts: tuple[str, ...] = ()

    @property
    def said(self) -> SafeString:
        """What it says, with marks."""
        return as_html(self.segments)


@dataclass(frozen=True)
class InboxRow:
    """A partner's need, and who of the own list could meet it."""

    row: told.Row
    people: list[Fit[Strength]]


def text_lines(row: Any) -> list[str]:
    """Return what a need or strength says, below its title."""
    return [part for part in text_of(row).split("\n")[1:] if part.strip()]


# Our own people, on our own pages


def roster(acting: Acting) -> list[Strength]:
    """Return the own strengths that may be matched: kept, open, with their person's consent."""
    rows = Strength.objects.filter(body=acting.body_id, deleted_at=None, settled=False)
    found: Any = consents.usable(rows).select_related("person", "section", "unit")
    return list(found.order_by("-changed_at", "id")[:MOST_READ])


def may_be_matched(row: Strength) -> bool:
    """Say whether a strength of the own list may be matched."""
    rows = Strength.objects.filter(id=row.id, deleted_at=None, settled=False)
    return bool(consents.usable(rows).exists())


def roster_size(acting: Acting) -> int:
    """Return how many strengths of the own list may be matched."""
    rows = Strength.objects.filter(body=acting.body_id, deleted_at=None, settled=False)
    return consents.usable(rows).count()


def our_people_for(acting: Acting, need: OfferedNeed) -> list[Matched]:
    """Return who of the own list could meet a partner's need, with reasons."""
    found = matching.fitting(acting.body_id, need, roster(acting), MOST_SHOWN)
    return [_matched(acting, need, fit, _own_facts(fit.row)) for fit in found]


def _own_facts(row: Strength) -> tuple[str, ...]:
    times = told.times_a_year(row.times_a_year)
    return tuple(fact for fact in (row.languages, times) if fact)


def needs_with_our_people(acting: Acting) -> list[tuple[OfferedNeed, list[Fit[Strength]]]]:
    """Return partners' needs that wait, with the best of the own list for each, best fits first."""
    needs = list(queries.unanswered_needs(acting).exclude(owner=acting.body_id)[:MOST_READ])
    found = matching.fitting_each(acting.body_id, needs, roster(acting), 3)
    pairs = list(zip(needs, found, strict=True))
    return sorted(pairs, key=lambda pair: -pair[1][0].score if pair[1] else 0.0)


def inbox_rows(
    acting: Acting, pairs: Iterable[tuple[OfferedNeed, list[Fit[Strength]]]]
) -> list[InboxRow]:
    """Return the rows of the inbox as its page tells of them."""
    listed = list(pairs)
    rows = told.offered_rows(acting, [need for need, _ in listed])
    return [InboxRow(row, people) for row, (_, people) in zip(rows, listed, strict=True)]


# What was offered


def offered_for(acting: Acting, need: Any, *, ours: bool = True) -> list[Matched]:
    """Return which offered strengths fit a need; those of the need's own body never."""
    rows = queries.open_strengths(acting)
    owner = getattr(need, "owner_id", acting.body_id)
    rows = rows.exclude(owner=owner)
    if isinstance(need, OfferedNeed):
        rows = rows.filter(partnership=need.partnership_id)
    if not ours:
        rows = rows.exclude(owner=acting.body_id)
    found = matching.fitting(acting.body_id, need, list(rows[:MOST_READ]), MOST_SHOWN)
    return [_matched(acting, need, fit, (str(fit.row.partnership),)) for fit in found]


def needs_for(acting: Acting, strength: Strength) -> list[Matched]:
    """Return which partners' open needs a strength could meet."""
    rows = list(queries.open_needs_of_partners(acting)[:MOST_READ])
    found = matching.fitting(acting.body_id, strength, rows, MOST_SHOWN)
    return [_matched(acting, strength, fit, (str(fit.row.partnership),)) for fit in found]


def by_meaning(
    acting: Acting, words: str, rows: Sequence[OfferedStrength]
) -> list[Fit[OfferedStrength]]:
    """Return offered strengths that hold what somebody looks for, then those that mean it."""
    said = words.casefold()
    holding = [Fit(row, 1.0) for row in rows if said in text_of(row).casefold()]
    there = {fit.row.id for fit in holding}
    near = matching.fitting_words(acting.body_id, words, rows)
    return [*holding, *(fit for fit in near if fit.row.id not in there)]


def _matched(acting: Acting, wanted: Any, fit: Fit[Any], facts: tuple[str, ...]) -> Matched:
    said = "\n".join(text_lines(fit.row)) or text_of(fit.row)
    segments, answers = marked(text_of(wanted), said)
    return Matched(fit.row, fit.row.path(acting.slug), fit.well, segments, answers, facts)
