"""Dates in words, as exactly as they are known; and the order in which they come."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language

_YEAR, _MONTH = 4, 7


def said(value: Any) -> str:
    """Return a year, a month, a day or a moment's day in the reader's language."""
    if not value:
        return ""
    english = get_language() == "en"
    if isinstance(value, datetime):
        value = timezone.localtime(value).date()
    if isinstance(value, date):
        return date_format(value, "j F Y" if english else "Y年n月j日")
    text = str(value)
    first = date.fromisoformat((text + "-01-01")[:10])
    if len(text) == _YEAR:
        return date_format(first, "Y" if english else "Y年")
    if len(text) == _MONTH:
        return date_format(first, "F Y" if english else "Y年n月")
    return said(first)


def place_in_time(value: Any) -> str:
    """Return what sorts a date of any exactness: by the first moment that it can mean."""
    if isinstance(value, datetime):
        return timezone.localtime(value).isoformat()
    return value.isoformat() if isinstance(value, date) else str(value)


def iso(value: Any) -> str:
    """Return a date as a machine reads it."""
    if isinstance(value, datetime):
        value = timezone.localtime(value).date()
    return value.isoformat() if isinstance(value, date) else str(value)
