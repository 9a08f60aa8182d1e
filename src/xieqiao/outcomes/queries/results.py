"""Results over time, and what linked supervision found."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q, QuerySet

from xieqiao.acts.access import Acting
from xieqiao.outcomes.models import Finding, Indicator, Measure
from xieqiao.outcomes.queries.seen import seen


def indicators_seen_by(acting: Acting) -> QuerySet[Indicator]:
    """Return the indicators that the body may read, the newest first, with their values."""
    rows = seen(acting, Indicator.objects.all())
    rows = rows.select_related("owner", "partnership", "topic", "outcome", "action")
    return rows.prefetch_related("measures").order_by("-in_force_at", "id")


def indicators_on_topic(acting: Acting, topic_id: UUID) -> QuerySet[Indicator]:
    """Return those that belong to a topic, by themselves, their outcome or their action."""
    through_outcome = Q(topic=topic_id) | Q(outcome__topic=topic_id)
    through_action = Q(action__topic=topic_id) | Q(action__outcome__topic=topic_id)
    return indicators_seen_by(acting).filter(through_outcome | through_action)


def measures_in_force(indicator: Indicator) -> list[Measure]:
    """Return one value for each date, in order: the one that was given last."""
    by_date = {measure.on: measure for measure in indicator.measures.all()}
    return [by_date[on] for on in sorted(by_date)]


def findings_seen_by(acting: Acting) -> QuerySet[Finding]:
    """Return the findings that the body may read: open ones first, those that lag before them."""
    rows = seen(acting, Finding.objects.all())
    rows = rows.select_related("partnership", "topic", "asked_of", "action", "activity")
    return rows.order_by("closed", "-lagging", "-in_force_at", "id")


def findings_on_topic(acting: Acting, topic_id: UUID) -> QuerySet[Finding]:
    """Return those that belong to a topic, by themselves or by the action looked at."""
    through_action = Q(action__topic=topic_id) | Q(action__outcome__topic=topic_id)
    return findings_seen_by(acting).filter(Q(topic=topic_id) | through_action)
