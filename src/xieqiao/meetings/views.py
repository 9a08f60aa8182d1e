"""The pages of activities; what changes shared matter is on the acts' own pages."""

from __future__ import annotations

from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_POST, require_safe

from xieqiao.acts.access import Acting, ActingRequest, Capability, requires
from xieqiao.acts.errors import ActError
from xieqiao.meetings import document, ics, live, planning, queries, told
from xieqiao.meetings.clocks import when_of, zone_name
from xieqiao.meetings.forms import WHEN, ActivityFilter, PartnershipChoice
from xieqiao.meetings.left import as_left, minutes_as_left
from xieqiao.meetings.links import link_for, make_link, revoke_link
from xieqiao.meetings.models import Activity
from xieqiao.meetings.month import (
    WEEKDAYS,
    Month,
    chapters_of,
    frame,
    in_month,
    on_day,
    weeks_of,
)
from xieqiao.partnerships.models import Partnership
from xieqiao.partnerships.queries import partnerships_open_to, partnerships_seen_by
from xieqiao.ui.paging import page_of

MOST_IN_MONTH = 1500
PER_AGENDA = 40
MOST_FILES = 20


@requires(Capability.READ_SHARED)
def activities(request: ActingRequest, body: str) -> HttpResponse:
    """List activities, coming ones first."""
    form = ActivityFilter(request.acting, request.GET)
    asked = form.asked()
    sort = request.GET.get("sort", "")
    page = page_of(request, queries.activity_list(request.acting, **asked, sort=sort))
    page.object_list = as_left(page.object_list)
    kept = request.GET.copy()
    for name in ("page", "when", "sort"):
        kept.pop(name, None)
    shown = {
        "page": page,
        "rows": [(row, when_of(row.schedule, request.acting.body)) for row in page.object_list],
        "form": form,
        "when": asked["when"],
        "tabs": [(key, label, f"when={key}&{kept.urlencode()}") for key, label in WHEN],
        "narrowed": any(asked[name] for name in ("kind", "partnership", "topic", "words")),
        "may_act": request.acting.writes_acts,
    }
    return render(request, "meetings/list.html", shown)


@requires(Capability.PREPARE_ACT, Capability.RELEASE_ACT)
def plan(request: ActingRequest, body: str) -> HttpResponse:
    """Say what can be planned and from where, once it is clear in which partnership."""
    rows = partnerships_open_to(request.acting)
    chosen = _chosen(rows, request.GET.get("partnership", ""))
    shown: dict[str, Any] = {"chosen": chosen}
    if chosen is not None:
        shown |= {"plan": planning.page_of(request.acting, chosen), "others": rows.count() > 1}
    else:
        shown["page"] = page_of(request, rows.order_by("sort_key", "id"))
    return render(request, "meetings/plan.html", shown)


def _chosen(rows: QuerySet[Partnership], text: str) -> Partnership | None:
    """Return the partnership that the address names, or the only one. Raises Http404."""
    if text:
        try:
            return get_object_or_404(rows, id=UUID(text))
        except ValueError:
            raise Http404 from None
    first = list(rows[:2])
    return first[0] if len(first) == 1 else None


@requires(Capability.READ_SHARED)
def activity(request: ActingRequest, body: str, activity: UUID) -> HttpResponse:
    """Show one activity: when and where, who, what is read, what was said, what is missing."""
    return _activity_page(request, _seen(request.acting, activity))


def _activity_page(
    request: ActingRequest, row: Activity, status: int = 200, **typed: Any
) -> HttpResponse:
    page = told.page_of(request.acting, row)
    comments = page_of(request, queries.comments_of(row))
    shown = {"activity": row, "page": page, "comments": comments, **typed}
    return render(request, "meetings/activity.html", shown, status=status)


@requires(Capability.COMMENT)
@require_POST
def comment(request: ActingRequest, body: str, activity: UUID) -> HttpResponse:
    """Put a comment on an activity; what cannot be written comes back with the reason."""
    row = _seen(request.acting, activity)
    text = request.POST.get("text", "")
    try:
        live.comment(request.acting, row, text)
    except (ActError, ValidationError) as error:
        words = error.messages[0] if isinstance(error, ValidationError) else str(error.message)
        return _activity_page(request, row, 422, typed_comment=text, comment_error=words)
    messages.success(request, _("Your comment stands on the page; all parties can read it."))
    return redirect(f"{row.path(body)}#comments")


