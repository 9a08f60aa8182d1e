"""Every read of the room, named by the question it answers."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime, timedelta
from typing import Any, TypeVar
from uuid import UUID

from django.apps import apps
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone

from xieqiao.acts.access import Acting, Capability
from xieqiao.acts.models import Act, ActState, Touch, Version
from xieqiao.acts.projection import version_payload
from xieqiao.acts.sight import acts_seen_by, party_today, seen_by
from xieqiao.exchange.models import (
    Answer,
    Dispatch,
    DispatchWord,
    Need,
    Offered,
    OfferedNeed,
    OfferedStrength,
    OwnEntry,
)
from xieqiao.exchange.words import WordKind

UNDO_DAYS = 30
MOST_PROPOSALS = 200
E = TypeVar("E", bound=OwnEntry)
O = TypeVar("O", bound=Offered)  # noqa: E741


# Our own list


def entries_of(acting: Acting, model: type[E], *, deleted: bool = False) -> QuerySet[E]:
    """Return the own body's needs or strengths that the acting person may read.

    A member without the right to read all of the body's own matter reads what is his or her own.
    Deleted ones can be read for 30 days.
    """
    rows: QuerySet[E] = model._default_manager.filter(body=acting.body_id)
    if not acting.can(Capability.READ_OWN):
        rows = rows.filter(person=acting.person_id, person__isnull=False)
    rows = rows.filter(deleted_at__gt=_undo_from()) if deleted else rows.filter(deleted_at=None)
    shown: Any = rows.select_related("person", "section", "unit")
    found: QuerySet[E] = shown.annotate(offered=Exists(_offers_of(model)))
    return found


def entries_written_by(acting: Acting, model: type[E], *, deleted: bool = False) -> QuerySet[E]:
    """Return the entries that the acting person may change: the office all, a member his or hers.

    Whoever only reads the body's own matter, such as a chair who is a member too, changes no
    other's.
    """
    rows = entries_of(acting, model, deleted=deleted)
    if acting.can(Capability.EDIT_OWN):
        return rows
    return rows.filter(person=acting.person_id, person__isnull=False)


def entry_list(
    rows: QuerySet[E], *, words: str = "", sector: str = "", state: str = "", sort: str = ""
) -> QuerySet[E]:
    """Return own entries for the list page; `state` is own, shown, settled or empty for all."""
    if words:
        rows = rows.filter(Q(title__icontains=words) | Q(text__icontains=words))
    if sector:
        rows = rows.filter(sector=sector)
    states = {
        "own": Q(offered=False, settled=False),
        "shown": Q(offered=True, settled=False),
        "settled": Q(settled=True),
    }
    rows = rows.filter(states.get(state, Q()))
    return rows.order_by("changed_at" if sort == "changed" else "-changed_at", "id")


def _offers_of(model: type[OwnEntry]) -> QuerySet[Any]:
    shown: type[Offered] = OfferedNeed if model is Need else OfferedStrength
    rows: QuerySet[Any] = shown.objects.filter(owner=OuterRef("body_id"), own_id=OuterRef("id"))
    return rows


def _undo_from() -> datetime:
    return timezone.now() - timedelta(days=UNDO_DAYS)


def gone_for_good(model: type[E]) -> QuerySet[E]:
    """Return what was deleted so long ago that nobody can bring it back."""
    return model._default_manager.filter(deleted_at__lte=_undo_from())


def offers_of(entry: OwnEntry) -> QuerySet[Any]:
    """Return where an own need or strength was shown to partners, open ones first."""
    model: type[Offered] = OfferedNeed if isinstance(entry, Need) else OfferedStrength
    rows: QuerySet[Any] = model.objects.filter(owner=entry.body_id, own_id=entry.pk)
    return rows.select_related("partnership").order_by("closed", "-offered_at", "id")


def new_from_members(acting: Acting, days: int) -> QuerySet[Need]:
    """Return needs that members entered of late and that no partner has been shown."""
    since = timezone.now() - timedelta(days=days)
    rows = entries_of(acting, Need).filter(origin="member", created_at__gte=since, settled=False)
    return rows.exclude(Exists(_offers_of(Need))).order_by("created_at", "id")


# What partners were shown


def offered_needs_seen_by(acting: Acting) -> QuerySet[OfferedNeed]:
    """Return the needs shown in the body's partnerships, open ones first."""
    return _offered(seen_by(acting, OfferedNeed.objects.all(), "offered_at"))


