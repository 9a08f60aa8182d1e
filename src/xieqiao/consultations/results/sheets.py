"""All statements with their bars on one picture, for print."""

from __future__ import annotations

from collections.abc import Iterator

import svg
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from xieqiao.consultations.results import bars
from xieqiao.consultations.results.drawing import drawn, words
from xieqiao.consultations.results.found import Verdict
from xieqiao.consultations.results.page import VERDICTS, ResultPage, Told

WIDE, TEXT_WIDE, LINE_HIGH, GAP = 760, 370, 20, 18
_LETTER, _WIDE_LETTER, _EDGE = 7.4, 13.2, 8


def sheet_picture(page: ResultPage) -> SafeString:
    """Return the picture: verdict by verdict, the clearest statements first."""
    heading = page.consultation.title
    if page.consultation.demonstration:
        heading = f"{heading} ({_('demonstration')})"
    elements: list[svg.Element] = [words(_EDGE, 26, heading, font_weight="600", font_size=18)]
    down = 48
    for verdict in Verdict:
        rows = [one for one in page.told(page.of(verdict)) if one.told]
        if rows:
            heading = f"{VERDICTS[verdict][0]} ({len(rows)})"
            elements.append(words(_EDGE, down + 16, heading, font_weight="600", font_size=16))
            down += 36
        for row in rows:
            part, high = _row(row, down)
            elements += part
            down += high + GAP
    title = _("What was found: %(title)s") % {"title": page.consultation.title}
    text = _("For each statement a bar for each side, with its interval.")
    return drawn("shares", title, text, (WIDE, down + 12), elements)


def _row(row: Told, down: int) -> tuple[list[svg.Element], int]:
    lines = list(wrapped(f"{row.finding.number}  {row.statement.text}"))
    part: list[svg.Element] = [
        words(_EDGE, down + 18 + LINE_HIGH * n, line) for n, line in enumerate(lines)
    ]
    drawing = bars.elements_of(row.finding, row.sides)
    move: list[svg.Transform] = [svg.Translate(WIDE - bars.WIDE, down)]
    part.append(svg.G(elements=drawing, transform=move))
    return part, max(LINE_HIGH * len(lines), bars.high_of(row.sides))


def wrapped(text: str) -> Iterator[str]:
    """Yield a text in lines; Chinese breaks anywhere, other words at spaces."""
    line, width = "", 0.0
    for character in text:
        width += _WIDE_LETTER if ord(character) > 0x2E80 else _LETTER
        if width > TEXT_WIDE:
            head, space, tail = line.rpartition(" ")
            split = space and len(tail) < 20 and ord(character) < 0x2E80 and tail.isascii()
            yield head if split else line
            line = tail if split else ""
            width = sum(_WIDE_LETTER if ord(c) > 0x2E80 else _LETTER for c in line + character)
        line += character
    yield line
