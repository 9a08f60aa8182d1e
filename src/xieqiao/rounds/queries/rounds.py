"""Rounds, their parties, and the needs that were put in: what all parties read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from xieqiao.acts.access import Acting
from xieqiao.acts.models import Seat
from xieqiao.acts.sight import seen_by
from xieqiao.exchange.left import as_left
from xieqiao.exchange.models import OfferedNeed
from xieqiao.rounds.models import Ready, Round, RoundNeed, RoundShare, Run
from xieqiao.rounds.words import USABLE, Stage


def rounds_seen_by(acting: Acting) -> QuerySet[Round]:
    """Return the rounds that the body may read; a body that left, those opened before."""
    there = Run.objects.filter(round=OuterRef("id"), status__in=USABLE)
    rows: Any = seen_by(acting, Round.objects.all(), "opened_at")
    then = there.filter(asked_at__lte=OuterRef("left_by_us"))
    found: QuerySet[Round] = rows.annotate(
        has_result=Q(Exists(then)) | (Q(left_by_us=None) & Q(Exists(there)))
    )
    return found.select_related("partnership").order_by("-opened_at", "id")


def round_seen(acting: Acting, round_id: UUID) -> Round:
    """Return a round as the body may read it. Raises LookupError."""
    found = as_left(rounds_seen_by(acting).filter(id=round_id))
    if not found:
        raise LookupError("the body reads no such round")
    row: Round = found[0]
    return row


def left_at(acting: Acting, round_: Round) -> datetime | None:
    """Return when the body left the partnership; None for a party of today."""
    if hasattr(round_, "left_by_us"):
        found: datetime | None = round_.left_by_us
        return found
    seats = Seat.objects.filter(space=round_.partnership_id, body=acting.body_id)
    return seats.values_list("left_at", flat=True).first()


_STAGES = {
    Stage.GATHERING: Q(closed=False, run_id=None, has_result=False),
    Stage.MATCHED: Q(closed=False, run_id=None, has_result=True),
    Stage.ADOPTED: Q(closed=False, run_id__isnull=False),
    Stage.CLOSED: Q(closed=True),
}


def round_list(
    acting: Acting, *, stage: str = "", words: str = "", partnership: str = "", sort: str = ""
) -> QuerySet[Round]:
    """Return rounds for the list page, the newest first, or the ones that end first (`due`)."""
    rows = rounds_seen_by(acting)
    if stage in Stage.values:
        rows = rows.filter(_STAGES[Stage(stage)])
    if words:
        rows = rows.filter(Q(title__icontains=words) | Q(purpose__icontains=words))
    if partnership:
        rows = rows.filter(partnership=UUID(partnership))
    orders = {"due": "gathers_until", "-due": "-gathers_until", "newest": "opened_at"}
    return rows.order_by(orders[sort], "id") if sort in orders else rows


def rounds_on(acting: Acting, topic_id: UUID) -> QuerySet[Round]:
    """Return the adopted rounds with a need that belongs to a topic."""
    of_topic = Q(need__topic=topic_id)
    from_need = apps.get_model("topics.Topic")._default_manager.filter(
        id=topic_id, need_id=OuterRef("need_id")
    )
    there = RoundShare.objects.filter(of_topic | Q(Exists(from_need)), round=OuterRef("id"))
    return rounds_seen_by(acting).filter(Exists(there))


@dataclass(frozen=True)
class Side:
    """A party of today: since when it is ready, and how many needs it has put in."""

    body: Any
    ready_at: datetime | None
    needs: int


def parties_of(round_: Round) -> list[Side]:
    """Return the parties of today, to whom is one of them; three queries."""
    if getattr(round_, "left_by_us", None) is not None:
        return []
    seats = Seat.objects.filter(space=round_.partnership_id, left_at=None)
    ready = dict(Ready.objects.filter(round=round_.id).values_list("body_id", "at"))
    rows = RoundNeed.objects.filter(round=round_.id, taken_out_at=None).order_by()
    needs = dict(rows.values_list("need__owner").annotate(n=Count("id")))
    bodies = apps.get_model("bodies.Body")._default_manager.filter(id__in=seats.values("body"))
    return [Side(b, ready.get(b.pk), needs.get(b.pk, 0)) for b in bodies.order_by("name", "id")]


def needs_in(acting: Acting, round_: Round) -> QuerySet[RoundNeed]:
    """Return the needs that are in the round, each party's together."""
    rows: QuerySet[RoundNeed] = RoundNeed.objects.filter(
        round=round_.id, taken_out_at=None, round__in=_ids(acting)
    )
    left = left_at(acting, round_)
    if left is not None:
        rows = rows.filter(put_in_at__lte=left)
    rows = rows.select_related("need__owner", "round")
    return rows.order_by("need__owner__name", "put_in_at", "id")


def need_in_round(acting: Acting, round_: Round, need_id: UUID) -> RoundNeed | None:
    """Return a need that is in the round."""
    return needs_in(acting, round_).filter(id=need_id).first()


def _ids(acting: Acting) -> Any:
    return seen_by(acting, Round.objects.all(), "opened_at").values("id")


def our_needs_to_put_in(acting: Acting, round_: Round) -> QuerySet[OfferedNeed]:
    """Return the body's open offered needs of the partnership that are not in the round."""
    there = RoundNeed.objects.filter(round=round_.id, need=OuterRef("id"), taken_out_at=None)
    rows: QuerySet[OfferedNeed] = OfferedNeed.objects.filter(
        ~Exists(there), partnership=round_.partnership_id, owner=acting.body_id, closed=False
    )
    return rows.select_related("owner").order_by("-offered_at", "id")
