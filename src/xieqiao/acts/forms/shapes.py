"""Reads a payload class into the shapes of the fields that a form needs."""

from __future__ import annotations

import types
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum, StrEnum
from functools import cache
from typing import Any, Union, get_args, get_origin
from uuid import UUID

from annotated_types import Ge, Gt, Le, Lt, MaxLen, MinLen
from pydantic import BaseModel
from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined

from xieqiao.acts.dates import PartialDate
from xieqiao.acts.payloads import FileRef, Line, PersonShown, Text

LATER = ("happened", "source")
UNSEEN = ("demonstration",)


class Sort(StrEnum):
    """What is typed into a field."""

    LINE = "line"
    TEXT = "text"
    WORD = "word"
    DATE = "date"
    TIME = "time"
    PARTIAL = "partial"
    WHOLE = "whole"
    DECIMAL = "decimal"
    TRUTH = "truth"
    ENUM = "enum"
    ID = "id"
    FILE = "file"
    PERSON = "person"
    PART = "part"


@dataclass(frozen=True)
class Shape:
    """One field of a payload: what is typed, how many of it, and within which bounds."""

    name: str
    path: str
    sort: Sort
    title: Any
    help: Any
    required: bool
    many: bool
    default: Any
    type: Any
    shapes: tuple[Shape, ...] = ()
    least: Any = None
    most: Any = None
    shortest: int = 0
    longest: int | None = None
    ordered: bool = False
    fixed: bool = False

    @property
    def grouped(self) -> bool:
        """Whether it has fields of its own."""
        return self.sort in {Sort.PART, Sort.PERSON}

    @property
    def carried(self) -> bool:
        """Whether all within is carried along, so that rows can only be left out."""
        return self.grouped and bool(self.shapes) and all(inner.fixed for inner in self.shapes)


_SORTS: tuple[tuple[type, Sort], ...] = (
    (FileRef, Sort.FILE),
    (PersonShown, Sort.PERSON),
    (BaseModel, Sort.PART),
    (Text, Sort.TEXT),
    (Line, Sort.LINE),
    (PartialDate, Sort.PARTIAL),
    (Enum, Sort.ENUM),
    (datetime, Sort.TIME),
    (date, Sort.DATE),
    (bool, Sort.TRUTH),
    (int, Sort.WHOLE),
    (Decimal, Sort.DECIMAL),
    (UUID, Sort.ID),
    (str, Sort.WORD),
)


@cache
def shapes_of(model: type[BaseModel], within: str = "") -> tuple[Shape, ...]:
    """Return the shapes of a payload's fields, in their order. Raises TypeError for others."""
    return tuple(
        _shape(name, field, f"{within}.{name}" if within else name)
        for name, field in model.model_fields.items()
        if within or name not in UNSEEN
    )


def _shape(name: str, field: FieldInfo, path: str) -> Shape:
    inner, metadata, optional = _unwrapped(field.annotation, list(field.metadata))
    many = get_origin(inner) in {list, tuple}
    if many:
        inner, _, _ = _unwrapped(get_args(inner)[0], [])
    sort = _sort(inner, path)
    bounds = _bounds(metadata)
    extra = field.json_schema_extra
    wanted = field.is_required() or (bounds["shortest"] > 0 and not optional)
    return Shape(
        name=name,
        path=path,
        sort=sort,
        title=field.title or name.replace("_", " "),
        help=field.description or "",
        required=wanted and sort is not Sort.TRUTH and not optional,
        many=many,
        default=_default(field),
        type=inner,
        shapes=shapes_of(inner, path) if sort in {Sort.PART, Sort.PERSON} else (),
        ordered=many and isinstance(extra, dict) and bool(extra.get("ordered")),
        fixed=isinstance(extra, dict) and bool(extra.get("fixed")),
        **bounds,
    )


def _unwrapped(annotation: Any, metadata: list[Any]) -> tuple[Any, list[Any], bool]:
    """Return the annotation without Annotated and `| None`, what it carried, and if it may lack."""
    optional = False
    while True:
        if hasattr(annotation, "__metadata__"):
            metadata += _flat(annotation.__metadata__)
            annotation = annotation.__origin__
        elif get_origin(annotation) in {Union, types.UnionType}:
            kinds = [a for a in get_args(annotation) if a is not type(None)]
            optional = len(kinds) < len(get_args(annotation))
            annotation = kinds[0]
        else:
            return annotation, metadata, optional


def _flat(metadata: tuple[Any, ...]) -> list[Any]:
    found: list[Any] = []
    for one in metadata:
        found += one.metadata if isinstance(one, FieldInfo) else [one]
    return found


def _sort(inner: Any, path: str) -> Sort:
    if isinstance(inner, type):
        for base, sort in _SORTS:
            if issubclass(inner, base):
                return sort
    raise TypeError(f"no form field is known for {path}: {inner!r}")


def _bounds(metadata: list[Any]) -> dict[str, Any]:
    bounds: dict[str, Any] = {"least": None, "most": None, "shortest": 0, "longest": None}
    for one in metadata:
        match one:
            case Ge(ge=value):
                bounds["least"] = value
            case Gt(gt=value):
                bounds["least"] = value + 1 if isinstance(value, int) else value
            case Le(le=value):
                bounds["most"] = value
            case Lt(lt=value):
                bounds["most"] = value - 1 if isinstance(value, int) else value
            case MinLen(min_length=value):
                bounds["shortest"] = value
            case MaxLen(max_length=value):
                bounds["longest"] = value
    return bounds


def _default(field: FieldInfo) -> Any:
    if field.default_factory is not None:
        return []
    return None if field.default is PydanticUndefined else field.default
