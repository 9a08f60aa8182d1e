"""What acts put on a desk."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from xieqiao.acts import queries
from xieqiao.acts.access import Acting, Capability
from xieqiao.acts.desk import DeskItem, Group
from xieqiao.acts.matter import Matter
from xieqiao.acts.models import Act, Draft
from xieqiao.acts.queries import Seal, Shown, seals_at_hand, with_seals

MOST = 30


def items(acting: Acting) -> list[DeskItem]:
    """Return what waits for our word, for theirs, for release, and what came into force."""
    found: list[DeskItem] = []
    if acting.can(Capability.READ_SHARED):
        ours = with_seals(queries.waiting_for_us(acting))[:MOST]
        theirs = with_seals(queries.waiting_for_others(acting))[:MOST]
        found += [_ours(acting, queries.shown(act)) for act in ours]
        found += [_theirs(acting, queries.shown(act)) for act in theirs]
        found += [_news(acting, act) for act in queries.in_force(acting)[:8]]
    if acting.can(Capability.READ_OWN):
        found += [_draft(acting, row) for row in queries.drafts_of(acting)[:MOST]]
    return found


def _path(acting: Acting, act: Act) -> str:
    return reverse("acts:act", kwargs={"body": acting.slug, "act": act.id})


def _due(act: Act) -> date | None:
    return timezone.localtime(act.deadline).date() if act.deadline else None


def _on(moment: datetime) -> str:
    """Return a day in words, without the year while it is this one."""
    day = timezone.localtime(moment).date()
    this_year = day.year == timezone.localdate().year
    return date_format(day, "MONTH_DAY_FORMAT" if this_year else "DATE_FORMAT")


# What the others propose


def _ours(acting: Acting, found: Shown) -> DeskItem:
    act, may = found.act, acting.can(found.kind.consent)
    return DeskItem(
        Group.OURS,
        found.summary,
        _why_ours(acting, act, seals_at_hand(found), may=may),
        _path(acting, act),
        since=act.proposed_at,
        due=_due(act),
        party=act.proposer,
        demonstration=act.demonstration,
        action=_("Read and answer") if may else "",
        word=True,
        mine=may,
    )


def _why_ours(acting: Acting, act: Act, seals: Sequence[Seal], *, may: bool) -> str:
    words = {"body": act.proposer, "day": _on(act.proposed_at)}
    others = [s for s in seals if s.body.id != acting.body_id]
    given = sum(1 for s in others if s.state == "on")
    if not may:
        return _("%(body)s proposed it on %(day)s; your leadership answers it") % words
    if given == len(others):
        if given == 1:
            return _("%(body)s proposed it on %(day)s; only your side is missing") % words
        return _("%(body)s proposed it on %(day)s; all others have consented") % words
    said = ngettext(
        "%(body)s proposed it on %(day)s; %(n)d of the others has consented",
        "%(body)s proposed it on %(day)s; %(n)d of the others have consented",
        given,
    )
    return said % {**words, "n": given}


# What waits for the others


def _theirs(acting: Acting, found: Shown) -> DeskItem:
    act = found.act
    ours = act.proposer_id == acting.body_id
    refused = [s.body for s in seals_at_hand(found) if s.state == "no"]
    if ours and found.version.closed:
        return _refused(acting, found, refused)
    return DeskItem(
        Group.THEIRS,
        found.summary,
        _why_theirs(found, ours=ours),
        _path(acting, act),
        since=act.proposed_at,
        due=_due(act),
        demonstration=act.demonstration,
    )


def _refused(acting: Acting, found: Shown, refused: Sequence[Any]) -> DeskItem:
    """Return that our own proposal cannot come into force any more as it is worded."""
    may = acting.can(found.kind.release)
    return DeskItem(
        Group.OURS,
        found.summary,
        _("%s declined; change the wording, or withdraw it") % _names(refused),
        _path(acting, found.act),
        since=found.act.proposed_at,
        demonstration=found.act.demonstration,
        action=_("Read the reason") if may else "",
        mine=may,
    )


def _why_theirs(found: Shown, *, ours: bool) -> str:
    waited = [s.body for s in seals_at_hand(found) if s.state == ""]
    words = {"day": _on(found.act.proposed_at), "names": _names(waited)}
    if ours:
        said = _("Your side proposed it on %(day)s; %(names)s has not answered yet")
    else:
        said = _("Your side has consented; %(names)s has not answered yet")
    wordings = sum(1 for c in found.act.comments.all() if c.wording and not c.taken_in)
    if ours and wordings:
        more = ngettext("%d wording suggested", "%d wordings suggested", wordings) % wordings
        return f"{said % words} · {more}"
    return said % words


def _names(bodies: Sequence[Any]) -> str:
    """Return up to two names, or how many there are."""
    if len(bodies) > 2:
        return ngettext("%d party", "%d parties", len(bodies)) % len(bodies)
    return _(" and ").join(str(body) for body in bodies)


# What came into force, and what is being prepared


def _news(acting: Acting, act: Act) -> DeskItem:
    found = queries.shown(act)
    words = {"body": act.proposer, "day": _on(act.ended_at or act.proposed_at)}
    if found.kind.matter is Matter.REPORTED:
        said = _("%(body)s reported it on %(day)s")
    else:
        said = _("In force since %(day)s, proposed by %(body)s")
    return DeskItem(
        Group.NEWS,
        found.summary,
        said % words,
        _path(acting, act),
        since=act.ended_at,
        demonstration=act.demonstration,
    )


def _draft(acting: Acting, row: Draft) -> DeskItem:
    kind = queries.draft_kind(row)
    may = kind is not None and acting.can(kind.release)
    if may:
        sentence = _("Release the draft: %(title)s")
        why = _("Prepared in your office; nobody else sees it until it is released")
    else:
        sentence = _("Draft: %(title)s")
        why = _("Waits in your office for somebody who may release it")
    return DeskItem(
        Group.OURS,
        sentence % {"title": queries.draft_told(row)},
        why,
        reverse("acts:draft", kwargs={"body": acting.slug, "draft": row.id}),
        since=row.changed_at,
        demonstration=row.demonstration,
        action=_("Read and release") if may else "",
        mine=may,
    )
