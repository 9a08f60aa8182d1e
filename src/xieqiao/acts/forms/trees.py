"""A payload as plain nested values: what a form starts from, and what a draft keeps."""

from __future__ import annotations

from datetime import UTC, date, datetime, tzinfo
from decimal import Decimal
from enum import Enum
from typing import Any
from uuid import UUID

from pydantic import BaseModel


def plain(value: Any) -> Any:
    """Return a value as JSON has it: texts, numbers that are whole, truths, lists, objects."""
    match value:
        case BaseModel():
            return {name: plain(getattr(value, name)) for name in type(value).model_fields}
        case dict():
            return {str(key): plain(item) for key, item in value.items()}
        case list() | tuple() | set() | frozenset():
            return [plain(item) for item in value]
        case Enum():
            return plain(value.value)
        case None | bool() | int():
            return value
        case datetime():
            return value.isoformat()
        case date():
            return value.isoformat()
        case Decimal():
            return format(value, "f")
        case UUID():
            return str(value)
    return str(value)


def local_time(text: str, zone: tzinfo) -> str:
    """Return a moment as an input for local time shows it; what is no moment stays as typed."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return text
    if moment.tzinfo is not None:
        moment = moment.astimezone(zone).replace(tzinfo=None)
    exact = moment.second or moment.microsecond
    return moment.isoformat(timespec="auto" if exact else "minutes")


def moment_in(text: str, zone: tzinfo) -> datetime:
    """Return the moment that a local time means in a zone.

    Raises ValueError for what is no time, or was left out when clocks were put forward.
    """
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is not None:
        return moment.astimezone(UTC)
    aware = moment.replace(tzinfo=zone)
    if aware.astimezone(UTC).astimezone(zone).replace(tzinfo=None) != moment:
        raise ValueError("there is no such time in this zone")
    return aware.astimezone(UTC)
