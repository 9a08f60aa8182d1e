"""Every read of the room, named by the question it answers."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, TypeVar
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from xieqiao.acts.access import Acting, Capability
from xieqiao.acts.sight import seen_by
from xieqiao.exchange.models import (
    Dispatch,
    Need,
    Offered,
    OfferedNeed,
    OfferedStrength,
    OwnEntry,
)

UNDO_DAYS = 30
E = TypeVar("E", bound=OwnEntry)


def entries_of(acting: Acting, model: type[E], *, deleted: bool = False) -> QuerySet[E]:
    """Return the own body's needs or strengths that the acting person may read.

    A member without the right to read all of the body's own matter reads what is his or her own.
    Deleted ones can be read for 30 days.
    """
    rows = model._default_manager.filter(body=acting.body_id)
    if not acting.can(Capability.READ_OWN):
        rows = rows.filter(person=acting.person_id, person__isnull=False)
    if deleted:
        return rows.filter(deleted_at__gt=_undo_from()).select_related("person", "section")
    return rows.filter(deleted_at=None).select_related("person", "section")


def _undo_from() -> Any:
    return timezone.now() - timedelta(days=UNDO_DAYS)


def gone_for_good(model: type[E]) -> QuerySet[E]:
    """Return what was deleted so long ago that nobody can bring it back."""
    return model._default_manager.filter(deleted_at__lte=_undo_from())


def with_words(rows: QuerySet[E], words: str) -> QuerySet[E]:
    """Return the entries whose title or text holds `words`."""
    return rows.filter(Q(title__icontains=words) | Q(text__icontains=words)) if words else rows


def offers_of(entry: OwnEntry) -> QuerySet[Any]:
    """Return where an own need or strength was shown to partners."""
    model: type[Offered] = OfferedNeed if isinstance(entry, Need) else OfferedStrength
    rows = model.objects.filter(owner=entry.body_id, own_id=entry.pk)
    return rows.select_related("partnership").order_by("closed", "-in_force_at")


def offered_needs_seen_by(acting: Acting) -> QuerySet[OfferedNeed]:
    """Return the needs shown in the body's partnerships, open ones first."""
    rows = seen_by(acting, OfferedNeed.objects.all())
    rows = rows.annotate(sent=Count("dispatches"))
    return rows.select_related("owner", "partnership", "topic").order_by(
        "closed", "-in_force_at", "id"
    )


def offered_strengths_seen_by(acting: Acting) -> QuerySet[OfferedStrength]:
    """Return the strengths shown in the body's partnerships, offered ones first."""
    rows = seen_by(acting, OfferedStrength.objects.all())
    return rows.select_related("owner", "partnership", "topic").order_by(
        "closed", "-in_force_at", "id"
    )


def dispatches_seen_by(acting: Acting) -> QuerySet[Dispatch]:
    """Return the dispatches that the body may read, the newest first."""
    rows = seen_by(acting, Dispatch.objects.all())
    return rows.select_related(
        "sender", "receiver", "partnership", "topic", "need", "need__owner"
    ).order_by("-in_force_at", "id")


def offered_on(acting: Acting, topic_id: UUID) -> tuple[list[OfferedNeed], list[Dispatch]]:
    """Return the needs and dispatches of a topic."""
    needs = offered_needs_seen_by(acting).filter(topic=topic_id)
    sent = dispatches_seen_by(acting).filter(Q(topic=topic_id) | Q(need__topic=topic_id))
    return list(needs[:50]), list(sent.prefetch_related("persons")[:50])


__all__ = [
    "UNDO_DAYS",
    "dispatches_seen_by",
    "entries_of",
    "gone_for_good",
    "offered_needs_seen_by",
    "offered_on",
    "offered_strengths_seen_by",
    "offers_of",
    "with_words",
]
