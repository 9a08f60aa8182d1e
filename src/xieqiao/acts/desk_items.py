"""What acts put on a desk."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from xieqiao.acts import queries
from xieqiao.acts.access import Acting, Capability
from xieqiao.acts.desk import DeskItem, Group
from xieqiao.acts.matter import Matter
from xieqiao.acts.models import Act

MOST = 30


def items(acting: Acting) -> list[DeskItem]:
    """Return what waits for our word, for theirs, for release, and what came into force."""
    if not acting.can(Capability.READ_SHARED):
        return []
    found = [_ours(acting, act) for act in queries.waiting_for_us(acting)[:MOST]]
    found += [_theirs(acting, act) for act in queries.waiting_for_others(acting)[:MOST]]
    found += [_news(acting, act) for act in queries.in_force(acting)[:8]]
    if acting.can(Capability.RELEASE_ACT):
        found += _drafts(acting)
    return found


def _path(acting: Acting, act: Act) -> str:
    return reverse("acts:act", kwargs={"body": acting.slug, "act": act.id})


def _ours(acting: Acting, act: Act) -> DeskItem:
    shown = queries.shown(act)
    return DeskItem(
        Group.OURS,
        shown.summary,
        _("%(body)s proposed this; it waits for our word") % {"body": act.proposer},
        _path(acting, act),
        since=act.proposed_at,
        due=act.deadline.date() if act.deadline else None,
        party=act.proposer,
        demonstration=act.demonstration,
    )


def _theirs(acting: Acting, act: Act) -> DeskItem:
    shown = queries.shown(act)
    ours = act.proposer_id == acting.body_id
    why = _("We proposed this") if ours else _("We have consented; others have not yet")
    return DeskItem(
        Group.THEIRS, shown.summary, why, _path(acting, act), since=act.proposed_at,
        demonstration=act.demonstration,
    )  # fmt: skip


def _news(acting: Acting, act: Act) -> DeskItem:
    shown = queries.shown(act)
    reported = shown.kind.matter is Matter.REPORTED
    why = _("%(body)s reported this") if reported else _("In force, proposed by %(body)s")
    return DeskItem(
        Group.NEWS, shown.summary, why % {"body": act.proposer}, _path(acting, act),
        since=act.ended_at, demonstration=act.demonstration,
    )  # fmt: skip


def _drafts(acting: Acting) -> list[DeskItem]:
    return [
        DeskItem(
            Group.OURS,
            _("Release the draft: %(title)s") % {"title": row.title or row.kind},
            _("Prepared in our office; it is ours alone until you release it"),
            reverse("acts:draft", kwargs={"body": acting.slug, "draft": row.id}),
            since=row.changed_at,
            demonstration=row.demonstration,
        )
        for row in queries.drafts_of(acting)[:MOST]
    ]
