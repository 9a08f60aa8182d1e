"""Which rows of this room a body may read, one that has left a partnership among them."""

from __future__ import annotations

from typing import TypeVar

from django.db.models import F, Model, Q, QuerySet

from xieqiao.acts.access import Acting
from xieqiao.acts.sight import seen_by

M = TypeVar("M", bound=Model)


def seen(acting: Acting, rows: QuerySet[M]) -> QuerySet[M]:
    """Return what first came into force while the body was a party.

    Each row has `left_by_us`: None, or when the body left. What changed afterwards is not for it;
    `left.as_left` puts back the words of that time.
    """
    return seen_by(acting, rows, "entered_at")


def unchanged(rows: QuerySet[M]) -> QuerySet[M]:
    """Return those that still are as the body may read them.

    For filters and words to look for: a hit on what was written later would give it away.
    """
    return rows.filter(Q(left_by_us=None) | Q(in_force_at__lte=F("left_by_us")))


def where_we_are(rows: QuerySet[M]) -> QuerySet[M]:
    """Return those of partnerships that the body is a party of today."""
    return rows.filter(left_by_us=None)
