"""Versions of an agreement side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from xieqiao.acts.diff import Piece, compare, paragraphs
from xieqiao.partnerships.numerals import article_label
from xieqiao.partnerships.story import Edition


@dataclass(frozen=True)
class Changed:
    """A part of the text that reads differently now."""

    label: str
    paragraphs: list[list[Piece]]


def chosen(editions: Sequence[Edition], wanted: str) -> Edition | None:
    """Return the version that the address asks for, otherwise the present one."""
    numbered = {str(edition.number): edition for edition in editions}
    return numbered.get(wanted) or (editions[-1] if editions else None)


def changes(editions: Sequence[Edition], edition: Edition | None) -> list[Changed]:
    """Return what a version changed against the one before it."""
    if edition is None or edition.number == 1:
        return []
    before, after = _parts(editions[edition.number - 2].payload), _parts(edition.payload)
    pairs = ((k, before.get(k, ""), after.get(k, "")) for k in sorted({*before, *after}))
    return [
        Changed(label, paragraphs(compare(old, new)))
        for (_place, label), old, new in pairs
        if old != new
    ]


def _parts(payload: Any) -> dict[tuple[int, str], str]:
    """Return the text by part; the number keeps the parts in the order of the page."""
    parts = {
        (-5, _("Title")): str(payload.title),
        (-4, _("Signed")): str(payload.signed or ""),
        (-3, _("Valid from")): str(payload.valid_from or ""),
        (-2, _("Valid to")): str(payload.valid_to or ""),
        (-1, _("Preamble")): str(payload.preamble),
        (1000, _("Focus areas")): "\n".join(str(area.name) for area in payload.focus_areas),
    }
    for clause in payload.clauses:
        text = f"{clause.heading}\n{clause.text}".strip()
        parts[(clause.number, article_label(clause.number))] = text
    return parts
