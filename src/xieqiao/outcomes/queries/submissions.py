"""What each party submitted, and what came back."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from xieqiao.acts.access import Acting
from xieqiao.outcomes.models import Submission
from xieqiao.outcomes.queries.seen import seen


def submissions_seen_by(acting: Acting) -> QuerySet[Submission]:
    """Return the submissions that the body may read, the newest first."""
    rows = seen(acting, Submission.objects.all())
    return rows.select_related(
        "owner", "partnership", "outcome", "outcome__topic", "topic", "recipient_body"
    ).order_by("-sent_on", "-in_force_at", "id")


def unanswered(rows: QuerySet[Submission]) -> QuerySet[Submission]:
    """Return those without any answer, the longest waiting first."""
    return rows.filter(adoption="").order_by("sent_on", "in_force_at", "id")


def submissions_on_topic(acting: Acting, topic_id: UUID) -> QuerySet[Submission]:
    """Return those that belong to a topic, by themselves or by their outcome."""
    return submissions_seen_by(acting).filter(Q(topic=topic_id) | Q(outcome__topic=topic_id))


def by_party(
    parties: Iterable[Any], rows: Iterable[Submission]
) -> list[tuple[Any, list[Submission]]]:
    """Return each party with its submissions; a party that left comes last, if it has any."""
    columns: dict[Any, tuple[Any, list[Submission]]] = {p.id: (p, []) for p in parties}
    for row in rows:
        columns.setdefault(row.owner_id, (row.owner, []))[1].append(row)
    return list(columns.values())
