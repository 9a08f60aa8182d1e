"""What both pictures are drawn with. They print, need no script, and stand alone as files."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import svg
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

INK, MUTED, LINE, PAPER = "#15212a", "#50606a", "#d9e0e2", "#ffffff"
FONT = "PingFang SC, Microsoft YaHei, Noto Sans CJK SC, system-ui, sans-serif"


def drawn(
    name: str, title: str, text: str, size: tuple[int, int], elements: Sequence[svg.Element]
) -> SafeString:
    """Return a picture with what it shows in words, for who hears it.

    name: one word, unlike those of other pictures on the page. The library writes texts as they
    are, so each goes through `escape` first.
    """
    wide, high = size
    picture = svg.SVG(
        viewBox=svg.ViewBoxSpec(0, 0, wide, high),
        width=wide,
        height=high,
        class_=["picture"],
        extra={
            "role": "img",
            "aria-labelledby": f"{name}-title {name}-desc",
            "font-family": FONT,
        },
        elements=[
            svg.Title(id=f"{name}-title", text=str(escape(title))),
            svg.Desc(id=f"{name}-desc", text=str(escape(text))),
            *elements,
        ],
    )
    return mark_safe(str(picture))  # noqa: S308 - its texts went through escape


def words(x: float, y: float, text: str, look: str = "", **more: Any) -> svg.Text:
    """Return text at a place."""
    ink = MUTED if look == "faint" else INK
    style: dict[str, Any] = {"font_size": 13, "fill": ink} | more
    return svg.Text(
        x=rounded(x), y=rounded(y), text=str(escape(text)), class_=[look] if look else None, **style
    )


def rounded(number: float) -> Decimal:
    """Return a number with one digit after the point."""
    return Decimal(str(round(float(number), 1)))
