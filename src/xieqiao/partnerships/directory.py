"""What this room asks the directory of bodies; their names are public to all who take part."""

from __future__ import annotations

import time
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from uuid import UUID

from django.utils.translation import get_language

from xieqiao.bodies.models import Body

_FRESH_SECONDS = 60


@dataclass
class _Names:
    """All bodies' names; read at most once a minute, as long lists of acts ask for them."""

    known: dict[UUID, tuple[str, str]] = field(default_factory=dict)
    read_at: float = float("-inf")

    def of(self, ids: Collection[UUID]) -> dict[UUID, tuple[str, str]]:
        """Return names that include those of `ids`, if there are such bodies."""
        old = time.monotonic() - self.read_at > _FRESH_SECONDS
        if old or not set(ids) <= self.known.keys():
            rows = Body.objects.order_by().values_list("id", "name", "name_en")
            self.known = {id_: (name, english) for id_, name, english in rows}
            self.read_at = time.monotonic()
        return self.known


_names = _Names()


def read_anew() -> None:
    """Let the names be read again when they are next asked for."""
    _names.read_at = float("-inf")


def names_of(ids: Iterable[UUID]) -> str:
    """Return the names of bodies in the given order, as one would list them in a sentence."""
    wanted = list(ids)
    known = _names.of(wanted)
    english = get_language() == "en"
    pairs = [known[id_] for id_ in wanted if id_ in known]
    return (", " if english else "、").join((e if english and e else n) for n, e in pairs)


def not_taking_part(ids: Collection[UUID]) -> str:
    """Return the names of those that are only listed, or a dash for what is no body at all."""
    taking_part = set(
        Body.objects.filter(id__in=ids, participates=True).values_list("id", flat=True)
    )
    outside = [id_ for id_ in ids if id_ not in taking_part]
    return (names_of(outside) or "—") if outside else ""


def body_choices(
    only: Collection[UUID] | None = None, *, without: Collection[UUID] = ()
) -> list[tuple[str, str]]:
    """Return bodies that take part, for a form: all, or `only` some, by name."""
    rows = Body.objects.filter(participates=True).exclude(id__in=without)
    if only is not None:
        rows = rows.filter(id__in=only)
    return [(str(body.id), str(body)) for body in rows]
