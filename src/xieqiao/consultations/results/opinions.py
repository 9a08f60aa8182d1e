"""The map of opinions: each dot a person, near means alike, only regions and groups are named."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import svg
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from xieqiao.consultations.results.drawing import drawn, rounded, words
from xieqiao.consultations.results.found import Result
from xieqiao.consultations.results.sides import ShownSide
from xieqiao.consultations.results.signs import sign_of

LEGEND, LINE_HIGH, LETTER = 26, 24, 13
_FEWEST_CORNERS, _AROUND = 3, "#eef2f3"


def map_of(result: Result, sides: Sequence[ShownSide]) -> SafeString:
    """Return the map, or nothing where nobody has a place."""
    if not result.dots:
        return SafeString("")
    wide = max(result.wide, 340)
    shift = (wide - result.wide) // 2
    by_place = {side.place: side for side in sides}
    legend, lines = _legend(result, sides, wide)
    top = 22 if result.groups > 1 else 0
    elements = [
        *_outlines(result, shift, top),
        *(sign_of(by_place[d.block], d.x + shift, d.y + top) for d in result.dots),
        *_shifted(legend, result.high + top),
    ]
    title = _("Map of opinions")
    high = result.high + top + lines * LINE_HIGH + 12
    return drawn("map", title, in_words(result, sides), (wide, high), elements)


def in_words(result: Result, sides: Sequence[ShownSide]) -> str:
    """Return what the map shows, for who does not see it."""
    people = _("Each dot is a person; dots that are near each other vote alike.")
    if result.per_dot > 1:
        people = _("Each dot stands for %(count)d people.") % {"count": result.per_dot}
    told = [people]
    if result.groups < 2:
        told.append(_("There are no opposed groups."))
        return " ".join(told)
    for side in sides:
        counts = group_counts(result, side)
        parts = [
            ngettext("%(count)d in group %(group)d", "%(count)d in group %(group)d", count)
            % {"count": count, "group": group + 1}
            for group, count in enumerate(counts)
            if count
        ]
        if parts:
            whole = {"side": side.name, "parts": _("; ").join(parts)}
            told.append(_("%(side)s: %(parts)s.") % whole)
    return " ".join(told)


def group_counts(result: Result, side: ShownSide) -> list[int]:
    """Return how many dots of a side stand in each group, as the map draws them."""
    counts = [0] * result.groups
    for dot in result.dots:
        if dot.block == side.place and dot.group >= 0:
            counts[dot.group] += 1
    return counts


def _outlines(result: Result, shift: int, top: int) -> Iterator[svg.Element]:
    """Yield a line around each group, with its name above."""
    if result.groups < 2:
        return
    for group in range(result.groups):
        inside = [(d.x + shift, d.y + top) for d in result.dots if d.group == group]
        corners = _hull(inside)
        if len(corners) >= _FEWEST_CORNERS:
            flat: Any = [number for point in corners for number in point]
            common: Any = {"points": flat, "stroke_linejoin": "round"}
            yield svg.Polygon(
                **common,
                class_=["halo-of-group"],
                fill="#eef2f3",
                stroke="#eef2f3",
                stroke_width=26,
            )
        if inside:
            x = sum(p[0] for p in inside) / len(inside)
            name = _("Group %(number)d") % {"number": group + 1}
            y = min(p[1] for p in inside) - 18
            yield words(x, y, name, text_anchor="middle", font_weight="600")


def _hull(points: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the corners around the points (Andrew's monotone chain)."""
    ordered = sorted(set(points))
    if len(ordered) < _FEWEST_CORNERS:
        return ordered
    halves = []
    for run in (ordered, ordered[::-1]):
        half: list[tuple[int, int]] = []
        for point in run:
            while len(half) > 1 and _turn(half[-2], half[-1], point) <= 0:
                half.pop()
            half.append(point)
        halves += half[:-1]
    return halves


def _turn(a: tuple[int, int], b: tuple[int, int], c: tuple[int, int]) -> int:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])


def _legend(
    result: Result, sides: Sequence[ShownSide], wide: int
) -> tuple[list[tuple[svg.Element, float, float]], int]:
    """Return sign and name of each side with their places, and how many lines they take."""
    x, line = LEGEND, 0
    found: list[tuple[svg.Element, float, float]] = []
    drawn_sides = {dot.block for dot in result.dots}
    for side in sides:
        if side.place not in drawn_sides:
            continue
        length = 20 + sum(LETTER if ord(c) > 0x2E80 else LETTER * 0.56 for c in side.name) + 18
        if x > LEGEND and x + length > wide - 8:
            x, line = LEGEND, line + 1
        y = line * LINE_HIGH + 14
        found.append((sign_of(side, 0, 0), x, y))
        found.append((words(0, 0, side.name), x + 12, y + 5))
        x += round(length)
    return found, line + 1


def _shifted(parts: list[tuple[svg.Element, float, float]], down: int) -> Iterator[svg.Element]:
    for element, x, y in parts:
        yield svg.G(elements=[element], transform=[svg.Translate(rounded(x), rounded(y + down))])
