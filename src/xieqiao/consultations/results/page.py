"""What the pages of a result show: findings with their statements, section by section."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from uuid import UUID

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_stubs_ext import StrPromise

from xieqiao.acts.models import Seat
from xieqiao.consultations.models import Consultation, Statement
from xieqiao.consultations.results import signs
from xieqiao.consultations.results.bars import bars_of, share_of
from xieqiao.consultations.results.found import Cell, Finding, Result, Verdict
from xieqiao.consultations.results.keeping import Kept
from xieqiao.consultations.results.sides import ShownSide, sides_of
from xieqiao.consultations.words import StatementState

# How many of each sort stand on the page; all stand in the table.
FIRST = {
    Verdict.AGREED: 8,
    Verdict.REJECTED: 4,
    Verdict.DIFFERENT: 8,
    Verdict.DIVIDED: 4,
    Verdict.UNDECIDED: 4,
}
VERDICTS: dict[Verdict, tuple[StrPromise, StrPromise, StrPromise]] = {
    Verdict.AGREED: (
        gettext_lazy("Held in common"),
        gettext_lazy("held in common"),
        gettext_lazy("In every delegation more than half agree, with the whole interval."),
    ),
    Verdict.REJECTED: (
        gettext_lazy("Rejected in common"),
        gettext_lazy("rejected in common"),
        gettext_lazy("In every delegation more than half disagree, with the whole interval."),
    ),
    Verdict.DIFFERENT: (
        gettext_lazy("Where the sides differ"),
        gettext_lazy("the sides differ"),
        gettext_lazy("The shares of the delegations differ by more than chance would do."),
    ),
    Verdict.DIVIDED: (
        gettext_lazy("Divided within the sides"),
        gettext_lazy("divided within"),
        gettext_lazy("Enough have voted, and opinions are divided within the delegations."),
    ),
    Verdict.UNDECIDED: (
        gettext_lazy("Too few votes to tell"),
        gettext_lazy("too few votes"),
        gettext_lazy(
            "The intervals are too wide, or it did not come again when votes were left out."
        ),
    ),
}
MOST_BARS = 8
BANDS = (
    gettext_lazy("hardly any agree"),
    gettext_lazy("few agree"),
    gettext_lazy("about half agree"),
    gettext_lazy("most agree"),
    gettext_lazy("nearly all agree"),
)


@dataclass(frozen=True)
class SideCell:
    """One side's votes on a statement; `cell` is None where they are too few to show."""

    side: ShownSide
    cell: Cell | None
    against: bool

    @property
    def share(self) -> int:
        """The share that agrees, or disagrees where that is what they have in common."""
        return share_of(self.cell, self.against)[0] if self.cell else 0

    @property
    def share_words(self) -> str:
        """The share with its sign."""
        return _("%(share)d%%") % {"share": self.share}

    @property
    def counts(self) -> str:
        """Who voted, and how."""
        assert self.cell is not None
        words = _(
            "%(voted)s of %(people)s voted: %(agree)s agree, %(pass)s pass, %(disagree)s disagree"
        )
        return words % {
            "voted": self.cell.voted,
            "people": self.side.people,
            "agree": self.cell.agree,
            "pass": self.cell.passed,
            "disagree": self.cell.disagree,
        }

    @property
    def interval(self) -> str:
        """Its interval."""
        if self.cell is None:
            return ""
        _share, low, high = share_of(self.cell, self.against)
        return _("%(low)d–%(high)d%%") % {"low": low, "high": high}


