"""A payload as a document that people read: its fields in words, with what changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from difflib import SequenceMatcher
from enum import Enum
from typing import Any
from uuid import UUID

from django.utils.timezone import get_current_timezone, override
from pydantic import BaseModel

from xieqiao.acts.dates import PartialDate
from xieqiao.acts.diff import Change, Piece, compare
from xieqiao.acts.forms.shapes import LATER, Shape, Sort, shapes_of
from xieqiao.acts.kinds import Kind
from xieqiao.acts.naming import names_for
from xieqiao.acts.payloads import ErasableText, FileRef, PersonShown
from xieqiao.acts.zones import is_zone
from xieqiao.ui.days import partial_words


@dataclass(frozen=True)
class NamedFile:
    """A file that a text names, and what became of it."""

    ref: FileRef
    change: Change


@dataclass
class Passage:
    """A field of a document: its heading, and texts, files or passages within.

    `path` leads to it in the payload (`clauses.0.text`); `text` is the present text of a field
    for which another wording can be suggested.
    """

    label: Any
    path: str = ""
    pieces: list[Piece] = field(default_factory=list)
    long: bool = False
    text: str | None = None
    files: list[NamedFile] = field(default_factory=list)
    groups: list[Part] = field(default_factory=list)

    @property
    def short(self) -> bool:
        """Whether it stands in one line."""
        return not (self.long or self.files or self.groups)


@dataclass
class Part:
    """One of several like things within a field (a clause): short fields, then long ones."""

    passages: list[Passage]
    change: Change = Change.KEPT

    @property
    def short(self) -> list[Passage]:
        """The fields that stand in one line."""
        return [p for p in self.passages if p.short]

    @property
    def rest(self) -> list[Passage]:
        """The fields that need lines of their own."""
        return [p for p in self.passages if not p.short]


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


def texts_in(passages: Iterable[Passage], within: str = "") -> Iterator[tuple[Passage, str]]:
    """Yield every text for which another wording can be suggested, with what it is called."""
    for passage in passages:
        name = f"{within}{passage.label}"
        if passage.text is not None:
            yield passage, name
        for number, part in enumerate(passage.groups, start=1):
            if part.change is not Change.GONE:
                yield from texts_in(part.passages, f"{name} {number} · ")


_NOTHING: tuple[Any, ...] = (None, "", [], False)


def _lines(value: Any) -> set[str]:
    """Return the texts of an object's own fields."""
    return {str(text) for _name, text in value or () if isinstance(text, ErasableText)}


def _passages(
    shapes: tuple[Shape, ...], value: Any, before: Any, names: dict[str, str], at: str = ""
) -> Iterator[Passage]:
    for shape in shapes:
        if shape.name in LATER:
            continue
        now, then = getattr(value, shape.name, None), getattr(before, shape.name, None)
        if now in _NOTHING and then in _NOTHING:
            continue
        if shape.fixed and names.get(str(now)) in _lines(value):
            continue  # its name stands there already
        if shape.sort is Sort.ID and not shape.many and not names.keys() & {str(now), str(then)}:
            continue  # what has no name here, such as a party's own row, is nobody else's to read
        yield _passage(shape, now, then, before is not None, names, f"{at}{shape.name}")


def _passage(
    shape: Shape, now: Any, then: Any, compared: bool, names: dict[str, str], path: str
) -> Passage:
    passage = Passage(shape.title, path)
    if shape.sort is Sort.FILE:
        passage.files = list(_files(_list(now), _list(then), compared))
    elif shape.sort is Sort.PART:
        passage.groups = list(_parts(shape, _list(now), _list(then), compared, names, path))
    else:
        passage.long = shape.sort is Sort.TEXT
        new, old = _words(now, names), _words(then, names)
        passage.pieces = compare(old if compared else new, new)
        if shape.sort in {Sort.TEXT, Sort.LINE} and not shape.many:
            passage.text = new
    return passage


def _files(now: list[FileRef], then: list[FileRef], compared: bool) -> Iterator[NamedFile]:
    before, after = {f.sha256 for f in then}, {f.sha256 for f in now}
    yield from (NamedFile(f, Change.GONE) for f in then if compared and f.sha256 not in after)
    for ref in now:
        yield NamedFile(ref, Change.KEPT if ref.sha256 in before or not compared else Change.NEW)


def _parts(
    shape: Shape, now: list[Any], then: list[Any], compared: bool, names: dict[str, str], path: str
) -> Iterator[Part]:
    """Yield the parts in reading order; those that are new or gone stand as a whole."""
    if not compared:
        then = now
    for old, place in _side_by_side(then, now):
        item = None if place is None else now[place]
        change = Change.GONE if place is None else Change.NEW if old is None else Change.KEPT
        base = (old or _Blank()) if compared else None
        at = f"{path}.{place}." if shape.many else f"{path}."
        yield Part(list(_passages(shape.shapes, item, base, names, at)), change)


class _Blank:
    """Something with which all of a text compares as new."""


def _side_by_side(then: list[Any], now: list[Any]) -> Iterator[tuple[Any, int | None]]:
    """Pair the parts of two versions: what was before, and the place that it has now."""
    a, b = [repr(x) for x in then], [repr(x) for x in now]
    for op, i, j, k, m in SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        if op == "equal":
            yield from zip(then[i:j], range(k, m), strict=True)
            continue
        both = min(j - i, m - k)
        yield from zip(then[i : i + both], range(k, k + both), strict=True)
        yield from ((old, None) for old in then[i + both : j])
        yield from ((None, place) for place in range(k + both, m))


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
        case PartialDate():
            return partial_words(value)
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
