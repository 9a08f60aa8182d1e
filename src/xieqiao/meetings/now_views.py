"""The pages of a meeting that is being held: on everybody's phone, and on the beamer."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from xieqiao.acts.access import Acting, ActingRequest, Capability, requires
from xieqiao.acts.errors import ActError, NotAllowed
from xieqiao.bodies.queries import assignments_of
from xieqiao.broadcast.watching import watch
from xieqiao.meetings import live, on_screen, queries
from xieqiao.meetings.channels import channel_of
from xieqiao.meetings.course import course_of
from xieqiao.meetings.left import as_left
from xieqiao.meetings.models import Activity
from xieqiao.partnerships.queries import parties_of

RUNS = (Capability.PREPARE_ACT, Capability.RELEASE_ACT)


@requires(Capability.READ_SHARED)
def now(request: ActingRequest, body: str, activity: UUID) -> HttpResponse:
    """Show what is running, who speaks, and one's own place on the list."""
    return _page(request, _seen(request.acting, activity))


@requires(Capability.READ_SHARED)
def beamer(request: ActingRequest, body: str, activity: UUID) -> HttpResponse:
    """Show the same in large type for the wall, without anything to press."""
    watched = watch(channel_of(activity))
    row = _seen(request.acting, activity)
    consultations = on_screen.open_consultations(request.acting, row)
    first = consultations[0].about if consultations else None
    if first is not None:
        watched = watch(channel_of(activity), first.channel)
    shown = {
        "activity": row,
        "course": course_of(request.acting, row),
        "consultation": first,
        "votes": on_screen.votes_in(first) if first else 0,
        "joining": on_screen.joining(request, row),
        "as_guest": on_screen.joining_as_guest(request.acting, first) if first else None,
        "watch": watched,
    }
    name = "beamer_parts" if request.htmx else "beamer"  # type: ignore[attr-defined]
    return _fresh(render(request, f"meetings/now/{name}.html", shown))


@login_required
@require_safe
def join(request: Any, activity: UUID) -> HttpResponse:
    """Lead whoever comes by the code on the beamer to the page under his or her own body."""
    from xieqiao.bodies.middleware import acting_for

    for slug in dict.fromkeys(a.body.slug for a in assignments_of(request.user)):
        acting = acting_for(request.user, slug)
        if acting is None or not acting.can(Capability.READ_SHARED):
            continue
        if queries.activities_seen_by(acting).filter(id=activity).exists():
            return redirect("meetings:now", body=slug, activity=activity)
    raise Http404


# What is sent from there


@requires(Capability.COMMENT)
@require_POST
def ask(request: ActingRequest, body: str, activity: UUID) -> HttpResponse:
    """Put the reader on the speakers' list."""

    def do(row: Activity) -> str:
        live.ask(request.acting, row)
        place = course_of(request.acting, row).my_place
        return _("You are on the list of speakers, at place %(place)d.") % {"place": place}

    return _done(request, activity, do)


@requires(Capability.COMMENT)
@require_POST
def withdraw(request: ActingRequest, body: str, activity: UUID) -> HttpResponse:
    """Take the reader off the list again, or note that he or she has finished."""

    def do(row: Activity) -> str:
        if request.POST.get("finished"):
            live.finish(request.acting, row)
            return _("Thank you; your speaking time has been noted.")
        live.withdraw(request.acting, row)
        return _("You are no longer on the list of speakers.")

    return _done(request, activity, do)


@requires(Capability.COMMENT)
@require_POST
def raise_point(request: ActingRequest, body: str, activity: UUID) -> HttpResponse:
    """Raise a point of order."""

    def do(row: Activity) -> str:
        live.raise_point(request.acting, row, request.POST.get("text", ""))
        return _("Your point of order is on every screen; it goes before the next speaker.")

    return _done(request, activity, do, typed_point=request.POST.get("text", ""))


