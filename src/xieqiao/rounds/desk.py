"""What rounds bring to a desk: to put in, a result to adopt, people to tell, a hole to refill."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from xieqiao.acts.access import Acting, Capability
from xieqiao.acts.desk import DeskItem, Group
from xieqiao.rounds import waiting
from xieqiao.rounds.models import Round

MOST = 30


def items(acting: Acting) -> list[DeskItem]:
    """Return what waits for this reader; the same number of queries for any number of rounds."""
    found: list[DeskItem] = []
    if acting.is_office or acting.writes_acts:
        found += [_gathers(acting, row) for row in waiting.gathering(acting)[:MOST]]
        found += [_result(acting, row) for row in waiting.with_results(acting)[:MOST]]
    if acting.is_office and acting.can(Capability.READ_OWN):
        told = waiting.to_be_told(acting, MOST)
        found += [_tell(acting, row, number) for row, number in told]
        found += [_hole(acting, row, number) for row, number in waiting.with_holes(acting, MOST)]
    return found


def _gathers(acting: Acting, row: Round) -> DeskItem:
    return _item(
        acting,
        row,
        _("Put needs and people into the round “%s”, or say that you are ready") % row.title,
        _("Put in"),
        since=row.opened_at,
        due=row.gathers_until,
    )


def _result(acting: Acting, row: Any) -> DeskItem:
    return _item(
        acting,
        row,
        _("Look at the result of the round “%s” and propose it for adoption") % row.title,
        _("Look at it"),
        page="runs",
        since=row.finished_at,
    )


def _tell(acting: Acting, row: Round, number: int) -> DeskItem:
    sentence = ngettext(
        "Tell %(n)d person where to go, in the round “%(title)s”",
        "Tell %(n)d people where to go, in the round “%(title)s”",
        number,
    )
    words = {"n": number, "title": row.title}
    return _item(
        acting, row, sentence % words, _("Tell them"), page="telling", since=row.adopted_at
    )


def _hole(acting: Acting, row: Round, number: int) -> DeskItem:
    sentence = ngettext(
        "%(n)d person of ours cannot go: let the round “%(title)s” be filled anew",
        "%(n)d people of ours cannot go: let the round “%(title)s” be filled anew",
        number,
    )
    words = {"n": number, "title": row.title}
    return _item(
        acting, row, sentence % words, _("Fill it anew"), page="runs", since=row.adopted_at
    )


def _item(
    acting: Acting,
    row: Round,
    sentence: str,
    action: str,
    *,
    page: str = "round",
    since: datetime | None = None,
    due: datetime | None = None,
) -> DeskItem:
    return DeskItem(
        group=Group.OURS,
        sentence=sentence,
        why=str(row.partnership),
        path=reverse(f"rounds:{page}", args=[acting.slug, row.id]),
        since=since or row.adopted_at or row.opened_at,
        due=timezone.localtime(due).date() if due else None,
        demonstration=row.demonstration,
        action=action,
    )
