"""What needs and dispatches bring to a desk."""

from __future__ import annotations

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from xieqiao.acts.access import Acting, Capability
from xieqiao.acts.desk import DeskItem, Group
from xieqiao.exchange import answering, consents, queries
from xieqiao.exchange.models import Answer, Dispatch, Need, OfferedNeed, OfferedStrength

NEW, WAITS, DATELESS, MOST = 60, 30, 90, 30


def items(acting: Acting) -> list[DeskItem]:
    """Return needs that wait, answers, and dispatches to be reported; seven queries at most."""
    found: list[DeskItem] = []
    if acting.can(Capability.EDIT_OWN):
        refused = consents.offered_without(acting.body_id)[:MOST]
        found += [_no_consent(acting, row) for row in refused]
        found += [_from_member(acting, row) for row in queries.new_from_members(acting, NEW)[:MOST]]
    if acting.writes_acts:
        found += _partners_needs(acting) + _to_report(acting)
        found += [_answer(acting, row) for row in answering.answers_for_us(acting)[:MOST]]
    if acting.can(Capability.READ_SHARED) and acting.can(Capability.READ_OWN):
        waiting = queries.our_waiting_needs(acting, WAITS)[:MOST]
        found += [_our_need(acting, row) for row in waiting]
    return found


def _from_member(acting: Acting, row: Need) -> DeskItem:
    words = {"member": row.person or _("A member"), "title": row.title}
    return DeskItem(
        group=Group.OURS,
        sentence=_("%(member)s entered a need: %(title)s") % words,
        why=_("No partner has been shown it yet; show it, or settle it among yourselves."),
        path=row.path(acting.slug),
        since=row.created_at,
        demonstration=row.demonstration,
    )


def _partners_needs(acting: Acting) -> list[DeskItem]:
    proposed = queries.proposals_for_needs(acting)
    rows = queries.new_needs_of_partners(acting, NEW)[:MOST]
    return [_partners_need(acting, row) for row in rows if row.id not in proposed]


def _partners_need(acting: Acting, row: OfferedNeed) -> DeskItem:
    return DeskItem(
        group=Group.OURS,
        sentence=_("%(body)s has a need: %(title)s") % {"body": row.owner, "title": row.title},
        why=_("Nobody has answered yet: propose to send somebody, or raise a topic from it."),
        path=row.path(acting.slug),
        since=row.offered_at,
        due=row.by_when,
        party=row.owner,
        demonstration=row.demonstration,
    )


def _our_need(acting: Acting, row: OfferedNeed) -> DeskItem:
    return DeskItem(
        group=Group.THEIRS,
        sentence=_("Our need has no answer yet: %(title)s") % {"title": row.title},
        why=_("%s · neither a dispatch nor a topic followed") % row.partnership,
        path=row.path(acting.slug),
        since=row.offered_at,
        due=row.by_when,
        demonstration=row.demonstration,
    )


def _answer(acting: Acting, row: Answer) -> DeskItem:
    assert row.need is not None
    words = {"body": row.owner, "title": row.need.title}
    return DeskItem(
        group=Group.OURS,
        sentence=_("%(body)s can help with our need: %(title)s") % words,
        why=_("Agree with each other on a dispatch, or say what came of the need."),
        path=row.path(acting.slug),
        since=row.answered_at,
        party=row.owner,
        demonstration=row.demonstration,
    )


def _no_consent(acting: Acting, row: OfferedStrength) -> DeskItem:
    return DeskItem(
        group=Group.OURS,
        sentence=_("Withdraw what may no longer be used: %(title)s") % {"title": row.title},
        why=_("The person's consent is not there any more, and partners still read it."),
        path=f"{reverse('acts:new', args=[acting.slug, 'strength.withdraw'])}?on={row.id}",
        since=row.offered_at,
        demonstration=row.demonstration,
    )


def _to_report(acting: Acting) -> list[DeskItem]:
    rows = queries.dispatches_to_report(acting, timezone.localdate(), DATELESS)
    return [_dispatch(acting, row) for row in rows[:MOST]]


def _dispatch(acting: Acting, row: Dispatch) -> DeskItem:
    ours = row.sender_id == acting.body_id
    if ours:
        why = _("We sent the people; all parties then stand behind the report.")
    else:
        why = _("%s sent the people; either side may write the report.") % row.sender
    return DeskItem(
        group=Group.OURS if ours else Group.THEIRS,
        sentence=_("The dispatch is over, its report is missing: %(title)s") % {"title": row.title},
        why=why,
        path=row.path(acting.slug),
        since=row.ends.first_day if len(row.ends) == 10 else None,
        party=None if ours else row.sender,
        demonstration=row.demonstration,
    )
