"""What one body lacks and another has, as a picture: SVG with classes only, drawn by the server."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import svg
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from xieqiao.ui.lettering import shortened

WIDTH, COLUMN, TOP, ROW, BOX = 720, 290, 44, 44, 34
_UNITS = 36  # half-width characters that fit into a box
_THINNEST, _THICKEST = 1.5, 6.0


@dataclass(frozen=True)
class Statement:
    """A need or a strength: what it is called, and the place on the page that says more."""

    words: str
    target: str


@dataclass(frozen=True)
class Line:
    """A need and a strength that fit, by their places in the columns, and how well (0 to 1)."""

    left: int
    right: int
    strength: float
    words: str


@dataclass(frozen=True)
class Column:
    """A column: its heading, the class of the body's colour, and its statements."""

    heading: str
    look: str
    statements: Sequence[Statement]


def draw(
    left: Column, right: Column, lines: Sequence[Line], *, title: str, text: str
) -> SafeString:
    """Return the picture; `text` says in words what it shows. Every statement is a link.

    The library writes texts as they are, so each goes through `escape` first.
    """
    rows = max(len(left.statements), len(right.statements), 1)
    height = TOP + ROW * rows + 8
    picture = svg.SVG(
        viewBox=svg.ViewBoxSpec(0, 0, WIDTH, height),
        width=WIDTH,
        height=height,
        class_=["complement"],
        extra={"role": "group", "aria-label": str(escape(f"{title}. {text}"))},
        elements=[
            *(_line(line) for line in lines),
            *_column(left, 0),
            *_column(right, WIDTH - COLUMN),
        ],
    )
    return mark_safe(str(picture))  # noqa: S308 - its texts went through escape


def _y(place: int) -> float:
    return TOP + ROW * place + BOX / 2


def _line(line: Line) -> svg.Element:
    x1, x2 = COLUMN, WIDTH - COLUMN
    y1, y2 = _y(line.left), _y(line.right)
    middle = (x1 + x2) / 2
    width = _THINNEST + (_THICKEST - _THINNEST) * max(0.0, min(1.0, line.strength))
    return svg.Path(
        d=[svg.M(x1, y1), svg.C(middle, y1, middle, y2, x2, y2)],
        class_=["fit"],
        stroke_width=round(width, 1),
        fill="none",
        elements=[svg.Title(text=str(escape(line.words)))],
    )


def _column(column: Column, x: float) -> Iterable[svg.Element]:
    yield svg.Rect(x=x, y=6, width=6, height=20, rx=1, class_=["of", column.look])
    yield _text(x + 14, 22, column.heading, "heading")
    for place, statement in enumerate(column.statements):
        y = TOP + ROW * place
        yield svg.A(
            href=statement.target,
            elements=[
                svg.Title(text=str(escape(statement.words))),
                svg.Rect(x=x, y=y, width=COLUMN, height=BOX, rx=4, class_=["box", column.look]),
                _text(x + 12, y + 22, shortened(statement.words, _UNITS)),
            ],
        )


def _text(x: float, y: float, words: str, look: str = "") -> svg.Text:
    classes: Any = [look] if look else None
    return svg.Text(x=x, y=y, text=str(escape(words)), class_=classes, font_size=14)
