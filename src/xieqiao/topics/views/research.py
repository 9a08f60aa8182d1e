"""The pages of the joint research: the plan, a part, a party's own draft, the report."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from xieqiao.acts.access import Acting, ActingRequest, Capability, requires
from xieqiao.acts.models import ActState
from xieqiao.topics import queries, told
from xieqiao.topics.drafts import Overtaken, draft_form, draft_of, save_draft
from xieqiao.topics.left import as_left, plans_as_left, reports_as_left
from xieqiao.topics.models import JointReport, ResearchPart, ResearchPlan, Topic
from xieqiao.topics.research import research_on, texts_of

MOST_VERSION = 4


@requires(Capability.READ_SHARED)
def research(request: ActingRequest, body: str, topic: UUID) -> HttpResponse:
    """Show the plan, who writes which part, and what is in."""
    acting = request.acting
    row = _topic(acting, topic)
    found = research_on(acting, row.id, acting.body.today())
    subjects = [found.plan.id, *([found.report.id] if found.report else [])] if found else []
    form = reverse("acts:new", kwargs={"body": body, "kind": "research.plan"})
    shown = {
        "topic": row,
        "plan_path": f"{form}?partnership={row.partnership_id}&topic={row.id}",
        "research": found,
        "under_way": told.under_way(acting, subjects) if not _left(row) else [],
        **_may(acting, row),
    }
    return render(request, "topics/research.html", shown)


@requires(Capability.READ_SHARED)
def part(request: ActingRequest, body: str, research_part: UUID) -> HttpResponse:
    """Show a party's part as a document, in any of its wordings."""
    acting = request.acting
    row: ResearchPart = get_object_or_404(queries.parts_seen_by(acting), id=research_part)
    topic = _topic(acting, row.plan.topic_id)
    left = _left(row)
    texts = [text for text in row.texts.all() if left is None or text.at <= left]
    chosen = _chosen(texts, request.GET.get("wording", ""))
    shown = {
        "part": row,
        "topic": topic,
        "texts": texts[::-1],
        "text": chosen,
        "newest": chosen == texts[-1],
        "ours": row.owner_id == acting.body_id,
        **_may(acting, topic),
    }
    return render(request, "topics/part.html", shown)


def _chosen(texts: list[Any], asked: str) -> Any:
    """Return the wording that the address asks for, otherwise the newest."""
    number = int(asked) if asked.isdecimal() and len(asked) <= MOST_VERSION else 0
    return next((text for text in texts if text.number == number), texts[-1])


@requires(Capability.READ_SHARED)
def report(request: ActingRequest, body: str, joint_report: UUID) -> HttpResponse:
    """Show the joint report as a document."""
    acting = request.acting
    found = queries.reports_seen_by(acting)
    row: JointReport
    (row,) = reports_as_left([get_object_or_404(found, id=joint_report)])
    topic = _topic(acting, row.plan.topic_id)
    research = research_on(acting, topic.id, acting.body.today())
    acts = queries.acts_about(acting, [row.id], ActState.SEALED)
    left = _left(row)
    acts = acts if left is None else acts.filter(ended_at__lte=left)
    shown = {
        "report": row,
        "topic": topic,
        "texts": texts_of(row),
        "newer": research.newer if research else [],
        "parties": told.bodies_of(topic, left),
        "history": told.sentences(acts),
        "under_way": told.under_way(acting, [row.id]) if left is None else [],
        **_may(acting, topic),
    }
    return render(request, "topics/report.html", shown)


@requires(Capability.READ_OWN)
def draft(request: ActingRequest, body: str, research_plan: UUID) -> HttpResponse:
    """Write the own draft of a part; nobody outside the own body sees it."""
    acting = request.acting
    plan: ResearchPlan
    (plan,) = plans_as_left([get_object_or_404(queries.plans_seen_by(acting), id=research_plan)])
    if request.method == "POST":
        return _posted_draft(request, plan)
    return _draft_page(request, plan)


def _draft_page(
    request: ActingRequest, plan: ResearchPlan, form: Any = None, error: Any = "", status: int = 200
) -> HttpResponse:
    acting = request.acting
    row = draft_of(acting, plan.id)
    topic = _topic(acting, plan.topic_id)
    research = research_on(acting, topic.id, acting.body.today())
    shown = {
        "plan": plan,
        "topic": topic,
        "draft": row,
        "form": form or draft_form(acting, plan, row),
        "ours": research.ours if research else None,
        "error": error,
        "may_edit": acting.can(Capability.EDIT_OWN),
        **_may(acting, topic),
    }
    return render(request, "topics/draft.html", shown, status=status)


def _posted_draft(request: ActingRequest, plan: ResearchPlan) -> HttpResponse:
    acting = request.acting
    if not acting.can(Capability.EDIT_OWN):
        raise PermissionDenied
    form = draft_form(acting, plan, draft_of(acting, plan.id), request.POST, request.FILES)
    if "more" in request.POST:
        return _draft_page(request, plan, form)
    if not form.is_valid():
        return _draft_page(request, plan, form, status=422)
    seen = request.POST.get("version", "0")
    try:
        save_draft(acting, plan, form.tree(), int(seen) if seen.isdecimal() else 0)
    except Overtaken as error:
        return _draft_page(request, plan, form, error.message, status=409)
    messages.success(request, _("Your draft is kept. Nobody outside your body can read it."))
    return redirect("topics:draft", body=acting.slug, research_plan=plan.id)


def _topic(acting: Acting, topic: UUID) -> Topic:
    """Return the topic in the words that the body may read. Raises Http404."""
    (row,) = as_left([get_object_or_404(queries.topics_seen_by(acting), id=topic)])
    return row


def _left(row: Any) -> Any:
    return row.left_by_us


def _may(acting: Acting, topic: Topic) -> dict[str, bool]:
    """Say which buttons make sense here."""
    assert topic.partnership is not None
    here = _left(topic) is None and not topic.partnership.closed
    goes_on = here and not topic.closed
    return {
        "may_act": goes_on and acting.writes_acts,
        "may_report": goes_on and acting.can(Capability.REPORT),
    }
