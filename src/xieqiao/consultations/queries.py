"""What one can ask about consultations. Every answer is what the asking body may read."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from xieqiao.acts.access import Acting
from xieqiao.acts.models import Seat
from xieqiao.consultations.models import Consultation, Statement


def consultations_seen_by(acting: Acting) -> QuerySet[Consultation]:
    """Return the consultations that the body may read, with what their state needs.

    A body that left reads those that were opened up to then.
    """
    seats = Seat.objects.filter(space=OuterRef("partnership_id"), body=acting.body_id)
    there = seats.filter(Q(left_at=None) | Q(left_at__gte=OuterRef("opens_at")))
    rows: QuerySet[Consultation] = Consultation.objects.filter(Exists(there))
    return rows.select_related("closing__body", "partnership", "topic", "activity")


def consultations_of_topic(acting: Acting, topic_id: UUID) -> QuerySet[Consultation]:
    """Return the consultations on a topic, the newest first."""
    return consultations_seen_by(acting).filter(topic=topic_id).order_by("-opens_at", "id")


def consultations_of_activity(acting: Acting, activity_id: UUID) -> QuerySet[Consultation]:
    """Return the consultations at an activity, the newest first."""
    return consultations_seen_by(acting).filter(activity=activity_id).order_by("-opens_at", "id")


def without_their_statements() -> QuerySet[Consultation]:
    """Return those that follow another and have not taken its statements over."""
    own = Statement.objects.filter(consultation=OuterRef("id"))
    before = Statement.objects.filter(consultation=OuterRef("follows"), state="shown")
    rows: QuerySet[Consultation] = Consultation.objects.filter(Exists(before), closing=None)
    return rows.exclude(Exists(own))
