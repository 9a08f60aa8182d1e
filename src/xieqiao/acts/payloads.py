"""Typed payloads of acts, and how one is split into what stays and what can be erased.

The structural part (ids, dates, quantities) stays for ever; the erasable part (free text, names
as shown, files' names) lies beside it under a digest of its own and can be taken out.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any, ClassVar, Self
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from pydantic import BaseModel, ConfigDict, Field, GetCoreSchemaHandler
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from xieqiao.acts.dates import PartialDate
from xieqiao.acts.texts import LINE_LENGTH, TEXT_LENGTH, clean_line, clean_text

ERASED = "〔已删去〕"
_PLACE = {"erasable": True}


class ErasableText(str):
    """Text that goes into the erasable part of a payload."""

    multiline: ClassVar[bool] = True
    limit: ClassVar[int] = TEXT_LENGTH

    @classmethod
    def checked(cls, value: str) -> Self:
        """Return `value` cleaned. Raises a pydantic error in the reader's language."""
        clean = clean_text if cls.multiline else clean_line
        try:
            return cls(clean(value, limit=cls.limit))
        except ValidationError as error:
            raise PydanticCustomError("text", "{message}", {"message": error.messages[0]}) from None

    @classmethod
    def __get_pydantic_core_schema__(
        cls, source: type[Any], handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        return core_schema.no_info_after_validator_function(cls.checked, core_schema.str_schema())


class Text(ErasableText):
    """Free text of several lines, up to 20,000 characters."""


class Line(ErasableText):
    """Free text of one line, up to 200 characters."""

    multiline = False
    limit = LINE_LENGTH


class Part(BaseModel):
    """A group of fields within a payload (a clause, a delegation, a document)."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class PersonShown(Part):
    """Somebody named in a payload, as the naming body lets the others see it."""

    person_id: UUID | None = Field(default=None, title=_("From our directory"))
    shown_as: Line = Field(title=pgettext_lazy("person", "Name"))
    office: Line = Field(default=Line(""), title=_("Office"))


class FileRef(Part):
    """A file that a payload refers to by its digest."""

    file_id: UUID
    sha256: str
    size: int
    media_type: str
    name: Line


class ActPayload(BaseModel):
    """What every act may carry beside its own fields."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    happened: PartialDate | None = Field(
        default=None,
        title=_("When it happened"),
        description=_("Only for what is entered later: 2019, 2019-12 or 2019-12-05."),
    )
    source: Line = Field(
        default=Line(""),
        title=_("Source"),
        description=_("Only for what is entered later: where it was reported."),
    )
    demonstration: bool = False


def split(payload: BaseModel) -> tuple[dict[str, Any], dict[str, str]]:
    """Return the structural part, and the erasable texts by JSON pointer (RFC 6901)."""
    texts: dict[str, str] = {}
    structural = _walk(payload, "", texts)
    assert isinstance(structural, dict)
    return structural, texts


def _walk(value: Any, pointer: str, texts: dict[str, str]) -> Any:
    if isinstance(value, ErasableText):
        texts[pointer] = str(value)
        return dict(_PLACE)
    if isinstance(value, BaseModel):
        names = type(value).model_fields
        return {n: _walk(getattr(value, n), f"{pointer}/{n}", texts) for n in names}
    if isinstance(value, list | tuple):
        return [_walk(v, f"{pointer}/{i}", texts) for i, v in enumerate(value)]
    if isinstance(value, dict):
        return {str(k): _walk(v, f"{pointer}/{k}", texts) for k, v in value.items()}
    return as_json(value)


def as_json(value: Any) -> Any:
    """Return a plain value in the registers' JSON: no floats, times in UTC, decimals as text."""
    match value:
        case None | bool() | int():
            return value
        case Enum():
            return as_json(value.value)
        case datetime():
            return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
        case date():
            return value.isoformat()
        case UUID() | Decimal() | str():
            return str(value)
    raise TypeError(f"{type(value).__name__} has no form in a register")


def join(structural: Any, texts: dict[str, str] | None, pointer: str = "") -> Any:
    """Put the texts back to their places; what was erased shows the mark."""
    if structural == _PLACE:
        return ERASED if texts is None else texts[pointer]
    if isinstance(structural, dict):
        return {k: join(v, texts, f"{pointer}/{k}") for k, v in structural.items()}
    if isinstance(structural, list):
        return [join(v, texts, f"{pointer}/{i}") for i, v in enumerate(structural)]
    return structural
