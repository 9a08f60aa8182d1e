"""Whether a run is possible now."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext as _

from xieqiao.acts.models import Seat
from xieqiao.rounds.errors import BeingAdopted, RoundClosed
from xieqiao.rounds.gates import adoption_proposed
from xieqiao.rounds.models import Entrant, Ready, Round, RoundNeed, Run
from xieqiao.rounds.words import UNDER_WAY


def why_not(round_: Round) -> str:
    """Return why no run is possible now, in the reader's language; nothing where it is.

    Nobody looks at results while others still put in: from one more person and one more run it
    could be read what this person changed.
    """
    if round_.closed:
        return str(RoundClosed.message)
    if adoption_proposed(round_.id):
        return str(BeingAdopted.message)
    if Run.objects.filter(round=round_.id, status__in=UNDER_WAY).exists():
        return _("A run is under way. Its page shows the result as soon as it is there.")
    if round_.run_id is None and timezone.now() < round_.gathers_until and not all_ready(round_):
        return _(
            "Not all parties have put in what they want. As soon as all say so, or the time for "
            "putting in is over, any party can let the round be matched."
        )
    if not RoundNeed.objects.filter(round=round_.id, taken_out_at=None).exists():
        return _("No need has been put in yet.")
    if not Entrant.objects.filter(round=round_.id, taken_out_at=None).exists():
        return _("Nobody has been put in yet.")
    return ""


def all_ready(round_: Round) -> bool:
    """Say whether every party of today has put in all that it wants."""
    ready = Ready.objects.filter(round=round_.id).values("body")
    seats = Seat.objects.filter(space=round_.partnership_id, left_at=None)
    return not seats.exclude(body__in=ready).exists()