def offered_strengths_seen_by(acting: Acting) -> QuerySet[OfferedStrength]:
    """Return the strengths shown in the body's partnerships, offered ones first."""
    return _offered(seen_by(acting, OfferedStrength.objects.all(), "offered_at"))


def _offered(rows: QuerySet[O]) -> QuerySet[O]:
    return rows.select_related("owner", "partnership").order_by("closed", "-offered_at", "id")


def offered_list(
    acting: Acting,
    rows: QuerySet[O],
    *,
    whose: str = "",
    words: str = "",
    partnership: str = "",
    party: str = "",
    sector: str = "",
    area: str = "",
    state: str = "",
    sort: str = "",
) -> QuerySet[O]:
    """Return offered needs or strengths for the list page; `whose` is partners, ours or both."""
    if whose in {"ours", "partners"}:
        ours = Q(owner=acting.body_id)
        rows = rows.filter(ours if whose == "ours" else ~ours)
    if words:
        said = Q(title__icontains=words) | Q(text__icontains=words)
        said |= Q(shown_for__icontains=words)
        if rows.model is OfferedStrength:
            said |= Q(proof__icontains=words) | Q(languages__icontains=words)
        rows = rows.filter(said)
    if partnership:
        rows = rows.filter(partnership=UUID(partnership))
    if party:
        rows = rows.filter(owner=UUID(party))
    if sector:
        rows = rows.filter(sector=sector)
    if area:
        rows = rows.filter(focus_area__icontains=area)
    is_open = Q(closed=False, partnership__closed=False)
    rows = rows.filter({"open": is_open, "closed": ~is_open}.get(state, Q()))
    return rows.order_by(*_ORDERS[sort], "id") if sort in _ORDERS else rows


_ORDERS: dict[str, tuple[Any, ...]] = {
    "newest": ("offered_at",),
    "-newest": ("-offered_at",),
    "due": (F("by_when").asc(nulls_last=True), "-offered_at"),
    "-due": (F("by_when").desc(nulls_last=True), "-offered_at"),
}


def open_needs_of_partners(acting: Acting) -> QuerySet[OfferedNeed]:
    """Return the others' open needs where the body is a party today, the newest first."""
    rows = OfferedNeed.objects.filter(
        party_today(acting), closed=False, partnership__closed=False
    ).exclude(owner=acting.body_id)
    return rows.select_related("owner", "partnership").order_by("-offered_at", "id")


def open_strengths(acting: Acting) -> QuerySet[OfferedStrength]:
    """Return what is offered where the body is a party today, the newest first."""
    rows = OfferedStrength.objects.filter(
        party_today(acting), closed=False, partnership__closed=False
    )
    return rows.select_related("owner", "partnership").order_by("-offered_at", "id")


def open_needs(acting: Acting) -> QuerySet[OfferedNeed]:
    """Return all open needs where the body is a party today, the newest first."""
    rows = OfferedNeed.objects.filter(party_today(acting), closed=False, partnership__closed=False)
    return rows.select_related("owner", "partnership").order_by("-offered_at", "id")


def announced(model: type[O]) -> QuerySet[O]:
    """Return the open needs or strengths that every body on the platform may find."""
    rows: QuerySet[O] = model._default_manager.filter(
        announced=True, closed=False, partnership__closed=False
    )
    return rows.select_related("owner").order_by("-offered_at", "id")


