"""That a party has put in all that it wants."""

from __future__ import annotations

from django.utils import timezone

from xieqiao.acts.access import Acting
from xieqiao.acts.matter import writes_live
from xieqiao.rounds.gates import demand_changeable, demand_party
from xieqiao.rounds.models import Ready, Round


@writes_live
def say_ready(acting: Acting, round_: Round) -> None:
    """Say for one's party that it has put in all that it wants."""
    demand_party(acting, round_)
    demand_changeable(round_)
    Ready.objects.get_or_create(
        round_id=round_.id,
        body_id=acting.body_id,
        defaults={"shown_as": acting.shown_as, "at": timezone.now()},
    )


@writes_live
def not_ready(acting: Acting, round_: Round) -> None:
    """Take that word back."""
    demand_party(acting, round_)
    demand_changeable(round_)
    Ready.objects.filter(round=round_.id, body=acting.body_id).delete()
