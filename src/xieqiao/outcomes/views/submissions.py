"""Pages of submissions, answers and instructions."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from xieqiao.acts.access import ActingRequest, Capability, requires
from xieqiao.outcomes import asked, queries, trails
from xieqiao.outcomes.models import SubmittedFile
from xieqiao.outcomes.queries.submissions import on_topic
from xieqiao.outcomes.words import Adoption, Recipient
from xieqiao.ui.paging import page_of

ANSWERS = {"open": {"adoption": ""}, "answered": {"adoption__gt": ""}}


@requires(Capability.READ_SHARED)
def submissions(request: ActingRequest, body: str, upward: bool = False) -> HttpResponse:
    """List what was submitted to whom and what came back; upward reports on their own page."""
    acting = request.acting
    rows = queries.submissions_seen_by(acting)
    topic = asked.asked_id(request, "topic")
    rows = on_topic(rows, topic) if topic else rows
    rows = rows.filter(recipient_kind=Recipient.UPWARD) if upward else rows
    state = asked.asked_one_of(request, "state", ANSWERS)
    wanted = {
        "partnership": asked.asked_id(request, "partnership"),
        "owner": asked.asked_id(request, "party"),
        "adoption": asked.asked_one_of(request, "adoption", Adoption.values),
    }
    rows = asked.narrowed(rows.filter(**ANSWERS.get(state, {})), **wanted)
    context = {
        **wanted,
        "acting": acting,
        "upward": upward,
        "state": state,
        "page": page_of(request, rows),
        "partnerships": asked.partnerships_of(acting),
        "adoptions": Adoption.choices,
        "may": asked.may_start(acting),
    }
    return render(request, "outcomes/submissions.html", context)


@requires(Capability.READ_SHARED)
def submission(request: ActingRequest, body: str, submission: UUID) -> HttpResponse:
    """Show one submission: sent, received, answered, instructed."""
    acting = request.acting
    rows = queries.submissions_seen_by(acting).prefetch_related("files", "instructions")
    row = get_object_or_404(rows, id=submission)
    files = {stage.value: [f for f in row.files.all() if f.stage == stage] for stage in STAGES}
    context = {
        "acting": acting,
        "submission": row,
        "files": files,
        "mine": row.owner_id == acting.body_id,
        "cold": None if row.adoption else trails.trail(trails.What.RECEIPT, row),
        "may": asked.may(acting, row.partnership_id),
    }
    return render(request, "outcomes/submission.html", context)


STAGES = tuple(SubmittedFile.Stage)
