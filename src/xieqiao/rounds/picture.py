"""An adopted result as a picture: from needs to the parties whose people go there; SVG by classes.

What it shows is in the table beside it, too.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import svg
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from xieqiao.rounds.models import Round
from xieqiao.rounds.queries import NeedShare
from xieqiao.ui.lettering import shortened
from xieqiao.ui.templatetags.xq import party_class

WIDTH, LEFT, RIGHT, TOP, ROW, BOX = 690, 310, 200, 40, 44, 34
_UNITS_LEFT, _UNITS_RIGHT = 38, 22
_THINNEST, _STEP, _THICKEST = 2.0, 1.5, 12.0


def flow_of(shares: Sequence[NeedShare], slug: str, round_: Round) -> SafeString:
    """Return the picture of one page of needs; every need is a link."""
    bodies = _bodies(shares)
    rows = max(len(shares), len(bodies), 1)
    height = TOP + ROW * rows + 8
    gap = (height - TOP) / max(len(bodies), 1)
    right = {body.pk: TOP + gap * (place + 0.5) for place, body in enumerate(bodies)}
    picture = svg.SVG(
        viewBox=svg.ViewBoxSpec(0, 0, WIDTH, height),
        width=WIDTH,
        height=height,
        class_=["flow"],
        extra={"role": "group", "aria-label": str(escape(_said(shares, round_)))},
        elements=[
            _text(0, 22, _("Needs"), "heading"),
            _text(WIDTH - RIGHT, 22, _("Whose people go"), "heading"),
            *_lines(shares, right),
            *(_need(share, place, slug) for place, share in enumerate(shares)),
            *(_body(body, right[body.pk], shares) for body in bodies),
        ],
    )
    return mark_safe(str(picture))  # noqa: S308 - its texts went through escape


def _bodies(shares: Sequence[NeedShare]) -> list[Any]:
    found = {body.pk: body for share in shares for body, _number in share.by_body}
    return list(found.values())


def _y(place: int) -> float:
    return TOP + ROW * place + BOX / 2


def _lines(shares: Sequence[NeedShare], right: dict[Any, float]) -> list[svg.Element]:
    x1, x2 = LEFT, WIDTH - RIGHT
    middle = (x1 + x2) / 2
    found: list[svg.Element] = []
    for place, share in enumerate(shares):
        for body, number in share.by_body:
            y1, y2 = _y(place), right[body.pk]
            found.append(
                svg.Path(
                    d=[svg.M(x1, y1), svg.C(middle, y1, middle, y2, x2, y2)],
                    class_=["goes", party_class(body)],
                    stroke_width=min(_THINNEST + _STEP * (number - 1), _THICKEST),
                    fill="none",
                    elements=[svg.Title(text=str(escape(f"{body} → {share.need}: {number}")))],
                )
            )
    return found


def _need(share: NeedShare, place: int, slug: str) -> svg.Element:
    y = TOP + ROW * place
    look = party_class(share.need.owner) if share.need else ""
    words = str(share.need or "—")
    return svg.A(
        href=share.need.path(slug) if share.need else "#shares",
        elements=[
            svg.Title(text=str(escape(words))),
            svg.Rect(x=0, y=y, width=LEFT, height=BOX, rx=4, class_=["box"]),
            svg.Rect(x=0, y=y, width=5, height=BOX, rx=2, class_=["of", look]),
            _text(14, y + 22, shortened(words, _UNITS_LEFT)),
        ],
    )


def _body(body: Any, y: float, shares: Sequence[NeedShare]) -> svg.Element:
    x = WIDTH - RIGHT
    number = sum(n for share in shares for one, n in share.by_body if one.pk == body.pk)
    words = f"{shortened(body.short, _UNITS_RIGHT)} {number}"
    return svg.G(
        elements=[
            svg.Title(text=str(escape(f"{body}: {number}"))),
            svg.Rect(x=x, y=y - BOX / 2, width=RIGHT, height=BOX, rx=4, class_=["box"]),
            svg.Rect(x=x, y=y - BOX / 2, width=5, height=BOX, rx=2,
                     class_=["of", party_class(body)]),
            _text(x + 14, y + 5, words),
        ]
    )  # fmt: skip


def _text(x: float, y: float, words: str, look: str = "") -> svg.Text:
    classes: Any = [look] if look else None
    return svg.Text(x=x, y=y, text=str(escape(words)), class_=classes, font_size=14)


def _said(shares: Sequence[NeedShare], round_: Round) -> str:
    n = sum(share.total for share in shares)
    words = {"title": round_, "n": n, "needs": len(shares)}
    said = ngettext(
        "%(title)s: %(n)d person goes to %(needs)d needs; the table below says who sends how many",
        "%(title)s: %(n)d people go to %(needs)d needs; the table below says who sends how many",
        n,
    )
    return said % words
