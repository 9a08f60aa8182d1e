"""Results over time, and what linked supervision found."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from xieqiao.acts.access import Acting
from xieqiao.acts.sight import seen_by
from xieqiao.outcomes.models import Finding, Indicator, Measure


def indicators_seen_by(acting: Acting) -> QuerySet[Indicator]:
    """Return the indicators that the body may read, the newest first, with their values."""
    rows = seen_by(acting, Indicator.objects.all())
    rows = rows.select_related("owner", "partnership", "topic", "outcome", "outcome__topic")
    return rows.prefetch_related("measures").order_by("-in_force_at", "id")


def measures_in_force(indicator: Indicator) -> list[Measure]:
    """Return one value for each date, in order: the one that was given last."""
    by_date = {measure.on: measure for measure in indicator.measures.all()}
    return [by_date[on] for on in sorted(by_date)]


def findings_seen_by(acting: Acting, words: str = "") -> QuerySet[Finding]:
    """Return the findings that the body may read: open ones first, those that lag before them."""
    rows = seen_by(acting, Finding.objects.all())
    rows = rows.select_related("partnership", "topic", "asked_of", "action")
    if words:
        rows = rows.filter(Q(title__icontains=words) | Q(found__icontains=words))
    return rows.order_by("closed", "-lagging", "-in_force_at", "id")
