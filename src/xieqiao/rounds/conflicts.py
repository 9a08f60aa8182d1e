"""Whether somebody would be sent to where he or she works: by names, as they are written."""

from __future__ import annotations

import re

SHORTEST = 4
"""Of fewer characters a name stands in too many texts."""
_APART = re.compile(r"[\W_]+")


def folded(name: str) -> str:
    """Return a name as it is compared: simplified characters, small letters, nothing between."""
    from xieqiao.engines.text import fold

    return _APART.sub("", fold(name)).casefold()


def company_fits(company: str, shown_for: str) -> bool:
    """Say whether a need is shown for the company or unit of that name."""
    if not company or not shown_for:
        return False
    return folded_fits(folded(company), folded(shown_for))


def folded_fits(company: str, shown_for: str) -> bool:
    """Say so of names that are folded already."""
    if len(company) < SHORTEST:
        return bool(company) and company == shown_for
    return company in shown_for
