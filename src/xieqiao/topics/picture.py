"""The way from need to result as a picture: SVG with classes only, drawn by the server.

Wide for a screen, where it runs from left to right; tall for a phone, from top to bottom.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain, pairwise

import svg
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from xieqiao.topics.flow import Reached, Station
from xieqiao.ui.lettering import shortened

GAP, EDGE = 20, 2
WIDE, WIDE_BOX, WIDE_HIGH = 1104, 120, 84
TALL, TALL_HIGH = 340, 48
_WIDE_UNITS, _TALL_UNITS = 17, 30


def drawn_wide(stations: Sequence[Station]) -> SafeString:
    """Return the picture for a screen."""
    room = (WIDE - 2 * EDGE - GAP * (len(stations) - 1)) / len(stations)
    boxes = [
        _Box(station, EDGE + n * (room + GAP), EDGE, room, WIDE_HIGH)
        for n, station in enumerate(stations)
    ]
    arrows = [
        _arrow(a.x + a.wide, a.middle, b.x, b.middle, to=b.station) for a, b in pairwise(boxes)
    ]
    shapes = chain.from_iterable(box.stacked() for box in boxes)
    return _picture(stations, WIDE, WIDE_HIGH + 2 * EDGE, [*arrows, *shapes], "wide")


def drawn_tall(stations: Sequence[Station]) -> SafeString:
    """Return the picture for a phone."""
    step = TALL_HIGH + GAP
    boxes = [
        _Box(station, EDGE, EDGE + n * step, TALL - 2 * EDGE, TALL_HIGH)
        for n, station in enumerate(stations)
    ]
    arrows = [
        _arrow(a.x + 44, a.y + a.high, b.x + 44, b.y, to=b.station) for a, b in pairwise(boxes)
    ]
    shapes = chain.from_iterable(box.in_a_row() for box in boxes)
    high = step * len(stations) - GAP + 2 * EDGE
    return _picture(stations, TALL, high, [*arrows, *shapes], "tall")


class _Box:
    """A station as a box, and what stands in it."""

    def __init__(self, station: Station, x: float, y: float, wide: float, high: float) -> None:
        self.station, self.x, self.y, self.wide, self.high = station, x, y, wide, high

    @property
    def middle(self) -> float:
        return self.y + self.high / 2

    def _frame(self) -> svg.Rect:
        return svg.Rect(
            x=round(self.x, 1),
            y=round(self.y, 1),
            width=round(self.wide, 1),
            height=self.high,
            rx=6,
            class_=["station", self.station.reached.value],
        )

    def stacked(self) -> Iterable[svg.Element]:
        """Yield the frame, the name, and the lines below it."""
        yield self._frame()
        x = self.x + self.wide / 2
        yield _text(x, self.y + 26, str(self.station.way.label), "name", anchor="middle")
        for n, line in enumerate(self.station.lines[:2]):
            words = shortened(line, _WIDE_UNITS)
            yield _text(x, self.y + 49 + 20 * n, words, "faint", anchor="middle")

    def in_a_row(self) -> Iterable[svg.Element]:
        """Yield the frame, the name at its left, the lines at its right."""
        yield self._frame()
        yield _text(self.x + 14, self.middle + 5, str(self.station.way.label), "name")
        words = shortened(self.station.words, _TALL_UNITS)
        yield _text(self.x + self.wide - 14, self.middle + 5, words, "faint", anchor="end")


def _text(x: float, y: float, words: str, look: str, *, anchor: str = "start") -> svg.Text:
    size = 15 if look == "name" else 13
    return svg.Text(
        x=round(x, 1),
        y=round(y, 1),
        text=str(escape(words)),
        class_=[look],
        font_size=size,
        text_anchor=anchor,  # type: ignore[arg-type]
    )


def _arrow(x1: float, y1: float, x2: float, y2: float, *, to: Station) -> svg.G:
    """Return an arrow; dashed when it leads to what is not there yet."""
    look = "way missing" if to.reached is Reached.MISSING else "way"
    across = abs(x2 - x1) > abs(y2 - y1)
    tip = (
        [(x2 - 6, y2 - 4), (x2 - 1, y2), (x2 - 6, y2 + 4)]
        if across
        else [(x2 - 4, y2 - 6), (x2, y2 - 1), (x2 + 4, y2 - 6)]
    )
    head = [round(value, 1) for point in tip for value in point]
    return svg.G(
        elements=[
            svg.Line(
                x1=round(x1 + (1 if across else 0), 1),
                y1=round(y1, 1),
                x2=round(x2 - (2 if across else 0), 1),
                y2=round(y2 - (0 if across else 2), 1),
                class_=look.split(),
            ),
            svg.Polyline(points=head, class_=["way"]),  # type: ignore[arg-type]
        ]
    )


def _picture(
    stations: Sequence[Station], wide: int, high: float, shapes: list[svg.Element], look: str
) -> SafeString:
    """Return the picture; its words go through `escape`, as the library writes them as they are."""
    title = _("From need to result")
    text = _("; ").join(f"{station.way.label}: {station.words}" for station in stations)
    said = str(escape(f"{title}. {text}"))
    picture = svg.SVG(
        viewBox=svg.ViewBoxSpec(0, 0, wide, round(high)),
        width=wide,
        height=round(high),
        class_=["flow", look],
        extra={"role": "img", "aria-label": said},
        elements=[svg.Title(text=str(escape(title))), svg.Desc(text=str(escape(text))), *shapes],
    )
    return mark_safe(str(picture))  # noqa: S308 - its texts went through escape
