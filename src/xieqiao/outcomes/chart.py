"""A small line of an indicator's values, drawn on the server: it prints and needs no script."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import svg
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from xieqiao.acts.dates import PartialDate
from xieqiao.outcomes.acts.results import plain
from xieqiao.outcomes.days import in_words
from xieqiao.outcomes.models import Indicator, Measure

Point = tuple[Decimal, Decimal]
_DAY_ZERO = date(1900, 1, 1)
_MOST_LABELS = 8
_ROOM = 48


@dataclass(frozen=True)
class Frame:
    """The size of a drawing and the room around its line."""

    wide: int
    high: int
    side: int
    top: int
    bottom: int
    labelled: bool


LARGE = Frame(640, 240, 44, 36, 40, labelled=True)
SMALL = Frame(160, 44, 5, 8, 8, labelled=False)


def line_of(indicator: Indicator, values: Sequence[Measure], frame: Frame = LARGE) -> SafeString:
    """Return the line as SVG, or nothing for fewer than two values.

    The figures stand in a table beside it, so its name says only what the line shows. The library
    writes texts as they are, so each goes through `escape` first.
    """
    if len(values) < 2:
        return SafeString("")
    points = _points(values, frame)
    drawing = svg.SVG(
        viewBox=svg.ViewBoxSpec(0, 0, frame.wide, frame.high),
        width=frame.wide,
        height=frame.high,
        class_=["course"],
        extra={"role": "img", "aria-label": str(escape(_name(indicator, values)))},
        elements=[*_frame(frame), *_line(points, frame), *_labels(values, points, frame)],
    )
    return mark_safe(str(drawing))  # noqa: S308 - its texts went through escape


def _name(indicator: Indicator, values: Sequence[Measure]) -> str:
    first, last = values[0], values[-1]
    return _("%(name)s: from %(first)s (%(from)s) to %(last)s (%(to)s), %(unit)s") % {
        "name": indicator.name,
        "first": plain(first.value),
        "from": in_words(first.on),
        "last": plain(last.value),
        "to": in_words(last.on),
        "unit": indicator.unit,
    }


def _points(values: Sequence[Measure], frame: Frame) -> list[Point]:
    days = [(PartialDate(m.on).first_day - _DAY_ZERO).days for m in values]
    low, most = min(m.value for m in values), max(m.value for m in values)
    low = min(low, Decimal(0)) if low < most / 2 else low
    across = Decimal(frame.wide - 2 * frame.side) / max(days[-1] - days[0], 1)
    up = (frame.high - frame.top - frame.bottom) / ((most - low) or Decimal(1))
    return [
        (
            _round(frame.side + (day - days[0]) * across),
            _round(frame.high - frame.bottom - (m.value - low) * up),
        )
        for day, m in zip(days, values, strict=True)
    ]


def _round(number: Decimal) -> Decimal:
    return number.quantize(Decimal("0.1"))


def _frame(frame: Frame) -> list[svg.Element]:
    if not frame.labelled:
        return []
    y = frame.high - frame.bottom + 12
    return [svg.Line(x1=8, x2=frame.wide - 8, y1=y, y2=y, class_=["line"])]


def _line(points: Sequence[Point], frame: Frame) -> list[svg.Element]:
    numbers: Any = [number for point in points for number in point]
    radius = 4 if frame.labelled else 2
    return [
        svg.Polyline(points=numbers, class_=["strong"], stroke_width=2),
        *(svg.Circle(cx=x, cy=y, r=radius, class_=["dot"]) for x, y in points),
    ]


def _labels(values: Sequence[Measure], points: Sequence[Point], frame: Frame) -> list[svg.Element]:
    """Return the figures above the points, and the first and last date below.

    Of many figures only the first and the last are written, so that none covers another.
    """
    if not frame.labelled:
        return []
    ends = (0, len(values) - 1)
    told = range(len(values)) if len(values) <= _MOST_LABELS else ends
    figures: list[svg.Element] = [
        _text(plain(values[n].value), points[n][0], points[n][1] - 12, "figure")
        for n in told
        if n in ends or _stands_apart(points, n)
    ]
    below = Decimal(frame.high - 10)
    return [
        *figures,
        *(_text(str(values[n].on), points[n][0], below, "faint") for n in ends),
    ]


def _stands_apart(points: Sequence[Point], place: int) -> bool:
    """Say whether a point is far enough from its neighbours for a figure of its own."""
    x = points[place][0]
    return min(x - points[place - 1][0], points[place + 1][0] - x) > _ROOM


def _text(words: str, x: Decimal, y: Decimal, look: str) -> svg.Text:
    return svg.Text(
        x=x, y=y, text=str(escape(words)), text_anchor="middle", font_size=13, class_=[look]
    )
