"""What consultations bring to a desk: to take part, to go on voting, to answer the moderators."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from xieqiao.acts.access import Acting, Capability
from xieqiao.acts.desk import DeskItem, Group
from xieqiao.consultations import queries
from xieqiao.consultations.live.joining import present_at
from xieqiao.consultations.words import ConsultationMode

MOST = 30


def items(acting: Acting) -> list[DeskItem]:
    """Return the open consultations that wait for this reader, and what waits for the office."""
    found: list[DeskItem] = []
    if acting.can(Capability.COMMENT):
        found += _voting(acting)
    if acting.writes_acts:
        found += [_step(acting, step) for step in queries.steps_for(acting)[:MOST]]
        found += [_call(acting, call) for call in queries.calls_for(acting)[:MOST]]
    return found


def _voting(acting: Acting) -> list[DeskItem]:
    rows: list[Any] = list(queries.open_to(acting)[:MOST])
    closed = [r for r in rows if r.mode == ConsultationMode.CLOSED and r.activity_id]
    present = present_at(acting, {r.activity_id for r in closed})
    found = []
    for row in rows:
        elsewhere = row.mode == ConsultationMode.CLOSED and row.activity_id not in present
        if not elsewhere and (row.unanswered or not row.joined):
            found.append(_vote(acting, row))
    return found


def _vote(acting: Acting, row: Any) -> DeskItem:
    if row.joined:
        sentence = _("Go on voting in the consultation “%s”") % row.title
        path = _path(acting, "vote", row.id)
    else:
        sentence = _("Take part in the consultation “%s”") % row.title
        path = row.path(acting.slug)
    return DeskItem(
        group=Group.OURS,
        sentence=sentence,
        why=f"{row.partnership} · {row.get_mode_display()}",
        path=path,
        since=row.opens_at,
        due=timezone.localtime(row.closes_at).date() if row.closes_at else None,
        demonstration=row.demonstration,
        action=_("Vote") if row.joined else _("Take part"),
    )


def _step(acting: Acting, step: Any) -> DeskItem:
    words = {"action": step.get_action_display(), "text": step.statement.text}
    why = _("%(body)s proposed it in the consultation “%(title)s”: %(reason)s") % {
        "body": step.proposed_by,
        "title": step.statement.consultation.title,
        "reason": step.reason,
    }
    return DeskItem(
        group=Group.OURS,
        sentence=_("Answer the moderators: %(action)s “%(text)s”") % words,
        why=why,
        path=_path(acting, "moderation", step.statement.consultation_id),
        since=step.at,
        party=step.proposed_by,
        demonstration=step.statement.demonstration,
        action=_("Read and answer"),
    )


def _call(acting: Acting, call: Any) -> DeskItem:
    return DeskItem(
        group=Group.OURS,
        sentence=_("Say whether the consultation “%s” may be closed") % call.consultation.title,
        why=_("%s has said that it may") % call.body,
        path=_path(acting, "closing", call.consultation_id),
        since=call.at,
        party=call.body,
        demonstration=call.consultation.demonstration,
        action=_("Read and answer"),
    )


def _path(acting: Acting, name: str, consultation: Any) -> str:
    kwargs = {"body": acting.slug, "consultation": consultation}
    return reverse(f"consultations:{name}", kwargs=kwargs)
