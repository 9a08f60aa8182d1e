"""What activities bring to a desk: what comes, and what is still to be entered."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from xieqiao.acts.access import Acting, Capability
from xieqiao.acts.desk import DeskItem, Group
from xieqiao.meetings import doing, queries
from xieqiao.meetings.clocks import day_in_words, partial_in_words, span_in_words, when_of
from xieqiao.meetings.models import Activity
from xieqiao.meetings.words import ActivityKind

AHEAD, NAMED_BEFORE, LOOK_BACK, MINUTES_AFTER = 30, 14, 90, 3
MINUTED = {ActivityKind.JOINT_MEETING, ActivityKind.CONSULTATION, ActivityKind.SUPERVISION}


def items(acting: Acting) -> list[DeskItem]:
    """Return what comes and what is missing in the body's activities; three queries."""
    if not acting.can(Capability.READ_SHARED):
        return []
    found: list[DeskItem] = []
    for activity in queries.coming_within(acting, AHEAD):
        found.append(_coming(acting, activity))
        found += _delegation(acting, activity)
    for activity in queries.held_within(acting, LOOK_BACK):
        found += _attendance(acting, activity)
        found += _minutes(acting, activity)
    for activity in queries.unsettled_within(acting, LOOK_BACK):
        found += _unsettled(acting, activity)
    return found


def _item(
    acting: Acting, activity: Activity, group: Group, sentence: str, why: str, path: str = ""
) -> DeskItem:
    times = activity.schedule
    behind = group in {Group.OURS, Group.THEIRS} and times.over
    ahead = None if behind or times.open_ended else times.first_day
    return DeskItem(
        group=group,
        sentence=sentence,
        why=why,
        path=path or activity.path(acting.slug),
        since=times.last_day if behind else None,
        due=ahead,
        party=activity.host,
        demonstration=activity.demonstration,
    )


def _coming(acting: Acting, activity: Activity) -> DeskItem:
    times = activity.schedule
    words = {"kind": activity.get_kind_display(), "title": activity.title}
    if times.starts_at is None:
        when = _("%(date)s, no day fixed yet") % {"date": partial_in_words(times.about)}
    else:
        when = span_in_words(times.starts_at, times.ends_at, acting.body.timezone)
    where = times.place or (_("online") if times.link else "")
    host = _("host: %s") % activity.host if activity.host else ""
    why = " · ".join(part for part in (when, where, host) if part)
    return _item(acting, activity, Group.COMING, _("%(kind)s “%(title)s”") % words, why)


def _reporting(acting: Acting, kind: str, activity: Activity) -> str:
    about = {"partnership": activity.partnership_id, "activity": activity.id}
    return doing.form_of(acting, kind, **about)


def _delegation(acting: Acting, activity: Activity) -> list[DeskItem]:
    begins = activity.begins
    if begins is None or activity.named or not acting.can(Capability.REPORT):  # type: ignore[attr-defined]
        return []
    ahead = begins - timezone.now()
    if not timedelta() < ahead <= timedelta(days=NAMED_BEFORE):
        return []
    sentence = _("Name the delegation for “%s”") % activity.title
    why = _("It begins on %s; the partners do not know yet whom your side sends.")
    day = activity.schedule.first_day
    words = why % (day_in_words(day) if day else "")
    return [_ours(acting, activity, sentence, words, doing.NAME)]


def _ours(acting: Acting, activity: Activity, sentence: str, why: str, kind: str) -> DeskItem:
    path = _reporting(acting, kind, activity)
    return _item(acting, activity, Group.OURS, sentence, why, path)


def _held(acting: Acting, activity: Activity) -> str:
    when = when_of(activity.schedule, acting.body)
    return _("It was %(when)s, in the partnership “%(partnership)s”.") % {
        "when": when.words,
        "partnership": activity.partnership,
    }


def _attendance(acting: Acting, activity: Activity) -> list[DeskItem]:
    if activity.entered or not acting.can(Capability.REPORT):  # type: ignore[attr-defined]
        return []
    sentence = _("Enter who of your side attended “%s”") % activity.title
    return [_ours(acting, activity, sentence, _held(acting, activity), doing.ATTEND)]


def _minutes(acting: Acting, activity: Activity) -> list[DeskItem]:
    ended = activity.schedule.until_at
    waited = timezone.now() - ended >= timedelta(days=MINUTES_AFTER)
    if activity.has_minutes or activity.kind not in MINUTED or not waited:  # type: ignore[attr-defined]
        return []
    if activity.host_id not in {None, acting.body_id}:
        sentence = _("The minutes of “%s” are missing") % activity.title
        why = _("%s hosted and drafts them.") % activity.host
        return [_item(acting, activity, Group.THEIRS, sentence, why)]
    if not acting.can(Capability.PREPARE_ACT):
        return []
    sentence = _("Draft the minutes of “%s”") % activity.title
    return [_ours(acting, activity, sentence, _held(acting, activity), doing.MINUTES)]


def _unsettled(acting: Acting, activity: Activity) -> list[DeskItem]:
    """Ask the host, or everybody where there is none, what became of it."""
    ours = activity.host_id in {None, acting.body_id}
    if not ours or not acting.can(Capability.PREPARE_ACT):
        return []
    sentence = _("Say when “%s” was, or when it will be") % activity.title
    why = _("It was expected for %s; no day was ever fixed.")
    words = why % partial_in_words(activity.schedule.about)
    times = activity.schedule
    path = doing.form_of(acting, "activity.reschedule", partnership=None, on=times.id)
    return [_item(acting, activity, Group.OURS, sentence, words, path)]
