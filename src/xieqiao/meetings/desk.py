"""What activities bring to a desk: what comes, and what is still to be entered."""

from __future__ import annotations

from datetime import timedelta
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from xieqiao.acts.access import Acting, Capability
from xieqiao.acts.desk import DeskItem, Group
from xieqiao.meetings import queries
from xieqiao.meetings.models import Activity
from xieqiao.meetings.words import ActivityKind

AHEAD, NAMED_BEFORE, LOOK_BACK, MINUTES_AFTER = 30, 14, 90, 3
MINUTED = {ActivityKind.JOINT_MEETING, ActivityKind.CONSULTATION, ActivityKind.SUPERVISION}


def items(acting: Acting) -> list[DeskItem]:
    """Return what comes and what is missing in the body's activities; two queries."""
    if not acting.can(Capability.READ_SHARED):
        return []
    zone = ZoneInfo(acting.body.timezone)
    found: list[DeskItem] = []
    for activity in queries.coming_within(acting, AHEAD):
        found.append(_coming(acting, activity, zone))
        found += _delegation(acting, activity, zone)
    for activity in queries.held_within(acting, LOOK_BACK):
        found += _attendance(acting, activity)
        found += _minutes(acting, activity)
    return found


def _item(
    acting: Acting, activity: Activity, group: Group, sentence: str, why: str, path: str = ""
) -> DeskItem:
    ended = activity.schedule.last_day
    behind = group in {Group.OURS, Group.THEIRS} and activity.schedule.over
    return DeskItem(
        group=group,
        sentence=sentence,
        why=why,
        path=path or activity.path(acting.slug),
        since=ended if behind else None,
        due=None if behind else activity.schedule.first_day,
        party=activity.host,
        demonstration=activity.demonstration,
    )


def _coming(acting: Acting, activity: Activity, zone: ZoneInfo) -> DeskItem:
    begins = activity.begins
    assert begins is not None
    when = date_format(begins.astimezone(zone), "DATETIME_FORMAT")
    words = {"kind": activity.get_kind_display(), "title": activity.title}
    where = activity.schedule.place or activity.schedule.link
    why = " · ".join(part for part in (when, where) if part)
    return _item(acting, activity, Group.COMING, _("%(kind)s “%(title)s”") % words, why)


def _reporting(acting: Acting, kind: str, activity: Activity) -> str:
    page = reverse("acts:new", kwargs={"body": acting.slug, "kind": kind})
    return f"{page}?partnership={activity.partnership_id}&activity={activity.id}"


def _delegation(acting: Acting, activity: Activity, zone: ZoneInfo) -> list[DeskItem]:
    begins = activity.begins
    assert begins is not None
    soon = begins - timezone.now() <= timedelta(days=NAMED_BEFORE)
    named = activity.named or begins < timezone.now()  # type: ignore[attr-defined]
    if named or not soon or not acting.can(Capability.REPORT):
        return []
    sentence = _("Name the delegation for “%s”") % activity.title
    why = _("It begins on %s; the partners do not know yet whom your side sends.")
    words = why % date_format(begins.astimezone(zone), "DATE_FORMAT")
    path = _reporting(acting, "activity.name_delegation", activity)
    return [_item(acting, activity, Group.OURS, sentence, words, path)]


def _attendance(acting: Acting, activity: Activity) -> list[DeskItem]:
    if activity.entered or not acting.can(Capability.REPORT):  # type: ignore[attr-defined]
        return []
    sentence = _("Enter who of your side attended “%s”") % activity.title
    path = _reporting(acting, "activity.record_attendance", activity)
    return [_item(acting, activity, Group.OURS, sentence, str(activity.partnership), path)]


def _minutes(acting: Acting, activity: Activity) -> list[DeskItem]:
    ended = activity.schedule.until_at
    waited = timezone.now() - ended >= timedelta(days=MINUTES_AFTER)
    if activity.has_minutes or activity.kind not in MINUTED or not waited:  # type: ignore[attr-defined]
        return []
    ours = activity.host_id in {None, acting.body_id}
    if not ours:
        sentence = _("The minutes of “%s” are missing") % activity.title
        why = _("%s hosted and drafts them.") % activity.host
        return [_item(acting, activity, Group.THEIRS, sentence, why)]
    if not (acting.can(Capability.PREPARE_ACT) or acting.can(Capability.RELEASE_ACT)):
        return []
    sentence = _("Draft the minutes of “%s”") % activity.title
    path = _reporting(acting, "minutes.pass", activity)
    return [_item(acting, activity, Group.OURS, sentence, str(activity.partnership), path)]
