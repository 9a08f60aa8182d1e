"""The sign of each side on the map: regions differ in shape as well as in colour."""

from __future__ import annotations

from typing import Any

import svg
from django.utils.safestring import SafeString, mark_safe

from xieqiao.consultations.results.drawing import rounded
from xieqiao.consultations.results.sides import ShownSide

_Corners = tuple[tuple[float, float], ...]
_PLUS: _Corners = (
    *((-1.8, -5), (1.8, -5), (1.8, -1.8), (5, -1.8), (5, 1.8), (1.8, 1.8)),
    *((1.8, 5), (-1.8, 5), (-1.8, 1.8), (-5, 1.8), (-5, -1.8), (-1.8, -1.8)),
)
_CORNERS: dict[str, _Corners] = {
    "square": ((-4.5, -4.5), (4.5, -4.5), (4.5, 4.5), (-4.5, 4.5)),
    "triangle": ((0, -5.5), (5.5, 4.2), (-5.5, 4.2)),
    "diamond": ((0, -6), (6, 0), (0, 6), (-6, 0)),
    "plus": _PLUS,
    "cross": tuple((0.78 * (x - y), 0.78 * (x + y)) for x, y in _PLUS),
    "star": ((0, -6), (2, -2), (6, 0), (2, 2), (0, 6), (-2, 2), (-6, 0), (-2, -2)),
    "hour": ((-5, -5), (5, -5), (-5, 5), (5, 5)),
}


def sign_of(side: ShownSide, x: float, y: float) -> svg.Element:
    """Return a side's sign at a place."""
    look: Any = {"class_": [side.look], "fill": side.ink}
    corners = _CORNERS.get(side.sign)
    if corners is None:
        return svg.Circle(cx=rounded(x), cy=rounded(y), r=5, **look)
    flat: Any = [rounded(number) for a, b in corners for number in (x + a, y + b)]
    return svg.Polygon(points=flat, **look)


def alone(side: ShownSide) -> SafeString:
    """Return a side's sign as a picture of its own, to stand beside its name."""
    picture = svg.SVG(
        viewBox=svg.ViewBoxSpec(0, 0, 16, 16),
        width=16,
        height=16,
        class_=["sign"],
        extra={"aria-hidden": "true"},
        elements=[sign_of(side, 8, 8)],
    )
    return mark_safe(str(picture))  # noqa: S308 - it holds no text
