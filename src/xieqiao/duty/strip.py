"""A year as a strip of twelve months: SVG with classes only, drawn by the server."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import svg
from django.utils.formats import date_format
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

WIDTH, HEIGHT, TOP, FOOT = 420, 96, 20, 22
_MONTH = WIDTH / 12
_GAP = 4


def month_name(month: int) -> str:
    """Return the short name of a month in the reader's language."""
    if get_language() == "en":
        return date_format(date(2000, month, 1), "M")
    return f"{month}月"


def strip(counts: Sequence[int]) -> SafeString:
    """Return the picture of how much is recorded in each month; empty months are drawn, too."""
    highest = max([*counts, 1])
    parts: list[svg.Element] = []
    for month, count in enumerate(counts):
        left = month * _MONTH + _GAP / 2
        room = HEIGHT - TOP - FOOT
        tall = max(room * count / highest, 4) if count else 2
        parts += [
            svg.Rect(
                x=round(left, 1),
                y=round(TOP + room - tall, 1),
                width=round(_MONTH - _GAP, 1),
                height=round(tall, 1),
                class_=["month" if count else "month none"],
            ),
            _words(left, HEIGHT - 6, month_name(month + 1), "label"),
        ]
        if count:
            parts.append(_words(left, TOP + room - tall - 5, str(count), "count"))
    picture = svg.SVG(
        viewBox=svg.ViewBoxSpec(0, 0, WIDTH, HEIGHT),
        class_=["year-strip"],
        extra={"role": "img", "aria-label": _said(counts)},
        elements=parts,
    )
    return mark_safe(str(picture))  # noqa: S308 - numbers and names of months only


def _words(left: float, y: float, words: str, look: str) -> svg.Text:
    return svg.Text(
        x=round(left + (_MONTH - _GAP) / 2, 1),
        y=round(y, 1),
        text_anchor="middle",
        class_=[look],
        text=words,
    )


def _said(counts: Sequence[int]) -> str:
    months = [f"{month_name(n + 1)} {count}" for n, count in enumerate(counts)]
    return _("Records by month: %(months)s") % {"months": ", ".join(months)}