def is_open(row: Any) -> bool:
    """Say whether a need, strength or dispatch is open, in a partnership that is."""
    return not row.closed and not row.partnership.closed


# Dispatches


def dispatches_seen_by(acting: Acting) -> QuerySet[Dispatch]:
    """Return the dispatches that the body may read, the newest first."""
    rows = seen_by(acting, Dispatch.objects.all(), "agreed_at").select_related(
        "sender", "receiver", "partnership", "need", "need__owner"
    )
    return rows.order_by("-agreed_at", "id")


def dispatch_list(
    acting: Acting,
    *,
    direction: str = "",
    words: str = "",
    partnership: str = "",
    state: str = "",
    sort: str = "",
) -> QuerySet[Dispatch]:
    """Return dispatches for the list page; `direction` is sent, received or empty for all."""
    rows = dispatches_seen_by(acting)
    if direction in {"sent", "received"}:
        column = "sender" if direction == "sent" else "receiver"
        rows = rows.filter(**{column: acting.body_id})
    if words:
        said = Q(title__icontains=words) | Q(profile__icontains=words)
        rows = rows.filter(said | Q(purpose__icontains=words))
    if partnership:
        rows = rows.filter(partnership=UUID(partnership))
    states = {
        "agreed": Q(closed=False, report=""),
        "reported": ~Q(report=""),
        "called_off": Q(called_off=True),
    }
    rows = rows.filter(states.get(state, Q()))
    return rows.order_by("agreed_at", "id") if sort == "newest" else rows


def dispatches_for(acting: Acting, need_ids: Collection[UUID]) -> QuerySet[Dispatch]:
    """Return the dispatches that answer these needs, as far as the body may read."""
    return dispatches_seen_by(acting).filter(need__in=list(need_ids))


def counts_of_dispatches(acting: Acting, need_ids: Collection[UUID]) -> dict[UUID, int]:
    """Return how many dispatches answer each of these needs; one query."""
    rows = dispatches_for(acting, need_ids).filter(called_off=False).order_by()
    counted = rows.values("need_id").annotate(number=Count("id"))
    return {row["need_id"]: row["number"] for row in counted}


def topics_from(acting: Acting, need_ids: Collection[UUID]) -> dict[UUID, list[Any]]:
    """Return the topics that were raised from these needs; one query."""
    found: dict[UUID, list[Any]] = {}
    for topic in _topics_seen(acting, Q(need_id__in=list(need_ids))):
        if topic.need_id is not None:
            found.setdefault(topic.need_id, []).append(topic)
    return found


def topics_about(acting: Acting, row: Any) -> list[Any]:
    """Return the topic that a row names, and those raised from it; one query."""
    return _topics_seen(acting, Q(need_id=row.id) | Q(id=row.topic_id))


def _topics_seen(acting: Acting, which: Q) -> list[Any]:
    from xieqiao.topics.left import as_left
    from xieqiao.topics.queries import topics_seen_by

    return as_left(topics_seen_by(acting).filter(which).order_by("confirmed_at", "id"))


def proposals_for_needs(acting: Acting) -> dict[UUID, Act]:
    """Return the open proposals of dispatches, by the need that each would answer; one query."""
    acts = acts_seen_by(acting).filter(kind="dispatch.confirm", state=ActState.OPEN)
    rows = Version.objects.filter(act__in=acts, number=F("act__version"))
    rows = rows.select_related("act__proposer", "structural", "erasable")
    found = {}
    for row in rows.order_by("-act__proposed_at")[:MOST_PROPOSALS]:
        need = version_payload(row.act, row).need
        if need is not None:
            found[need] = row.act
    return found


# For the desk


def unanswered_needs(acting: Acting) -> QuerySet[OfferedNeed]:
    """Return open needs with neither topic nor dispatch, where the body is a party today.

    What is entered later tells of the past, and waits for nobody.
    """
    sent = Dispatch.objects.filter(need=OuterRef("id"), called_off=False)
    raised = _topics().filter(need_id=OuterRef("id"))
    rows = OfferedNeed.objects.filter(party_today(acting), ~Exists(sent), ~Exists(raised))
    rows = rows.filter(closed=False, partnership__closed=False, topic=None, happened="")
    return rows.select_related("owner", "partnership").order_by("offered_at", "id")


