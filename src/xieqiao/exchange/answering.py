"""Every read about answers to needs, and about what was said after a dispatch."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, QuerySet

from xieqiao.acts.access import Acting
from xieqiao.acts.sight import party_today, seen_by
from xieqiao.exchange.models import Answer, Dispatch, DispatchedPerson, DispatchWord


def answers_seen_by(acting: Acting) -> QuerySet[Answer]:
    """Return the answers to needs that the body may read, those that hold first."""
    rows = seen_by(acting, Answer.objects.all(), "answered_at")
    rows = rows.select_related("owner", "partnership", "need", "need__owner")
    return rows.order_by("closed", "answered_at", "id")


def answers_to(acting: Acting, need_id: UUID) -> QuerySet[Answer]:
    """Return what parties answered to a need, with the strengths that they offer for it."""
    rows = answers_seen_by(acting).filter(need=need_id)
    return rows.prefetch_related("strengths__strength")


def counts_of_answers(acting: Acting, need_ids: Collection[UUID]) -> dict[UUID, int]:
    """Return how many answers that hold each of these needs has; one query."""
    rows = answers_seen_by(acting).filter(need__in=list(need_ids), closed=False).order_by()
    counted = rows.values("need_id").annotate(number=Count("id"))
    return {row["need_id"]: row["number"] for row in counted}


def answers_for_us(acting: Acting) -> QuerySet[Answer]:
    """Return answers to our open needs for which nobody is sent yet."""
    sent = Dispatch.objects.filter(need=OuterRef("need_id"), called_off=False)
    rows = Answer.objects.filter(
        party_today(acting), ~Exists(sent), closed=False, happened="", partnership__closed=False
    )
    rows = rows.filter(need__owner=acting.body_id, need__closed=False)
    return rows.select_related("owner", "partnership", "need").order_by("answered_at", "id")


def words_on(acting: Acting, dispatch_id: UUID) -> QuerySet[DispatchWord]:
    """Return what parties said of a dispatch afterwards, in their order."""
    rows = seen_by(acting, DispatchWord.objects.all(), "said_at").filter(dispatch=dispatch_id)
    return rows.select_related("owner", "partnership").order_by("said_at", "id")


# For the duty record


def dispatches_of_person(body_id: UUID, person_id: UUID) -> QuerySet[DispatchedPerson]:
    """Return where somebody of a body's directory was sent by that body, the newest first.

    Each row has its dispatch, with sender, receiver, need and partnership.
    """
    rows = DispatchedPerson.objects.filter(
        person_id=person_id, dispatch__sender=body_id, dispatch__called_off=False
    )
    rows = rows.select_related(
        "dispatch__sender", "dispatch__receiver", "dispatch__need", "dispatch__partnership"
    )
    return rows.order_by("-dispatch__agreed_at", "id")


def persons_dispatched_by(body_id: UUID) -> dict[UUID, int]:
    """Return how often each person of a body's directory was sent; one query."""
    rows = DispatchedPerson.objects.filter(
        dispatch__sender=body_id, dispatch__called_off=False, person_id__isnull=False
    ).order_by()
    counted: Any = rows.values("person_id").annotate(number=Count("dispatch", distinct=True))
    return {row["person_id"]: row["number"] for row in counted}


# For rounds of matching


def persons_sent_by(bodies: Collection[UUID]) -> QuerySet[DispatchedPerson]:
    """Return everybody of these bodies' directories who was sent, with the dispatch."""
    rows = DispatchedPerson.objects.filter(
        dispatch__sender__in=list(bodies), dispatch__called_off=False, person_id__isnull=False
    )
    return rows.select_related("dispatch").order_by("id")
