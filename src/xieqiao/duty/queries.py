"""Every read of the room, named by the question it answers."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from xieqiao.acts.access import Acting, Capability
from xieqiao.acts.sight import seen_by
from xieqiao.duty.models import Initiative, SharedInitiative

UNDO_DAYS = 30


# Our own list


def initiatives_of(acting: Acting, *, deleted: bool = False) -> QuerySet[Initiative]:
    """Return the own body's initiatives that the acting person may read.

    Who may not read all of the body's own matter reads what is his or her own. Deleted ones can
    be read for 30 days.
    """
    rows = Initiative.objects.filter(body=acting.body_id).select_related("member")
    if not acting.can(Capability.READ_OWN):
        rows = rows.filter(member=acting.person_id)
    rows = rows.filter(deleted_at__gt=_undo_from()) if deleted else rows.filter(deleted_at=None)
    shown = SharedInitiative.objects.filter(owner=OuterRef("body_id"), own_id=OuterRef("id"))
    return rows.annotate(shown=Exists(shown))


def initiatives_written_by(acting: Acting, *, deleted: bool = False) -> QuerySet[Initiative]:
    """Return the initiatives that the acting person may change: the office all, a member his own.

    Whoever only reads the body's own matter, such as a chair who is a member too, changes no
    other's.
    """
    rows = initiatives_of(acting, deleted=deleted)
    if acting.can(Capability.EDIT_OWN):
        return rows
    return rows.filter(member=acting.person_id)


def initiative_list(
    rows: QuerySet[Initiative], *, words: str = "", state: str = "", sort: str = ""
) -> QuerySet[Initiative]:
    """Return own initiatives for the list page; `state` is waiting, confirmed or shown."""
    if words:
        said = Q(title__icontains=words) | Q(text__icontains=words)
        rows = rows.filter(said | Q(member__name__icontains=words))
    states = {
        "waiting": Q(confirmed_at=None),
        "confirmed": Q(confirmed_at__isnull=False),
        "shown": Q(shown=True),
    }
    orders = {
        "when": ("on", "id"),
        "-when": ("-on", "id"),
        "changed": ("changed_at", "id"),
    }
    return rows.filter(states.get(state, Q())).order_by(*orders.get(sort, ("-changed_at", "id")))


def _undo_from() -> datetime:
    return timezone.now() - timedelta(days=UNDO_DAYS)


def gone_for_good() -> QuerySet[Initiative]:
    """Return what was deleted so long ago that nobody can bring it back."""
    return Initiative.objects.filter(deleted_at__lte=_undo_from())


def waiting_for_the_office(acting: Acting) -> QuerySet[Initiative]:
    """Return the initiatives that members entered and the office has not confirmed."""
    rows = Initiative.objects.filter(body=acting.body_id, deleted_at=None, confirmed_at=None)
    return rows.select_related("member").order_by("created_at", "id")


def shown_to_partners(initiative: Initiative) -> QuerySet[SharedInitiative]:
    """Return where an own initiative was shown."""
    rows = SharedInitiative.objects.filter(owner=initiative.body_id, own_id=initiative.id)
    return rows.select_related("partnership").order_by("-shared_at", "id")


# What partners were shown


def shared_seen_by(acting: Acting) -> QuerySet[SharedInitiative]:
    """Return the initiatives shown in the body's partnerships, the newest first.

    A body that left reads those shown up to then; each has `left_by_us` (None, or when the body
    left), and `exchange.left.as_left` puts back the words of that time.
    """
    rows = seen_by(acting, SharedInitiative.objects.all(), "shared_at")
    return rows.select_related("owner", "partnership").order_by("-shared_at", "id")


def shared_list(
    acting: Acting,
    *,
    whose: str = "",
    words: str = "",
    partnership: str = "",
    sort: str = "",
) -> QuerySet[SharedInitiative]:
    """Return shared initiatives for the list page; `whose` is partners, ours or both."""
    rows = shared_seen_by(acting)
    if whose in {"ours", "partners"}:
        ours = Q(owner=acting.body_id)
        rows = rows.filter(ours if whose == "ours" else ~ours)
    if words:
        said = Q(title__icontains=words) | Q(text__icontains=words)
        rows = rows.filter(said | Q(member_shown__icontains=words))
    if partnership:
        rows = rows.filter(partnership=UUID(partnership))
    orders = {"when": ("on", "id"), "-when": ("-on", "id"), "newest": ("shared_at", "id")}
    return rows.order_by(*orders[sort]) if sort in orders else rows


def shared_on(acting: Acting, topic_id: UUID) -> QuerySet[SharedInitiative]:
    """Return the initiatives shown on a topic, the first first."""
    return shared_seen_by(acting).filter(topic=topic_id).order_by("shared_at", "id")
