"""Every read of the room, named by the question it answers."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from xieqiao.acts.access import Acting, Capability
from xieqiao.acts.sight import seen_by
from xieqiao.duty.models import Initiative, SharedInitiative

UNDO_DAYS = 30


def initiatives_of(acting: Acting, *, deleted: bool = False) -> QuerySet[Initiative]:
    """Return the own body's initiatives that the acting person may read.

    Who may not read all of the body's own matter reads what is his or her own. Deleted ones can
    be read for 30 days.
    """
    rows = Initiative.objects.filter(body=acting.body_id).select_related("member")
    if not acting.can(Capability.READ_OWN):
        rows = rows.filter(member=acting.person_id)
    if deleted:
        return rows.filter(deleted_at__gt=timezone.now() - timedelta(days=UNDO_DAYS))
    return rows.filter(deleted_at=None)


def gone_for_good() -> QuerySet[Initiative]:
    """Return what was deleted so long ago that nobody can bring it back."""
    return Initiative.objects.filter(deleted_at__lte=timezone.now() - timedelta(days=UNDO_DAYS))


def waiting_for_the_office(acting: Acting) -> QuerySet[Initiative]:
    """Return the initiatives that members entered and the office has not confirmed."""
    rows = Initiative.objects.filter(body=acting.body_id, deleted_at=None, confirmed_at=None)
    return rows.select_related("member").order_by("created_at", "id")


def shared_seen_by(acting: Acting, words: str = "") -> QuerySet[SharedInitiative]:
    """Return the initiatives shown in the body's partnerships, the newest first."""
    rows = seen_by(acting, SharedInitiative.objects.all())
    rows = rows.select_related("owner", "partnership", "topic")
    if words:
        rows = rows.filter(Q(title__icontains=words) | Q(member_shown__icontains=words))
    return rows.order_by("-in_force_at", "id")


def shown_to_partners(initiative: Initiative) -> QuerySet[SharedInitiative]:
    """Return where an own initiative was shown."""
    rows = SharedInitiative.objects.filter(owner=initiative.body_id, own_id=initiative.id)
    return rows.select_related("partnership").order_by("-in_force_at")


def shared_on(acting: Acting, topic_id: UUID) -> QuerySet[SharedInitiative]:
    """Return the initiatives shown on a topic."""
    return shared_seen_by(acting).filter(topic=topic_id)