@requires(*RUNS)
@require_POST
def run(request: ActingRequest, body: str, activity: UUID) -> HttpResponse:
    """Start a point of the agenda, or something besides, or end what is running."""
    posted = request.POST

    def do(row: Activity) -> str:
        if posted.get("end"):
            live.end_item(request.acting, row)
            return _("It has ended.")
        place = _number(posted.get("place", ""))
        item = live.start_item(request.acting, row, place, posted.get("title", ""))
        return _("“%(title)s” is running; all screens show it.") % {"title": item.title}

    return _done(request, activity, do, typed_title=posted.get("title", ""))


@requires(*RUNS)
@require_POST
def floor(request: ActingRequest, body: str, activity: UUID) -> HttpResponse:
    """Call a speaker, note that one has finished, take one off, or put a guest on."""
    posted = request.POST

    def do(row: Activity) -> str:
        if posted.get("finished"):
            live.finish(request.acting, row)
            return _("The speaking time has been noted.")
        if posted.get("off"):
            live.take_off(request.acting, row, _id(posted["off"]))
            return _("This person is no longer on the list.")
        if posted.get("call"):
            live.call(request.acting, row, _id(posted["call"]))
            return _("The floor has been given; all screens show it.")
        side = posted.get("side", "")
        live.add_guest(request.acting, row, posted.get("name", ""), _party(row, side))
        return _("On the list of speakers.")

    return _done(request, activity, do, typed_name=posted.get("name", ""))


@requires(*RUNS)
@require_POST
def settle(request: ActingRequest, body: str, activity: UUID) -> HttpResponse:
    """Settle a point of order."""

    def do(row: Activity) -> str:
        point = _id(request.POST.get("point", ""))
        live.settle_point(request.acting, row, point, request.POST.get("answer", ""))
        return _("The point of order is settled.")

    return _done(request, activity, do)


# Helpers


def _done(
    request: ActingRequest, activity: UUID, do: Callable[[Activity], str], **typed: Any
) -> HttpResponse:
    """Do it, and lead back to the page; what was refused comes back with the reason."""
    row = _seen(request.acting, activity)
    try:
        messages.success(request, do(row))
    except NotAllowed:
        raise PermissionDenied from None
    except (ActError, ValidationError) as error:
        words = error.messages[0] if isinstance(error, ValidationError) else str(error.message)
        return _page(request, row, 422, refused=words, **typed)
    return redirect("meetings:now", body=request.acting.slug, activity=activity)


def _page(request: ActingRequest, row: Activity, status: int = 200, **typed: Any) -> HttpResponse:
    watched = watch(channel_of(row.id))
    course = course_of(request.acting, row)
    shown = {
        "activity": row,
        "course": course,
        "consultations": on_screen.open_consultations(request.acting, row),
        "watch": watched,
        "here": reverse("meetings:now", args=[request.acting.slug, row.id]),
        "sides": _sides(row) if course.may_run else [],
        **typed,
    }
    name = "parts" if request.htmx and status == 200 else "page"  # type: ignore[attr-defined]
    return _fresh(render(request, f"meetings/now/{name}.html", shown, status=status))


def _fresh(answer: HttpResponse) -> HttpResponse:
    answer["Cache-Control"] = "no-store"
    return answer


def _sides(row: Activity) -> list[Any]:
    assert row.partnership_id is not None
    return [party.body for party in parties_of(row.partnership_id) if party.left_at is None]


def _party(row: Activity, side: str) -> UUID | None:
    """Return the party that a guest speaks for, None for none. Raises Http404 for another."""
    if not side:
        return None
    found = next((body for body in _sides(row) if str(body.id) == side), None)
    if found is None:
        raise Http404
    return UUID(side)


def _id(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise Http404 from None


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else None


def _seen(acting: Acting, activity: UUID) -> Activity:
    """Return the activity in the words that the body may read. Raises Http404."""
    rows = queries.activities_seen_by(acting).prefetch_related("agenda", "invited")
    (row,) = as_left([get_object_or_404(rows, id=activity)])
    return row
