"""The sides of a result as they are shown: name, colour, and a sign that needs no colour."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from uuid import UUID

from django.apps import apps
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from xieqiao.consultations.results.found import Result
from xieqiao.consultations.results.sheet import GUESTS

# Shapes for up to eight sides; with more, they come again, and the colours tell them apart.
SIGNS = ("circle", "square", "triangle", "diamond", "plus", "cross", "star", "hour")
# The colours of paper, for pictures that leave the page: those of the light tokens.
INKS = {
    "p-1": "#17566b",
    "p-2": "#8a4b12",
    "p-3": "#5a3f8c",
    "p-4": "#2f6b2a",
    "p-5": "#8a2a5b",
    "p-6": "#2b4f9e",
    "p-7": "#6b5a10",
    "p-8": "#454f57",
    "folded": "#50606a",
}


@dataclass(frozen=True)
class ShownSide:
    """One block of a result. place: where its cells stand in a finding."""

    place: int
    name: str
    short: str
    people: int
    look: str
    sign: str
    body: Any = None

    @cached_property
    def ink(self) -> str:
        """The colour on paper."""
        return INKS[self.look]


def sides_of(result: Result) -> list[ShownSide]:
    """Return the blocks as they are shown: bodies by their names, guests, then folded ones."""
    bodies = _bodies(side for block in result.blocks for side in block.sides if side != GUESTS)
    order = sorted(
        range(len(result.blocks)),
        key=lambda n: (len(result.blocks[n].sides) > 1, _key(result.blocks[n].sides, bodies)),
    )
    return [
        _side(place, result, bodies, SIGNS[number % len(SIGNS)])
        for number, place in enumerate(order)
    ]


def _bodies(ids: Iterable[str]) -> dict[str, Any]:
    rows = apps.get_model("bodies.Body")._default_manager.filter(id__in={UUID(i) for i in ids})
    return {str(row.id): row for row in rows}


def _key(sides: tuple[str, ...], bodies: Mapping[str, Any]) -> tuple[bool, str]:
    body = bodies.get(sides[0])
    return sides[0] == GUESTS, body.name_key if body is not None else ""


def _side(place: int, result: Result, bodies: Mapping[str, Any], sign: str) -> ShownSide:
    block = result.blocks[place]
    alone = len(block.sides) == 1
    rows = [bodies[side] for side in block.sides if side in bodies]
    names = [str(row) for row in sorted(rows, key=lambda row: row.name_key)]
    shorts = [row.short for row in sorted(rows, key=lambda row: row.name_key)]
    if GUESTS in block.sides:
        names.append(_("Guests"))
        shorts.append(_("Guests"))
    return ShownSide(
        place=place,
        name=_and(names),
        short=_and(shorts) if len(shorts) < 3 else _("Others"),
        people=block.people,
        look=f"p-{rows[0].id.int % 8 + 1}" if alone and rows else "folded",
        sign=sign,
        body=rows[0] if alone and rows else None,
    )


def _and(names: list[str]) -> str:
    return (", " if get_language() == "en" else "、").join(names)
