"""Dates as exactly as they are known: 2019, 2019-12 or 2019-12-05."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from pydantic import GetCoreSchemaHandler
from pydantic_core import CoreSchema, core_schema

_FORM = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


class PartialDate(str):
    """A year, a month or a day, kept as ISO 8601 text of reduced precision.

    Sorts as text, which is by its first day. Raises ValueError for what is no date.
    """

    def __new__(cls, value: str) -> PartialDate:
        """Return the date that a text names."""
        match = _FORM.fullmatch(value)
        if match is None:
            raise ValueError(_("Write a year, a month or a day: 2019, 2019-12 or 2019-12-05."))
        year, month, day = (int(part) if part else None for part in match.groups())
        try:
            date(year or 0, month or 1, day or 1)
        except ValueError:
            raise ValueError(_("There is no such date.")) from None
        return super().__new__(cls, value)

    @property
    def precision(self) -> str:
        """One of `year`, `month`, `day`."""
        return {4: "year", 7: "month", 10: "day"}[len(self)]

    @property
    def first_day(self) -> date:
        """The first day that it can mean."""
        return date.fromisoformat((self + "-01-01")[:10] if len(self) == 4 else (self + "-01")[:10])

    @classmethod
    def __get_pydantic_core_schema__(
        cls, source: type[Any], handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        return core_schema.no_info_after_validator_function(cls, core_schema.str_schema())


class PartialDateField(models.CharField):  # type: ignore[type-arg]
    """A column holding a PartialDate, or an empty text when nothing is known."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["max_length"] = 10
        kwargs.setdefault("blank", True)
        kwargs.setdefault("default", "")
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        """Return what a migration writes; the length is always the same."""
        name, path, args, kwargs = super().deconstruct()
        del kwargs["max_length"]
        return name, path, args, kwargs

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> str | None:
        """Return what a row holds as a date."""
        return PartialDate(value) if value else value
