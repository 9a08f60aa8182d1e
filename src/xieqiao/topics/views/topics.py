"""The list of topics, and the page of one."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from xieqiao.acts.access import Acting, ActingRequest, Capability, requires
from xieqiao.acts.errors import ActError
from xieqiao.partnerships.queries import partnerships_open_to
from xieqiao.topics import live, queries, told
from xieqiao.topics.forms import TopicFilter
from xieqiao.topics.left import as_left
from xieqiao.topics.models import Topic
from xieqiao.topics.sentences import beginning_words, closed_words
from xieqiao.topics.stages import stage_of, with_stage
from xieqiao.topics.words import Stage
from xieqiao.ui.paging import page_of

STEPS_A_PAGE = 60


@requires(Capability.READ_SHARED)
def topics(request: ActingRequest, body: str) -> HttpResponse:
    """List topics, open ones first, and above them those that wait for consent."""
    acting = request.acting
    form = TopicFilter(acting, request.GET)
    asked = form.asked()
    sort = request.GET.get("sort", "")
    page = page_of(request, queries.topic_list(acting, **asked, sort=sort))
    rows = [(topic, stage_of(topic), _note(topic)) for topic in as_left(page.object_list)]
    proposed = queries.proposed_topics(acting, asked["partnership"])
    shown = {
        "page": page,
        "rows": rows,
        "proposed": told.sentences(proposed) if page.number == 1 else [],
        "form": form,
        "narrowed": any(asked.values()),
        "may_act": acting.writes_acts,
    }
    return render(request, "topics/list.html", shown)


def _note(topic: Topic) -> str:
    """Return what the list says of a topic beside its stage."""
    stage = stage_of(topic)
    if stage is Stage.CLOSED:
        return closed_words(topic)
    reported = stage is Stage.CONFIRMED and topic.beginning != "nothing"
    return beginning_words(topic) if reported else ""


@requires(Capability.PREPARE_ACT, Capability.RELEASE_ACT)
def start(request: ActingRequest, body: str) -> HttpResponse:
    """Ask in which partnership a topic is to be raised; go on at once if there is one."""
    rows = partnerships_open_to(request.acting)
    if len(two := list(rows[:2])) == 1:
        page = reverse("acts:new", kwargs={"body": body, "kind": "topic.confirm"})
        return redirect(f"{page}?partnership={two[0].id}")
    return render(request, "topics/raise.html", {"page": page_of(request, rows)})


@requires(Capability.READ_SHARED)
def topic(request: ActingRequest, body: str, topic: UUID) -> HttpResponse:
    """Show one topic: how far it has come, what comes next, and its whole story."""
    return _topic_page(request, _seen(request.acting, topic))


def _topic_page(
    request: ActingRequest, row: Topic, status: int = 200, **typed: Any
) -> HttpResponse:
    page = told.page_of(request.acting, row)
    shown = {
        "topic": row,
        "page": page,
        "story": Paginator(page.rows, STEPS_A_PAGE).get_page(request.GET.get("story")),
        "comments": page_of(request, queries.comments_of(row)),
        **typed,
    }
    return render(request, "topics/topic.html", shown, status=status)


@require_POST
@requires(Capability.COMMENT)
def comment(request: ActingRequest, body: str, topic: UUID) -> HttpResponse:
    """Put a comment on a topic; what cannot be written comes back with the reason."""
    row = _seen(request.acting, topic)
    text = request.POST.get("text", "")
    try:
        live.comment(request.acting, row, text)
    except (ActError, ValidationError) as error:
        words = error.messages[0] if isinstance(error, ValidationError) else str(error.message)
        return _topic_page(request, row, 422, typed_comment=text, comment_error=words)
    messages.success(request, _("Your comment stands on the page; all parties can read it."))
    return redirect(f"{row.path(body)}#comments")


def _seen(acting: Acting, topic: UUID) -> Topic:
    """Return the topic in the words that the body may read. Raises Http404."""
    rows = with_stage(acting, queries.topics_seen_by(acting))
    (row,) = as_left([get_object_or_404(rows, id=topic)])
    return row
