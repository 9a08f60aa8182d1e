"""Pages of submissions, answers and instructions."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from xieqiao.acts.access import ActingRequest, Capability, requires
from xieqiao.outcomes import asked, queries, told
from xieqiao.outcomes.forms import ListFilter, Offered
from xieqiao.outcomes.left import as_left
from xieqiao.outcomes.models import Submission, SubmittedFile
from xieqiao.outcomes.views import shown
from xieqiao.outcomes.words import Adoption, Recipient
from xieqiao.ui.paging import ordered, page_of

SORTS = {"sent": ("sent_on", "entered_at"), "recipient": ("sort_key",)}
STATES = {
    "no_receipt": Q(adoption="", received_on=""),
    "open": Q(adoption=""),
    "answered": Q(adoption__gt=""),
}


@requires(Capability.READ_SHARED)
def submissions(request: ActingRequest, body: str, upward: bool = False) -> HttpResponse:
    """List what was submitted to whom and what came back; upward reports on their own page."""
    acting = request.acting
    offered: Offered = {
        "partnership": (_("Partnership"), asked.partnership_choices(acting)),
        "party": (_("Submitted by"), asked.party_choices(acting)),
        "state": (_("State"), _states()),
        "adoption": (_("What became of it"), Adoption.choices),
    }
    form = ListFilter(request, offered)
    topic = asked.asked_id(request, "topic")
    rows = queries.submissions_seen_by(acting)
    rows = queries.submissions_on_topic(acting, topic) if topic else rows
    rows = rows.filter(recipient_kind=Recipient.UPWARD) if upward else rows
    rows = _found(rows.prefetch_related("instructions"), form)
    page = page_of(request, ordered(request, rows, SORTS, "-sent"))
    context = {
        "form": form,
        "upward": upward,
        "page": page,
        "rows": [shown.sent(row) for row in as_left(page.object_list)],
        "sorts": [("sent", _("day of submission")), ("recipient", _("recipient"))],
        **shown.room(acting, "submissions"),
    }
    return render(request, "outcomes/submissions.html", context)


def _states() -> list[tuple[str, str]]:
    return [
        ("no_receipt", _("No receipt yet")),
        ("open", _("No answer yet")),
        ("answered", _("Answered")),
    ]


def _found(rows: QuerySet[Submission], form: ListFilter) -> QuerySet[Submission]:
    words, state, adoption = form.asked("q"), form.asked("state"), form.asked("adoption")
    rows = queries.unchanged(rows) if words or state or adoption else rows
    if words:
        inside = Q(title__icontains=words) | Q(recipient__icontains=words)
        rows = rows.filter(inside | Q(letter_number__icontains=words))
    rows = rows.filter(STATES[state]) if state else rows
    wanted = {"partnership": form.asked_id("partnership"), "owner": form.asked_id("party")}
    return asked.narrowed(rows, adoption=adoption, **wanted)


@requires(Capability.READ_SHARED)
def submission(request: ActingRequest, body: str, submission: UUID) -> HttpResponse:
    """Show one submission: sent, received, answered, instructed."""
    acting = request.acting
    rows = queries.submissions_seen_by(acting).prefetch_related("files", "instructions")
    (row,) = as_left([get_object_or_404(rows, id=submission)])
    mine = row.owner_id == acting.body_id
    may = asked.may(acting, row.partnership)
    context = {
        "submission": row,
        "sent": shown.sent(row),
        "belongs": told.belongs_to(row),
        "files": files_of(row),
        "told": queries.units_told(acting, row) if mine and acting.can(_READ_OWN) else [],
        "may_report": mine and may.report,
        "may_pass_on": mine and may.edit,
    }
    return render(request, "outcomes/submission.html", context)


def files_of(row: Submission) -> dict[str, list[SubmittedFile]]:
    """Return the files of a submission by the stage that they came with."""
    all_files = list(row.files.all())
    return {
        stage.value: [f for f in all_files if f.stage == stage] for stage in SubmittedFile.Stage
    }


_READ_OWN = Capability.READ_OWN
