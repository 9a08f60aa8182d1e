"""The story of a partnership as a picture: SVG with classes only, drawn by the server."""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import chain

import svg
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from xieqiao.ui.lettering import shortened

WIDTH, LABELS, RIGHT, TOP, ROW = 700, 140, 20, 34, 30
_YEAR, _MONTH = 4, 7
_LABEL_UNITS = 19
_FEWEST_PIXELS = 46


@dataclass(frozen=True)
class Mark:
    """A moment: a year, month or day, what it was, and the class that colours it."""

    on: str
    words: str
    look: str = "dot"


@dataclass(frozen=True)
class Span:
    """From one day to another; without an end it goes on."""

    first: date
    last: date | None
    words: str
    look: str = "bar"


@dataclass(frozen=True)
class Row:
    """A strand of the story with its label."""

    label: str
    marks: Sequence[Mark] = field(default_factory=tuple)
    spans: Sequence[Span] = field(default_factory=tuple)


@dataclass(frozen=True)
class _Scale:
    first: date
    last: date

    def x(self, day: date) -> float:
        """Return where a day lies."""
        share = (day - self.first).days / max(1, (self.last - self.first).days)
        return round(LABELS + share * (WIDTH - LABELS - RIGHT), 1)


def bounds(on: str) -> tuple[date, date]:
    """Return the first and the last day that a year, month or day can mean."""
    year, month = int(on[:4]), int(on[5:7] or 0)
    if len(on) == _YEAR:
        return date(year, 1, 1), date(year, 12, 31)
    if len(on) == _MONTH:
        return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])
    day = date.fromisoformat(on)
    return day, day


def draw(rows: Sequence[Row], today: date, *, title: str, text: str) -> SafeString:
    """Return the picture; `text` says in words what it shows.

    The library writes texts as they are, so each goes through `escape` first.
    """
    scale = _scale(rows, today)
    height = TOP + ROW * len(rows) + 26
    parts: list[svg.Element] = [
        svg.Title(text=str(escape(title))),
        svg.Desc(text=str(escape(text))),
    ]
    picture = svg.SVG(
        viewBox=svg.ViewBoxSpec(0, 0, WIDTH, height),
        width=WIDTH,
        height=height,
        class_=["story"],
        extra={"role": "img", "aria-label": str(escape(f"{title}. {text}"))},
        elements=[
            *parts,
            *_years(scale, height),
            *chain.from_iterable(_row(row, n, scale, today) for n, row in enumerate(rows)),
            *_today(scale, today, height),
        ],
    )
    return mark_safe(str(picture))  # noqa: S308 - its texts went through escape


def _scale(rows: Sequence[Row], today: date) -> _Scale:
    days = [today]
    for row in rows:
        days += [day for mark in row.marks for day in bounds(mark.on)]
        days += [span.first for span in row.spans]
        days += [span.last for span in row.spans if span.last and span.last.year <= today.year + 5]
    return _Scale(date(min(days).year, 1, 1), date(max(days).year, 12, 31))


def _text(x: float, y: float, words: str, look: str = "", **more: object) -> svg.Text:
    classes = [look] if look else None
    return svg.Text(x=x, y=y, text=str(escape(words)), class_=classes, font_size=13, **more)  # type: ignore[arg-type]


def _years(scale: _Scale, height: int) -> Iterable[svg.Element]:
    years = range(scale.first.year, scale.last.year + 1)
    room = (WIDTH - LABELS - RIGHT) / len(years)
    every = max(1, round(_FEWEST_PIXELS / room + 0.49))
    for year in years:
        x = scale.x(date(year, 1, 1))
        if (year - years[0]) % every == 0:
            yield svg.Line(x1=x, x2=x, y1=TOP - 8, y2=height - 18, class_=["grid"])
            yield _text(x + 4, TOP - 14, str(year), "faint")


def _row(row: Row, n: int, scale: _Scale, today: date) -> Iterable[svg.Element]:
    y = TOP + ROW * n + ROW // 2
    yield svg.Line(x1=LABELS, x2=WIDTH - RIGHT, y1=y, y2=y, class_=["grid"])
    yield svg.G(
        elements=[
            svg.Title(text=str(escape(row.label))),
            _text(0, y + 5, shortened(row.label, _LABEL_UNITS)),
        ]
    )
    for span in row.spans:
        left, right = scale.x(span.first), scale.x(min(span.last or scale.last, scale.last))
        yield svg.Rect(
            x=left,
            y=y - 7,
            width=max(4, right - left),
            height=14,
            rx=3,
            class_=[span.look],
            elements=[svg.Title(text=str(escape(span.words)))],
        )
    for mark in row.marks:
        yield _mark(mark, y, scale)


def _mark(mark: Mark, y: float, scale: _Scale) -> svg.Element:
    first, last = bounds(mark.on)
    said = svg.Title(text=str(escape(mark.words)))
    left, right = scale.x(first), scale.x(last + timedelta(days=1))
    if right - left < 2 * 6:
        middle = (left + right) / 2
        return svg.Circle(cx=round(middle, 1), cy=y, r=6, class_=[mark.look], elements=[said])
    return svg.Rect(
        x=left, y=y - 6, width=right - left, height=12, rx=6, class_=[mark.look], elements=[said]
    )


def _today(scale: _Scale, today: date, height: int) -> Iterable[svg.Element]:
    x = scale.x(today)
    yield svg.Line(x1=x, x2=x, y1=TOP - 8, y2=height - 18, class_=["now"], stroke_dasharray=[3, 3])
    near_edge = x > WIDTH - 80
    anchor = "end" if near_edge else "middle"
    yield _text(WIDTH - 4 if near_edge else x, height - 4, _("today"), "faint", text_anchor=anchor)
