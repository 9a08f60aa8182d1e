"""Days and moments in words, as the reader's language writes them."""

from __future__ import annotations

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import get_language


def partial_words(text: str) -> str:
    """Return a year, month or day (2019, 2019-12, 2019-12-05) as exactly as it is known."""
    year = "Y" if get_language() == "en" else "Y年"
    first = date.fromisoformat(f"{text}-01-01"[:10])
    return date_format(first, {4: year, 7: "YEAR_MONTH_FORMAT", 10: "DATE_FORMAT"}[len(text)])
