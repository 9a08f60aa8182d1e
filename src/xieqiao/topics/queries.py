"""What one can ask about topics. Every answer is what the asking body may read."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from xieqiao.acts.access import Acting
from xieqiao.acts.models import Seat
from xieqiao.topics.models import Topic

# Topics


def topics_seen_by(acting: Acting) -> QuerySet[Topic]:
    """Return the topics that the body may read.

    A body that left reads those confirmed up to then; each has `left_by_us` (None, or when the
    body left), and `left.as_left` puts back the words of that time.
    """
    seats = Seat.objects.filter(space=OuterRef("partnership_id"), body=acting.body_id)
    there = seats.filter(Q(left_at=None) | Q(left_at__gte=OuterRef("confirmed_at")))
    rows: QuerySet[Topic] = Topic.objects.filter(Exists(there))
    return rows.annotate(left_by_us=Subquery(seats.values("left_at")[:1])).select_related(
        "partnership", "lead", "focus_area"
    )


def open_topics_of(partnership_id: UUID) -> QuerySet[Topic]:
    """Return the topics of a partnership that are not closed, the newest first."""
    rows: QuerySet[Topic] = Topic.objects.filter(partnership=partnership_id, closed=False)
    return rows.order_by("-confirmed_at", "id")
