"""What the page of a consultation tells, and what its reader may do there."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode
from uuid import UUID

from django.urls import reverse

from xieqiao.acts.access import Acting
from xieqiao.acts.sight import is_party
from xieqiao.consultations import queries
from xieqiao.consultations.here import Here
from xieqiao.consultations.live.joining import admits_guests, is_present
from xieqiao.consultations.models import ClosingCall, Consultation
from xieqiao.consultations.queries import Progress, Side
from xieqiao.consultations.words import ConsultationMode, Stage


@dataclass(frozen=True)
class Page:
    """What the page needs beside the consultation itself."""

    sides: list[Side]
    progress: Progress | None
    here: bool
    present: bool
    moderates: bool
    waiting: int
    calls: list[ClosingCall]
    by_word: bool
    admits_guests: bool
    change_path: str

    @property
    def people(self) -> int:
        """How many take part."""
        return sum(side.count for side in self.sides)


def page_of(here: Here) -> Page:
    """Return what the page of a consultation tells this reader."""
    row, acting = here.consultation, here.acting
    party = acting is not None and is_party(acting, row.partnership_id)
    office = party and acting is not None and acting.writes_acts
    me = here.participant
    return Page(
        sides=queries.sides_of(row),
        progress=queries.progress_of(me) if me else None,
        here=party,
        present=acting is None or is_present(acting, row),
        moderates=office,
        waiting=queries.waiting_steps(row.id).count() if office else 0,
        calls=queries.calls_of(row.id) if office else [],
        by_word=row.mode != ConsultationMode.SURVEY,
        admits_guests=admits_guests(row),
        change_path=_change_path(acting, row) if office and acting else "",
    )


def start_path(acting: Acting, **of: UUID | None) -> str:
    """Return where opening a consultation begins, for who may propose one; empty for others.

    `of` is what a list is about: known partnerships, topics and activities are filled in.
    """
    if not acting.writes_acts:
        return ""
    partnership = of.pop("partnership", None)
    if partnership is not None:
        return open_path(acting, partnership, **of)
    return reverse("consultations:start", kwargs={"body": acting.slug})


def open_path(acting: Acting, partnership: UUID, **about: UUID | None) -> str:
    """Return the form by which a consultation is proposed, with what is known of it filled in."""
    form = reverse("acts:new", kwargs={"body": acting.slug, "kind": "consultation.open"})
    filled = {name: value for name, value in about.items() if value}
    return f"{form}?{urlencode({'partnership': partnership, **filled})}"


def _change_path(acting: Acting, row: Consultation) -> str:
    if row.stage is Stage.CLOSED:
        return ""
    form = reverse("acts:new", kwargs={"body": acting.slug, "kind": "consultation.change"})
    return f"{form}?on={row.id}"
