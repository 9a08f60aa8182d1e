"""A small line of an indicator's values, drawn on the server: it prints and needs no script."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

import svg
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from xieqiao.outcomes.acts.results import plain
from xieqiao.outcomes.models import Indicator, Measure

WIDE, HIGH, LEFT, RIGHT, TOP, BOTTOM = 640, 240, 16, 16, 32, 36
SMALL_WIDE, SMALL_HIGH = 160, 40


def line_of(indicator: Indicator, values: Sequence[Measure], *, small: bool = False) -> SafeString:
    """Return the line as SVG, or nothing for fewer than two values.

    The figures stand in a table beside it, so its title says only what the line shows.
    """
    if len(values) < 2:
        return SafeString("")
    box = (SMALL_WIDE, SMALL_HIGH, 4, 4, 6, 6) if small else (WIDE, HIGH, LEFT, RIGHT, TOP, BOTTOM)
    points = _points(values, box)
    path = svg.Polyline(
        points=[svg.Point(x, y) for x, y in points], class_=["strong"], stroke_width=2
    )
    dots = [svg.Circle(cx=x, cy=y, r=2 if small else 4, class_=["dot"]) for x, y in points]
    title = f"chart-{indicator.id}"
    parts: list[svg.Element] = [svg.Title(id=title, text=_title(indicator, values)), path, *dots]
    if not small:
        parts += [_floor(box), *_labels(values, points, box)]
    drawing = svg.SVG(
        viewBox=svg.ViewBoxSpec(0, 0, box[0], box[1]),
        width=box[0] if small else None,
        height=box[1] if small else None,
        extra={"role": "img", "aria-labelledby": title},
        elements=parts,
    )
    return mark_safe(str(drawing))  # noqa: S308 - svg.py escapes texts and attributes


def _title(indicator: Indicator, values: Sequence[Measure]) -> str:
    first, last = values[0], values[-1]
    return _("%(name)s: from %(first)s (%(from)s) to %(last)s (%(to)s)") % {
        "name": indicator.name,
        "first": plain(first.value),
        "from": first.on,
        "last": plain(last.value),
        "to": last.on,
    }


Box = tuple[int, int, int, int, int, int]


def _points(values: Sequence[Measure], box: Box) -> list[tuple[Decimal, Decimal]]:
    wide, high, left, right, top, bottom = box
    days = [(m.on.first_day - date(1900, 1, 1)).days for m in values]
    low, most = min(m.value for m in values), max(m.value for m in values)
    low = min(low, Decimal(0)) if low < most / 2 else low
    span_x, span_y = max(days[-1] - days[0], 1), (most - low) or Decimal(1)
    return [
        (
            _round(left + Decimal(day - days[0]) * (wide - left - right) / span_x),
            _round(high - bottom - (m.value - low) * (high - top - bottom) / span_y),
        )
        for day, m in zip(days, values, strict=True)
    ]


def _round(number: Decimal) -> Decimal:
    return number.quantize(Decimal("0.1"))


def _floor(box: Box) -> svg.Line:
    wide, high, left, right, _top, bottom = box
    y = high - bottom + 8
    return svg.Line(x1=left, x2=wide - right, y1=y, y2=y, class_=["line"])


def _labels(
    values: Sequence[Measure], points: Sequence[tuple[Decimal, Decimal]], box: Box
) -> list[svg.Text]:
    ends = [(0, "start"), (len(values) - 1, "end")]
    labels = []
    for n, anchor in ends:
        x, y = points[n]
        below = Decimal(box[1] - 8)
        for text, at in ((plain(values[n].value), y - 12), (str(values[n].on), below)):
            labels.append(
                svg.Text(x=x, y=at, text=text, text_anchor=anchor, class_=["faint"])  # type: ignore[arg-type]
            )
    return labels
