"""What outcomes bring to a desk: what waits for us, what waits for the others, what is due soon."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from xieqiao.acts.access import Acting, Capability
from xieqiao.acts.desk import DeskItem, Group
from xieqiao.outcomes import queries, told, trails
from xieqiao.outcomes.days import days_since, in_words
from xieqiao.outcomes.models import Action, Finding, Outcome, Submission
from xieqiao.outcomes.trails import What

MOST = 12
SOON = timedelta(days=14)
SUBMIT_WITHIN = timedelta(days=180)


def items(acting: Acting) -> list[DeskItem]:
    """Return what is to be done and waited for; a fixed number of queries."""
    found: list[DeskItem] = []
    if acting.can(Capability.ANSWER_FOR_UNIT):
        found += _for_unit(acting)
    if not acting.can(Capability.READ_SHARED):
        return found
    if acting.can(Capability.REPORT):
        found += _to_submit(acting)
    if acting.can(Capability.REPORT) or acting.can(Capability.CONSENT):
        found += [*_to_ask(acting), *_to_report(acting)]
    return [*found, *_due(acting), *_findings(acting), *_theirs(acting)]


# What our office does


def _to_submit(acting: Acting) -> list[DeskItem]:
    """Return documents that stand and that our side has not submitted anywhere."""
    ours = Submission.objects.filter(owner=acting.body_id, outcome=OuterRef("id"))
    rows = queries.where_we_are(queries.outcomes_seen_by(acting)).filter(
        ~Exists(ours),
        happened="",
        source="",
        closed=False,
        entered_at__gte=timezone.now() - SUBMIT_WITHIN,
    )
    return [_submit(acting, row) for row in rows.order_by("entered_at", "id")[:MOST]]


def _submit(acting: Acting, row: Outcome) -> DeskItem:
    words = {"day": in_words(row.entered_at), "partnership": row.partnership}
    return DeskItem(
        group=Group.OURS,
        sentence=_("Submit “%(title)s” at our side") % {"title": row.title},
        why=_("In force since %(day)s; nothing reported as submitted · %(partnership)s") % words,
        path=row.path(acting.slug),
        since=row.entered_at,
        demonstration=row.demonstration,
    )


def _to_ask(acting: Acting) -> list[DeskItem]:
    """Return our submissions whose receipt or answer is missing for too long."""
    silent = trails.no_answer(acting).filter(owner=acting.body_id)[:MOST]
    unseen = trails.no_receipt(acting).filter(owner=acting.body_id)[:MOST]
    return [
        *(_ask(acting, trails.trail(What.ANSWER, row)) for row in silent),
        *(_ask(acting, trails.trail(What.RECEIPT, row)) for row in unseen),
    ]


def _ask(acting: Acting, trail: trails.Trail) -> DeskItem:
    row: Submission = trail.row
    words = {"title": row.heading, "recipient": row.recipient}
    if trail.what is What.ANSWER:
        sentence = _("Register the answer of %(recipient)s to “%(title)s”") % words
    else:
        sentence = _("Report that %(recipient)s received “%(title)s”") % words
    since = {"day": in_words(row.sent_on), "state": told.trail_sentence(trail)}
    return DeskItem(
        group=Group.OURS,
        sentence=sentence,
        why=_("Submitted on %(day)s; %(state)s") % since,
        path=row.path(acting.slug),
        since=row.sent_day,
        due=row.answer_due if trail.overdue else None,
        demonstration=row.demonstration,
        mine=acting.can(Capability.REPORT),
    )


def _to_report(acting: Acting) -> list[DeskItem]:
    """Return actions of our side that are overdue, or of which nothing was said for long."""
    late = trails.overdue(acting).filter(responsible=acting.body_id)[:MOST]
    silent = trails.no_news(acting).filter(responsible=acting.body_id)[:MOST]
    return [_report(acting, row) for row in [*late, *silent]]


def _report(acting: Acting, row: Action) -> DeskItem:
    return DeskItem(
        group=Group.OURS,
        sentence=_("Report how “%(title)s” goes") % {"title": row.title},
        why=told.joined(row.unit_name, told.action_state(row), str(row.partnership)),
        path=row.path(acting.slug),
        since=row.entered_at,
        due=row.due if queries.is_late(row) else None,
        demonstration=row.demonstration,
        mine=acting.can(Capability.REPORT),
    )


# What is due, what was found, what waits for the others


def _due(acting: Acting) -> list[DeskItem]:
    """Return open actions that are due within two weeks, ours and theirs."""
    today = timezone.localdate()
    rows = queries.not_done(queries.where_we_are(queries.actions_seen_by(acting)))
    rows = rows.filter(due__gte=today, due__lte=today + SOON).order_by("due", "id")
    return [_due_soon(acting, row) for row in rows[:MOST]]


def _due_soon(acting: Acting, row: Action) -> DeskItem:
    ours = row.responsible_id == acting.body_id
    return DeskItem(
        group=Group.DUE if ours else Group.COMING,
        sentence=_("“%(title)s” is due") % {"title": row.title},
        why=told.joined(str(row.responsible), row.unit_name, told.action_state(row)),
        path=row.path(acting.slug),
        due=row.due,
        party=row.responsible,
        demonstration=row.demonstration,
    )


def _findings(acting: Acting) -> list[DeskItem]:
    """Return what linked supervision found lagging and is not settled."""
    rows = queries.where_we_are(queries.findings_seen_by(acting))
    rows = rows.filter(closed=False, lagging=True).order_by("due", "entered_at", "id")
    return [_finding(acting, row) for row in rows[:MOST]]


def _finding(acting: Acting, row: Finding) -> DeskItem:
    ours = row.asked_of_id in {None, acting.body_id}
    words = {"title": row.title, "body": row.asked_of}
    if ours:
        sentence = _("Settle what supervision found: “%(title)s”") % words
    else:
        sentence = _("%(body)s settles what supervision found: “%(title)s”") % words
    return DeskItem(
        group=Group.OURS if ours else Group.THEIRS,
        sentence=sentence,
        why=told.joined(row.asks, str(row.partnership)),
        path=row.path(acting.slug),
        since=row.entered_at,
        due=row.due,
        party=row.asked_of,
        demonstration=row.demonstration,
    )


def _theirs(acting: Acting) -> list[DeskItem]:
    """Return what the other parties have not reported: overdue actions, answers long awaited."""
    late = trails.overdue(acting).exclude(responsible=acting.body_id)[:MOST]
    silent = trails.no_answer(acting).exclude(owner=acting.body_id)[:MOST]
    found = [(What.LATE, row) for row in late] + [(What.ANSWER, row) for row in silent]
    return [_their(acting, trails.trail(what, row)) for what, row in found]


def _their(acting: Acting, trail: trails.Trail) -> DeskItem:
    row: Any = trail.row
    title = row.heading if trail.what is What.ANSWER else row.unit_name
    return DeskItem(
        group=Group.THEIRS,
        sentence=told.trail_sentence(trail),
        why=told.joined(str(trail.party), title, str(row.partnership)),
        path=row.path(acting.slug),
        since=row.due if trail.what is What.LATE else row.sent_day,
        party=trail.party,
        demonstration=row.demonstration,
    )


# What a unit's handlers do


def _for_unit(acting: Acting) -> list[DeskItem]:
    """Return the actions and submissions that the office passed to the own unit."""
    actions = queries.not_done(queries.actions_addressed_to(acting))[:MOST]
    answers = queries.submissions_addressed_to(acting).filter(Q(adoption=""))[:MOST]
    return [
        *(_unit_action(acting, row) for row in actions),
        *(_unit_answer(acting, row) for row in answers),
    ]


def _unit_action(acting: Acting, row: Action) -> DeskItem:
    return DeskItem(
        group=Group.OURS,
        sentence=_("Report how “%(title)s” goes") % {"title": row.title},
        why=told.action_state(row),
        path=reverse("outcomes:addressed_action", args=[acting.slug, row.id]),
        since=row.entered_at,
        due=row.due,
        demonstration=row.demonstration,
    )


def _unit_answer(acting: Acting, row: Submission) -> DeskItem:
    days = days_since(row.sent_on)
    words = ngettext("Submitted %(days)d day ago", "Submitted %(days)d days ago", days)
    return DeskItem(
        group=Group.OURS,
        sentence=_("Answer “%(title)s”") % {"title": row.heading},
        why=words % {"days": days},
        path=reverse("outcomes:addressed_submission", args=[acting.slug, row.id]),
        since=row.sent_day,
        due=row.answer_due,
        demonstration=row.demonstration,
    )
