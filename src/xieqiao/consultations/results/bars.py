"""A bar for each region, with the interval at its end: one small picture for each statement."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import svg
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from xieqiao.consultations.results.drawing import INK, LINE, MUTED, drawn, rounded, words
from xieqiao.consultations.results.found import Cell, Finding, Verdict
from xieqiao.consultations.results.sides import ShownSide

WIDE, ROW, TOP, LEFT, RIGHT = 340, 26, 6, 92, 52
_LONG = 6


def bars_of(finding: Finding, sides: Sequence[ShownSide], text: str) -> SafeString:
    """Return the picture of a finding; text: the statement."""
    title = _("Statement %(number)d: how each side votes") % {"number": finding.number}
    name = f"bars-{finding.number}"
    desc = f"{text} {in_words(finding, sides)}"
    return drawn(name, title, desc, (WIDE, high_of(sides)), elements_of(finding, sides))


def high_of(sides: Sequence[ShownSide]) -> int:
    """Return how high the picture is."""
    return TOP * 2 + ROW * len(sides)


def elements_of(finding: Finding, sides: Sequence[ShownSide]) -> list[svg.Element]:
    """Return what is drawn."""
    against = finding.verdict is Verdict.REJECTED
    rows = [e for row, side in enumerate(sides) for e in _row(finding, side, row, against)]
    half = rounded(_x(50))
    end = high_of(sides) - 2
    middle = svg.Line(
        x1=half, x2=half, y1=2, y2=end, class_=["half"], stroke=MUTED, stroke_dasharray=[2, 3]
    )
    return [*rows, middle]


def in_words(finding: Finding, sides: Sequence[ShownSide]) -> str:
    """Return the figures of a finding as a sentence."""
    against = finding.verdict is Verdict.REJECTED
    told = []
    for side in sides:
        cell = finding.cells[side.place]
        if cell is None:
            told.append(_("%(side)s: fewer than five votes, not shown") % {"side": side.short})
            continue
        share, low, high = share_of(cell, against)
        says = _("%(side)s: %(share)d%% disagree (%(low)d to %(high)d%%)") if against else _(
            "%(side)s: %(share)d%% agree (%(low)d to %(high)d%%)"
        )  # fmt: skip
        told.append(says % {"side": side.short, "share": share, "low": low, "high": high})
    return _("; ").join(told)


def share_of(cell: Cell, against: bool) -> tuple[int, int, int]:
    """Return the share that agrees, or that disagrees, with its interval."""
    return cell.disagrees if against else cell.agrees


def _x(per_cent: float) -> float:
    return LEFT + per_cent / 100 * (WIDE - LEFT - RIGHT)


def _row(finding: Finding, side: ShownSide, row: int, against: bool) -> Iterator[svg.Element]:
    top = TOP + row * ROW
    middle = top + ROW // 2
    short = side.short if len(side.short) <= _LONG * 2 else f"{side.short[: _LONG * 2 - 1]}…"
    yield words(LEFT - 8, middle + 5, short, text_anchor="end")
    yield svg.Rect(
        x=LEFT, y=top + 5, width=WIDE - LEFT - RIGHT, height=ROW - 10, class_=["ground"], fill=LINE
    )
    cell = finding.cells[side.place]
    if cell is None:
        yield words(LEFT + 6, middle + 4, _("fewer than five votes"), "faint", font_size=12)
        return
    share, low, high = share_of(cell, against)
    yield svg.Rect(
        x=LEFT,
        y=top + 5,
        width=rounded(_x(share) - LEFT),
        height=ROW - 10,
        class_=[side.look],
        fill=side.ink,
    )
    yield from _interval(low, high, middle)
    yield words(
        WIDE - RIGHT + 8, middle + 5, _("%(share)d%%") % {"share": share}, font_weight="600"
    )


def _interval(low: int, high: int, middle: int) -> Iterator[svg.Element]:
    """Yield the interval twice: a light ground below, so that it shows on bar and ground alike."""
    left, right = rounded(_x(low)), rounded(_x(high))
    path: list[svg.PathData] = [
        svg.M(left, middle - 6),
        svg.V(middle + 6),
        svg.M(left, middle),
        svg.H(right),
        svg.M(right, middle - 6),
        svg.V(middle + 6),
    ]
    yield svg.Path(d=path, fill="none", stroke="#ffffff", stroke_width=4, class_=["halo"])
    yield svg.Path(d=path, fill="none", stroke=INK, stroke_width=1.5, class_=["interval"])
