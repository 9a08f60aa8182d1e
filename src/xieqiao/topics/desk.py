"""What topics bring to a desk: parts that are due, reports to compose, topics that stand still."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from xieqiao.acts.access import Acting, Capability
from xieqiao.acts.desk import DeskItem, Group
from xieqiao.topics import queries
from xieqiao.topics.models import PlannedPart, ResearchPlan, Topic

STILL_AFTER, NEWS_DAYS, MOST = 30, 14, 30


def items(acting: Acting) -> list[DeskItem]:
    """Return what is due, missing or new about the body's topics; a fixed number of queries."""
    if not acting.can(Capability.READ_SHARED):
        return []
    today = acting.body.today()
    return [
        *_our_parts(acting, today),
        *_their_parts(acting, today),
        *_reports(acting),
        *_standing_still(acting, today),
        *_closed_with(acting),
        *_talk(acting),
    ]


def _our_parts(acting: Acting, today: date) -> Iterator[DeskItem]:
    if not acting.can(Capability.REPORT):
        return
    for part in queries.missing_parts(acting).filter(body=acting.body_id)[:MOST]:
        words = {"title": part.title, "topic": part.plan.topic.title}
        yield DeskItem(
            group=Group.OURS,
            sentence=_("Contribute “%(title)s” to the joint research on “%(topic)s”") % words,
            why=_why(part, today),
            path=reverse("topics:draft", args=[acting.slug, part.plan_id]),
            due=part.due,
            demonstration=part.plan.demonstration,
        )


def _why(part: PlannedPart, today: date) -> str:
    lead = _("Led by %s.") % part.lead if part.lead else ""
    if part.due is None:
        words = _("Your side has not contributed its part yet.")
    elif part.due < today:
        words = _("It was due on %s; the joint report waits for it.") % _day(part.due)
    else:
        words = _("It is due on %s.") % _day(part.due)
    return f"{words} {lead}".strip()


def _day(day: date) -> str:
    return date_format(day, "DATE_FORMAT")


def _their_parts(acting: Acting, today: date) -> Iterator[DeskItem]:
    for part in queries.late_parts_of_others(acting, today)[:MOST]:
        assert part.due is not None
        words = {"body": part.body, "topic": part.plan.topic.title}
        yield DeskItem(
            group=Group.THEIRS,
            sentence=_("%(body)s has not contributed its part on “%(topic)s”") % words,
            why=_("It was due on %s.") % _day(part.due),
            path=part.plan.path(acting.slug),
            since=part.due,
            party=part.body,
            demonstration=part.plan.demonstration,
        )


def _reports(acting: Acting) -> Iterator[DeskItem]:
    for plan in queries.plans_to_report_on(acting)[:MOST]:
        lead = plan.topic.lead
        if lead is not None and lead.id != acting.body_id:
            yield _report_of(acting, plan, lead)
        elif acting.writes_acts:
            form = reverse("acts:new", args=[acting.slug, "report.compose"])
            yield DeskItem(
                group=Group.OURS,
                sentence=_("Compose the joint report on “%s”") % plan.topic.title,
                why=_("All parts are in."),
                path=f"{form}?partnership={plan.partnership_id}&plan={plan.id}",
                demonstration=plan.demonstration,
            )


def _report_of(acting: Acting, plan: ResearchPlan, lead: Any) -> DeskItem:
    return DeskItem(
        group=Group.THEIRS,
        sentence=_("The joint report on “%s” is to be composed") % plan.topic.title,
        why=_("All parts are in; %s takes the lead.") % lead,
        path=plan.path(acting.slug),
        party=lead,
        demonstration=plan.demonstration,
    )


def _standing_still(acting: Acting, today: date) -> Iterator[DeskItem]:
    """Yield topics on which nothing was planned for long, unless another party leads them."""
    if not acting.writes_acts:
        return
    before = timezone.now() - timedelta(days=STILL_AFTER)
    for topic in queries.still_topics(acting, before)[:MOST]:
        if topic.lead_id in {None, acting.body_id}:
            days = (today - timezone.localtime(topic.confirmed_at).date()).days
            words = ngettext(
                "It was confirmed %(days)d day ago: plan the research or the consultation.",
                "It was confirmed %(days)d days ago: plan the research or the consultation.",
                days,
            )
            yield _about(
                acting,
                topic,
                Group.OURS,
                _("Nothing is planned yet on “%s”") % topic.title,
                words % {"days": days},
                since=topic.confirmed_at,
            )


def _closed_with(acting: Acting) -> Iterator[DeskItem]:
    """Yield topics that were closed with an agreement; others are told by their closing act."""
    since = timezone.now() - timedelta(days=NEWS_DAYS)
    for topic in queries.closed_with_others(acting, since)[:MOST]:
        yield _about(
            acting,
            topic,
            Group.NEWS,
            _("The topic “%s” was closed") % topic.title,
            _("With its agreement, or with the partnership."),
            since=topic.in_force_at,
        )


def _talk(acting: Acting) -> Iterator[DeskItem]:
    """Yield topics on which the partners wrote comments of late."""
    since = timezone.now() - timedelta(days=NEWS_DAYS)
    for topic in queries.talked_about(acting, since)[:MOST]:
        count: int = topic.talk  # type: ignore[attr-defined]
        words = ngettext(
            "%(count)d new comment on “%(topic)s”", "%(count)d new comments on “%(topic)s”", count
        ) % {"count": count, "topic": topic.title}
        item = _about(
            acting,
            topic,
            Group.NEWS,
            words,
            str(topic.partnership),
            since=topic.talked_at,  # type: ignore[attr-defined]
        )
        yield item


def _about(
    acting: Acting, topic: Topic, group: Group, sentence: str, why: str, *, since: Any
) -> DeskItem:
    return DeskItem(
        group=group,
        sentence=sentence,
        why=why,
        path=topic.path(acting.slug),
        since=since,
        demonstration=topic.demonstration,
    )