def _topics() -> QuerySet[Any]:
    rows: QuerySet[Any] = apps.get_model("topics.Topic")._default_manager.all()
    return rows


def new_needs_of_partners(acting: Acting, days: int) -> QuerySet[OfferedNeed]:
    """Return unanswered needs that partners have shown of late."""
    since = timezone.now() - timedelta(days=days)
    answered = Answer.objects.filter(need=OuterRef("id"), owner=acting.body_id, closed=False)
    rows = unanswered_needs(acting).exclude(owner=acting.body_id)
    return rows.filter(~Exists(answered), offered_at__gte=since)


def our_waiting_needs(acting: Acting, days: int) -> QuerySet[OfferedNeed]:
    """Return our needs that nobody has answered for so long."""
    before = timezone.now() - timedelta(days=days)
    answered = Answer.objects.filter(need=OuterRef("id"), closed=False)
    rows = unanswered_needs(acting).filter(owner=acting.body_id, offered_at__lte=before)
    return rows.exclude(Exists(answered))


def dispatches_to_report(acting: Acting, today: date, days: int) -> list[Dispatch]:
    """Return dispatches from or to us that are over, and of which no report is agreed or proposed.

    One without any date counts as over after so many days.
    """
    iso, before = today.isoformat(), timezone.now() - timedelta(days=days)
    proposed = Touch.objects.filter(
        subject_id=OuterRef("id"), moves=True, act__state=ActState.OPEN
    ).exclude(act__kind="dispatch.revise")
    ended = Q(ends__gt="", ends__lt=iso) | Q(ends="", begins__gt="", begins__lt=iso)
    dateless = Q(ends="", begins="", agreed_at__lte=before)
    told = DispatchWord.objects.filter(
        dispatch=OuterRef("id"), owner=acting.body_id, kind=WordKind.REPORT
    )
    rows = Dispatch.objects.filter(party_today(acting), ~Exists(proposed), ~Exists(told))
    rows = rows.filter(ended | dateless)
    rows = rows.filter(Q(sender=acting.body_id) | Q(receiver=acting.body_id))
    rows = rows.filter(closed=False, report="", happened="", partnership__closed=False)
    found = rows.select_related("sender", "receiver", "partnership").order_by("agreed_at", "id")
    return [row for row in found if over(row, today)]


def over(dispatch: Dispatch, today: date) -> bool:
    """Say whether the last day that is known of a dispatch lies before today."""
    last = str(dispatch.ends or dispatch.begins)
    return not last or last < today.isoformat()[: len(last)]


# For topics


def _needs_of(topic_id: UUID) -> QuerySet[Any]:
    return _topics().filter(id=topic_id, need_id__isnull=False).values("need_id")


def offered_on(acting: Acting, topic_id: UUID) -> tuple[list[OfferedNeed], list[OfferedStrength]]:
    """Return the needs and strengths that lead to a topic, or were shown on it; two queries."""
    on_it = Q(topic=topic_id) | Q(id__in=_needs_of(topic_id))
    needs = offered_needs_seen_by(acting).filter(on_it).order_by("offered_at", "id")
    strengths = offered_strengths_seen_by(acting).filter(topic=topic_id)
    return list(needs), list(strengths.order_by("offered_at", "id"))


def dispatches_on(acting: Acting, topic_id: UUID) -> list[Dispatch]:
    """Return the dispatches on a topic, or for a need that leads to it; one query."""
    on_it = Q(topic=topic_id) | Q(need__topic=topic_id) | Q(need__in=_needs_of(topic_id))
    return list(dispatches_seen_by(acting).filter(on_it).order_by("agreed_at", "id"))