@requires(Capability.READ_SHARED)
def minutes(request: ActingRequest, body: str, minutes: UUID) -> HttpResponse:
    """Show minutes as a document."""
    found = get_object_or_404(queries.minutes_seen_by(request.acting), id=minutes)
    (row,) = minutes_as_left([found])
    about = _seen(request.acting, row.activity_id)
    row.activity = about
    here = told.is_here(about)
    shown = {
        "minutes": row,
        "activity": about,
        "page": document.page_of(request.acting, row, about),
        "may_act": here and request.acting.writes_acts,
    }
    return render(request, "meetings/minutes.html", shown)


@requires(Capability.READ_SHARED)
def calendar(request: ActingRequest, body: str) -> HttpResponse:
    """Show a month of activities, as a calendar and as a list."""
    acting = request.acting
    zone, today = ZoneInfo(acting.body.timezone), acting.body.today()
    month = Month.read(request.GET.get("month", ""), today)
    form = PartnershipChoice(acting, request.GET)
    rows = queries.activities_between(acting, *frame(month, zone), form.chosen())
    found = as_left(rows[:MOST_IN_MONTH])
    day = month.day(request.GET.get("day", ""))
    listed = on_day(day, found, zone) if day else in_month(month, found, zone)
    page = page_of(request, listed, PER_AGENDA)
    shown = {
        "month": month,
        "weeks": weeks_of(month, found, zone, today),
        "weekdays": WEEKDAYS,
        "page": page,
        "chapters": chapters_of(month, page.object_list, zone, day),
        "day": day,
        "is_list": bool(day) or request.GET.get("view") == "list",
        "form": form,
        "chosen": form.chosen(),
        "kept": f"&partnership={form.chosen()}" if form.chosen() else "",
        "this_month": Month(today.year, today.month),
        "zone": zone_name(zone.key),
        "may_act": acting.writes_acts,
    }
    return render(request, "meetings/calendar.html", shown)


# Calendar files


@requires(Capability.READ_SHARED)
def links(request: ActingRequest, body: str) -> HttpResponse:
    """Show one's own secret calendar addresses; make one, which is shown this once."""
    acting = request.acting
    form = PartnershipChoice(acting, request.POST if request.method == "POST" else request.GET)
    made = ""
    if request.method == "POST":
        made = make_link(acting, form.chosen())
    shown = {
        "form": form,
        "made": made,
        "page": page_of(request, queries.calendar_links_of(acting)),
        "partnerships": partnerships_open_to(acting).order_by("sort_key", "id")[:MOST_FILES],
    }
    answer = render(request, "meetings/links.html", shown)
    answer["Cache-Control"] = "no-store"
    return answer


@requires(Capability.READ_SHARED)
@require_POST
def revoke(request: ActingRequest, body: str, calendar_link: UUID) -> HttpResponse:
    """End one of one's own secret calendar addresses."""
    link = get_object_or_404(queries.calendar_links_of(request.acting), id=calendar_link)
    revoke_link(link)
    messages.success(request, _("The address no longer works. Programs that used it get nothing."))
    return redirect("meetings:links", body=body)


@requires(Capability.READ_SHARED)
def activity_ics(request: ActingRequest, body: str, activity: UUID) -> HttpResponse:
    """Give one activity as a calendar file."""
    row = _seen(request.acting, activity)
    return _file(ics.calendar_of(request.acting, [row], str(row)), f"{row.id}.ics")


@requires(Capability.READ_SHARED)
def partnership_ics(request: ActingRequest, body: str, partnership: UUID) -> HttpResponse:
    """Give the activities of a partnership as a calendar file."""
    row = get_object_or_404(partnerships_seen_by(request.acting), id=partnership)
    rows = queries.activities_seen_by(request.acting).filter(partnership=partnership)
    return _file(ics.feed(request.acting, rows, str(row)), f"{row.id}.ics")


@require_safe
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """Give a calendar program what belongs to a secret address; 404 when it has ended."""
    found = link_for(token)
    if found is None:
        raise Http404
    link, acting = found
    rows = queries.activities_seen_by(acting)
    if link.partnership_id is not None:
        rows = rows.filter(partnership=link.partnership_id)
    with override(link.language):
        name = str(link.partnership or acting.body)
        return _file(ics.feed(acting, rows, name), "xieqiao.ics")


def _file(data: bytes, name: str) -> HttpResponse:
    answer = HttpResponse(data, content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["Cache-Control"] = "private, no-store"
    return answer


def _seen(acting: Acting, activity: UUID) -> Activity:
    """Return the activity in the words that the body may read. Raises Http404."""
    rows = queries.activities_seen_by(acting).prefetch_related("agenda", "invited")
    (row,) = as_left([get_object_or_404(rows, id=activity)])
    return row
