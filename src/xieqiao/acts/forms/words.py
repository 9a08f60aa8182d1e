"""What is wrong with a field, in the reader's words."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _later

from xieqiao.acts.forms.shapes import Sort

# What is typed into a field of each sort, for the reference of kinds.
SORT_WORDS = {
    Sort.LINE: _later("one line of text"),
    Sort.TEXT: _later("text of several lines"),
    Sort.WORD: _later("a choice"),
    Sort.DATE: _later("a day"),
    Sort.TIME: _later("a day and a time"),
    Sort.PARTIAL: _later("a year, month or day"),
    Sort.WHOLE: _later("a whole number"),
    Sort.DECIMAL: _later("a number"),
    Sort.TRUTH: _later("yes or no"),
    Sort.ENUM: _later("a choice"),
    Sort.ID: _later("a choice"),
    Sort.FILE: _later("a file"),
    Sort.PERSON: _later("a person"),
    Sort.PART: _later("several fields together"),
}
_MISSING = {"missing", "string_too_short", "too_short"}


def words_for(error: Any) -> str:
    """Return the words for one of pydantic's errors."""
    kind: str = error["type"]
    context: dict[str, object] = error.get("ctx", {})
    if kind == "text":
        return str(context["message"])
    if kind == "value_error":
        return str(context["error"])
    if kind in _MISSING:
        return _("Please fill this in.")
    if kind.startswith("date"):
        return _("There is no such date. Write it as year-month-day, such as 2021-05-27.")
    if kind.startswith(("int", "decimal")):
        return _("Write a number here, in digits.")
    if kind in {"enum", "uuid_parsing", "literal_error"}:
        return _("Choose one of these.")
    if kind in {"greater_than_equal", "greater_than"}:
        return _("This is too small: at least %s.") % next(iter(context.values()))
    if kind in {"less_than_equal", "less_than"}:
        return _("This is too large: at most %s.") % next(iter(context.values()))
    if kind in {"too_long", "string_too_long"}:
        return _("This is too much: at most %s.") % context.get("max_length")
    return _("This does not fit here.")
