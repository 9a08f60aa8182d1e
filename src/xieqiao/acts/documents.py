"""A payload as a document that people read: its fields in words, with what changed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import Enum
from typing import Any
from uuid import UUID

from django.utils.timezone import get_current_timezone, override
from pydantic import BaseModel

from xieqiao.acts.dates import PartialDate
from xieqiao.acts.diff import Piece, compare
from xieqiao.acts.forms.shapes import LATER, Shape, Sort, shapes_of
from xieqiao.acts.kinds import Kind
from xieqiao.acts.naming import names_for
from xieqiao.acts.payloads import FileRef, PersonShown
from xieqiao.acts.zones import is_zone


@dataclass
class Passage:
    """A field of a document: its heading, and texts, files or passages within."""

    label: Any
    pieces: list[Piece] = field(default_factory=list)
    long: bool = False
    moment: Any = None
    partial: PartialDate | None = None
    files: list[FileRef] = field(default_factory=list)
    groups: list[list[Passage]] = field(default_factory=list)


def ids_in(value: Any) -> Iterator[UUID]:
    """Yield every id that a payload names."""
    if isinstance(value, UUID):
        yield value
    elif isinstance(value, BaseModel) and not isinstance(value, FileRef | PersonShown):
        for name in type(value).model_fields:
            yield from ids_in(getattr(value, name))
    elif isinstance(value, list | tuple):
        for item in value:
            yield from ids_in(item)


def document(kind: Kind[Any], payload: Any, before: Any = None) -> list[Passage]:
    """Return the passages of a payload; those that differ from `before` are marked."""
    names = names_for({*ids_in(payload), *ids_in(before)})
    zone = getattr(payload, "zone", "")  # a payload that names one means its times in it
    with override(zone if is_zone(zone) else get_current_timezone()):
        return list(_passages(shapes_of(kind.payload), payload, before, names))


def _passages(
    shapes: tuple[Shape, ...], value: Any, before: Any, names: dict[str, str]
) -> Iterator[Passage]:
    for shape in shapes:
        if shape.name in LATER:
            continue
        now, then = getattr(value, shape.name), getattr(before, shape.name, None)
        if now in (None, "", [], False) and then in (None, "", [], False):
            continue
        yield _passage(shape, now, then, before is not None, names)


def _passage(shape: Shape, now: Any, then: Any, compared: bool, names: dict[str, str]) -> Passage:
    passage = Passage(shape.title)
    if shape.sort is Sort.FILE:
        passage.files = now if shape.many else [now]
    elif shape.sort is Sort.PART:
        olds = _list(then)
        for place, item in enumerate(_list(now)):
            old = olds[place] if place < len(olds) else None
            base = old if compared else None
            passage.groups.append(list(_passages(shape.shapes, item, base, names)))
    else:
        passage.long = shape.sort is Sort.TEXT
        new, old = _words(now, names), _words(then, names)
        passage.pieces = compare(old if compared else new, new)
    return passage


def _list(value: Any) -> list[Any]:
    if value is None:
        return []
    return list(value) if isinstance(value, list | tuple) else [value]


def _words(value: Any, names: dict[str, str]) -> str:
    """Return a value in words."""
    from django.utils.formats import date_format
    from django.utils.timezone import localtime
    from django.utils.translation import gettext as _

    match value:
        case None:
            return ""
        case bool():
            return _("yes") if value else _("no")
        case list() | tuple():
            return "\n".join(_words(item, names) for item in value)
        case PersonShown():
            return f"{value.shown_as}　{value.office}".strip()
        case Enum():
            return str(getattr(value, "label", value.value))
        case UUID():
            return names.get(str(value), "—")
        case datetime():
            return date_format(localtime(value), "DATETIME_FORMAT")
        case date():
            return date_format(value, "DATE_FORMAT")
    return str(value)
