"""What partnerships bring to a desk: meetings that come round, agreements that end."""

from __future__ import annotations

from datetime import date

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from xieqiao.acts.access import Acting, Capability
from xieqiao.acts.desk import DeskItem, Group
from xieqiao.partnerships import queries
from xieqiao.partnerships.models import Agreement
from xieqiao.partnerships.occurrences import Course, Occurrence, State


def items(acting: Acting) -> list[DeskItem]:
    """Return what is due in the partnerships of the body; a fixed number of queries."""
    if not acting.can(Capability.READ_SHARED):
        return []
    today = timezone.localdate()
    return [*_meetings(acting, today), *_agreements(acting, today)]


def _meetings(acting: Acting, today: date) -> list[DeskItem]:
    open_ones = queries.partnerships_open_to(acting)
    rows = queries.mechanisms_seen_by(acting).filter(
        closed=False, partnership__in=open_ones.values("id")
    )
    courses = queries.courses(acting, rows.exclude(rule=""), today)
    return [_meeting(acting, c, c.pressing, today) for c in courses if c.pressing]


def _meeting(acting: Acting, course: Course, one: Occurrence, today: date) -> DeskItem:
    mechanism = course.mechanism
    words = {"title": mechanism, "day": date_format(one.on, "DATE_FORMAT")}
    late = one.state is State.OVERDUE
    if late:
        sentence = _("%(title)s of %(day)s has not been held") % words
    else:
        sentence = _("%(title)s comes round on %(day)s") % words
    ours = one.host is not None and one.host.id == acting.body_id
    why = _("Your side hosts this time: plan it with the others.") if ours else _why(one)
    return DeskItem(
        group=Group.DUE,
        sentence=sentence,
        why=f"{mechanism.partnership} · {why}",
        path=mechanism.path(acting.slug),
        since=one.on if late else None,
        due=one.on,
        party=one.host,
        demonstration=mechanism.demonstration,
    )


def _why(one: Occurrence) -> str:
    if one.host is None:
        return _("The host is agreed on each time.")
    return str(_("%s hosts this time.") % one.host)


def _agreements(acting: Acting, today: date) -> list[DeskItem]:
    open_ones = queries.partnerships_open_to(acting)
    rows = queries.agreements_seen_by(acting).filter(
        closed=False,
        partnership__in=open_ones.values("id"),
        valid_to__lte=today + queries.EXPIRES_SOON,
    )
    shown = rows.select_related("partnership").order_by("valid_to", "id")
    return [_agreement(acting, row, today) for row in shown]


def _agreement(acting: Acting, row: Agreement, today: date) -> DeskItem:
    end = row.valid_to or today
    words = {"title": row.title, "day": date_format(end, "DATE_FORMAT")}
    if end < today:
        sentence = _("The agreement “%(title)s” ran out on %(day)s") % words
    else:
        sentence = _("The agreement “%(title)s” is valid to %(day)s") % words
    return DeskItem(
        group=Group.DUE,
        sentence=sentence,
        why=_("%s · Renew it, or let it end.") % row.partnership,
        path=row.path(acting.slug),
        due=end,
        demonstration=row.demonstration,
    )