@dataclass(frozen=True)
class Told:
    """A finding with the statement that it is about."""

    finding: Finding
    statement: Any
    sides: tuple[ShownSide, ...]

    @property
    def verdict(self) -> StrPromise:
        """What was found, in a word."""
        return VERDICTS[self.finding.verdict][1]

    @property
    def text(self) -> str:
        """The statement without its full stop, to stand within a sentence."""
        return str(self.statement.text).rstrip("。.；;")

    @property
    def against(self) -> bool:
        """Whether disagreeing is what they have in common."""
        return self.finding.verdict is Verdict.REJECTED

    @property
    def again(self) -> str:
        """In how many of a hundred runs it came again."""
        again = self.finding.again
        return "–" if again is None else _("%(share)d%%") % {"share": again}

    @property
    def told(self) -> bool:
        """Whether anything can be shown of it."""
        return any(cell is not None for cell in self.finding.cells)

    @cached_property
    def drawn(self) -> tuple[ShownSide, ...]:
        """The sides that have a bar: of many, the lowest and the highest."""
        cells = self.finding.cells
        if len(self.sides) <= MOST_BARS:
            return self.sides
        shown = [side for side in self.sides if cells[side.place] is not None]
        shares = {one.side.place: one.share for one in self.cells}
        order = sorted(shown, key=lambda side: -shares[side.place])
        ends = {side.place for side in (*order[: MOST_BARS // 2], *order[-MOST_BARS // 2 :])}
        return tuple(side for side in order if side.place in ends)

    @property
    def not_drawn(self) -> int:
        """How many sides stand in the table alone."""
        return len(self.sides) - len(self.drawn)

    @cached_property
    def bars(self) -> SafeString:
        """The picture."""
        return bars_of(self.finding, self.drawn, self.statement.text)

    @property
    def cells(self) -> list[SideCell]:
        """Every side's votes, in the order of the sides."""
        found = self.finding
        if not found.cells:
            return [SideCell(side, None, self.against) for side in self.sides]
        return [SideCell(side, found.cells[side.place], self.against) for side in self.sides]

    @property
    def bands(self) -> list[tuple[int, StrPromise]]:
        """How much of each group agrees, in words."""
        bands = self.finding.bands
        return [(n, BANDS[band]) for n, band in enumerate(bands, 1) if band is not None]


@dataclass(frozen=True)
class Section:
    """The statements with one verdict: the clearest ones, and how many there are."""

    verdict: Verdict
    count: int
    rows: list[Told]

    @property
    def title(self) -> StrPromise:
        """The heading."""
        return VERDICTS[self.verdict][0]

    @property
    def about(self) -> StrPromise:
        """What the verdict means."""
        return VERDICTS[self.verdict][2]

    @property
    def more(self) -> int:
        """How many stand only in the table."""
        return self.count - len(self.rows)


class ResultPage:
    """A result, with what its pages need; statements that are no longer shown are left out."""

    def __init__(self, consultation: Consultation, kept: Kept) -> None:
        self.consultation, self.kept, self.result = consultation, kept, kept.result
        self.sides = tuple(sides_of(self.result))
        gone = Statement.objects.filter(consultation=consultation.id).exclude(
            state=StatementState.SHOWN
        )
        hidden = set(gone.values_list("number", flat=True))
        self.findings = tuple(f for f in self.result.findings if f.number not in hidden)

    @property
    def telling(self) -> bool:
        """Whether enough took part for anything to be shown."""
        return self.result.telling

    def of(self, verdict: Verdict) -> list[Finding]:
        """Return the findings with a verdict, the clearest first."""
        return [one for one in self.findings if one.verdict is verdict]

    def sections(self) -> list[Section]:
        """Return all verdicts that came out, with their clearest statements."""
        chosen = {verdict: self.of(verdict) for verdict in Verdict}
        rows = self.told([one for v, found in chosen.items() for one in found[: FIRST[v]]])
        by_number = {row.finding.number: row for row in rows}
        return [
            Section(v, len(found), [by_number[f.number] for f in found[: FIRST[v]]])
            for v, found in chosen.items()
            if found
        ]

    def between_groups(self, first: int = 5) -> list[Told]:
        """Return the statements on which the groups differ most, where there are groups."""
        found = [one for one in self.findings if one.groups_differ]
        return self.told(sorted(found, key=_widest)[:first])

    def told(self, findings: Collection[Finding]) -> list[Told]:
        """Return findings with their statements."""
        rows = statements_of(self.consultation.id, [one.number for one in findings])
        return [Told(one, rows[one.number], self.sides) for one in findings if one.number in rows]

    @cached_property
    def absent(self) -> list[Any]:
        """The parties of today of which nobody has voted."""
        seats = Seat.objects.filter(space=self.consultation.partnership_id, left_at=None)
        there = {side for block in self.result.blocks for side in block.sides}
        rows = seats.select_related("body").order_by("body__name_key", "body")
        return [seat.body for seat in rows if str(seat.body_id) not in there]

    @property
    def key(self) -> list[tuple[ShownSide, SafeString]]:
        """Every side with its sign on the map."""
        return [(side, signs.alone(side)) for side in self.sides]


def statements_of(consultation: UUID, numbers: Iterable[int]) -> dict[int, Statement]:
    """Return statements by their numbers, with their translations."""
    rows = Statement.objects.filter(consultation=consultation, number__in=list(numbers))
    return {row.number: row for row in rows.prefetch_related("translations")}


def _widest(one: Finding) -> tuple[int, int]:
    bands = [band for band in one.bands if band is not None]
    return min(bands) - max(bands), one.number


def side_counts(result: Result, sides: Iterable[ShownSide]) -> str:
    """Return how many took part from each side, as the middle of a sentence."""
    parts = [_("%(side)s %(count)d") % {"side": s.name, "count": s.people} for s in sides]
    return _(", ").join(parts)
