"""A year on one page, for a member, a section or the body: counts, gaps and stories."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from xieqiao.duty.deeds import Deed, Entry
from xieqiao.duty.records import Record
from xieqiao.duty.strip import month_name, strip

STORIES = 12


@dataclass(frozen=True)
class Year:
    """What a year tells: the picture, sentences, and the entries worth reading."""

    year: int
    picture: Any
    sentences: list[str]
    counts: list[tuple[Deed, int, int]]
    stories: list[tuple[Record, Entry]]
    people: int
    told_of: int


def year_of(records: Sequence[Record], year: int, *, this_month: int = 12) -> Year:
    """Return a year of some people; `this_month` is the last that has begun."""
    there = [record.of_year(year) for record in records]
    entries = [(record, entry) for record in there for entry in record.entries]
    months = [0] * 12
    for _record, entry in entries:
        if entry.month is not None:
            months[entry.month - 1] += 1
    counts = _counts(there)
    told_of = sum(bool(record.entries) for record in there)
    ordered = sorted(entries, key=lambda pair: (_weight(pair[1]), pair[1].sorts_at), reverse=True)
    return Year(
        year,
        strip(months),
        _sentences(len(there), told_of, counts, months, this_month, len(entries) - sum(months)),
        counts,
        ordered[:STORIES],
        len(there),
        told_of,
    )


def _counts(records: Sequence[Record]) -> list[tuple[Deed, int, int]]:
    """Return each deed that is there with how often, and by how many people."""
    times: Counter[Deed] = Counter()
    people: Counter[Deed] = Counter()
    for record in records:
        mine = Counter(entry.deed for entry in record.entries)
        times.update(mine)
        people.update(mine.keys())
    return [(deed, times[deed], people[deed]) for deed in Deed if times[deed]]


def _weight(entry: Entry) -> int:
    """Own initiatives and journeys are told before seats at a table."""
    first = (Deed.INITIATIVE, Deed.DISPATCHED, Deed.CONTRIBUTED, Deed.CARRIED_OUT)
    return int(entry.deed in first)


def _sentences(
    people: int,
    told_of: int,
    counts: Sequence[tuple[Deed, int, int]],
    months: Sequence[int],
    this_month: int,
    without_month: int,
) -> list[str]:
    found = []
    if people > 1:
        words = {"people": people, "told": told_of, "rest": people - told_of}
        found.append(
            _("Of %(people)d people, records tell of %(told)d; of %(rest)d nothing is recorded.")
            % words
        )
    if not counts:
        return [*found, _("Nothing is recorded for this year.")]
    for deed, times, by in counts:
        said: dict[str, str | int] = {"deed": str(deed.label), "times": times, "by": by}
        if people > 1:
            found.append(
                ngettext(
                    "%(deed)s: %(times)d, by %(by)d person.",
                    "%(deed)s: %(times)d, by %(by)d people.",
                    by,
                )
                % said
            )
        else:
            found.append(_("%(deed)s: %(times)d.") % said)
    gaps = [month_name(n + 1) for n in range(this_month) if not months[n]]
    if gaps:
        found.append(
            _("Nothing is recorded for: %(months)s.")
            % {"months": (", " if get_language() == "en" else "、").join(gaps)}
        )
    if without_month:
        found.append(
            ngettext(
                "%(n)d record does not say the month.",
                "%(n)d records do not say the month.",
                without_month,
            )
            % {"n": without_month}
        )
    return found
