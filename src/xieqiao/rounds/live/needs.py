"""Needs that their owners' offices put into a round."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from xieqiao.acts.access import Acting
from xieqiao.acts.matter import writes_live
from xieqiao.exchange.models import OfferedNeed
from xieqiao.rounds.errors import NothingWhole, NotOurs
from xieqiao.rounds.gates import demand_changeable, demand_office, hold
from xieqiao.rounds.languages import codes_of
from xieqiao.rounds.models import Round, RoundNeed


@writes_live
def put_need(
    acting: Acting,
    round_: Round,
    offered_need: UUID,
    *,
    languages: str = "",
    whole: bool = False,
) -> RoundNeed:
    """Put an offered need of the own body into a round; again, to change how it is in.

    Raises ActError when it is another's, closed, or when the round does not take it.
    """
    demand_office(acting, round_)
    with transaction.atomic():
        now = hold(round_.id)
        demand_changeable(now)
        if whole and now.fair:
            raise NothingWhole
        rows = OfferedNeed.objects.filter(id=offered_need, owner=acting.body_id, closed=False)
        if not rows.filter(partnership=now.partnership_id).exists():
            raise NotOurs
        found: RoundNeed
        found, new = RoundNeed.objects.get_or_create(
            round_id=now.id,
            need_id=offered_need,
            defaults={
                "languages": codes_of(languages),
                "whole": whole,
                "put_in_at": timezone.now(),
            },
        )
        if not new:
            found.languages, found.whole, found.taken_out_at = codes_of(languages), whole, None
            found.save()
        return found


@writes_live
def take_need_out(acting: Acting, round_: Round, round_need: UUID) -> None:
    """Take a need of the own body out again; earlier runs still name it."""
    demand_office(acting, round_)
    with transaction.atomic():
        demand_changeable(hold(round_.id))
        rows = RoundNeed.objects.filter(id=round_need, round=round_.id, taken_out_at=None)
        if not rows.filter(need__owner=acting.body_id).exists():
            raise NotOurs
        rows.update(taken_out_at=timezone.now())
