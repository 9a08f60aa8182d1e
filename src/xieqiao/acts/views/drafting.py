"""Drafts: what an office prepares, before somebody with the role for it releases it."""

from __future__ import annotations

from datetime import UTC
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from xieqiao.acts import queries
from xieqiao.acts.access import Acting, ActingRequest, Capability, requires
from xieqiao.acts.forms import ActForm
from xieqiao.acts.forms.deadline import deadline_of, deadline_typed
from xieqiao.acts.models import Draft, Subject
from xieqiao.acts.plan import scene_for
from xieqiao.acts.sweep import UNDO
from xieqiao.acts.views.proposing import Writing, kind_or_404, may_prepare, posted, writing_page
from xieqiao.ui.paging import page_of

_WHO = (Capability.READ_OWN, Capability.ANSWER_FOR_UNIT)


def _drafts(acting: Acting, rows: Any) -> Any:
    """Return those that the reader may see: all of the office, or only his or her own."""
    return rows if acting.can(Capability.READ_OWN) else rows.filter(prepared_by=acting.person_id)


@requires(*_WHO)
def drafts(request: ActingRequest, body: str) -> HttpResponse:
    """List what the office is preparing, or what it has put away."""
    acting, away = request.acting, "away" in request.GET
    rows = queries.drafts_away(acting) if away else queries.drafts_of(acting)
    page = page_of(request, _drafts(acting, rows))
    told = [(row, queries.draft_told(row)) for row in page]
    context = {"page": page, "drafts": told, "away": away, "days": UNDO.days}
    return render(request, "acts/drafts.html", context)


@requires(*_WHO)
def draft(request: ActingRequest, body: str, draft: UUID) -> HttpResponse:
    """Edit a draft, or release it."""
    acting = request.acting
    row = get_object_or_404(_drafts(acting, queries.drafts_of(acting)), id=draft)
    kind = kind_or_404(row.kind)
    subject = Subject.objects.filter(id=row.subject_id).first() if row.subject_id else None
    scene = scene_for(acting, row.space, subject, row.extra)
    writing = Writing(kind, scene, row.act_id, row)
    if request.method != "POST":
        form = ActForm(kind, scene, initial=row.payload)
        return writing_page(request, writing, form, deadline_of(acting, row.deadline))
    if not may_prepare(acting, kind):
        raise PermissionDenied
    form = ActForm(kind, scene, request.POST, request.FILES)
    if "more" not in request.POST and _changed_by_another(row, request.POST.get("seen", "")):
        form.is_valid()
        form.general.append(
            _(
                "Somebody in your office has changed this draft since you opened it. What you "
                "typed is still here: send it once more to put it in the place of theirs."
            )
        )
        deadline = deadline_typed(acting, request.POST.get("deadline", ""))
        return writing_page(request, writing, form, deadline)
    return posted(request, writing, form)


def _changed_by_another(row: Draft, seen: str) -> bool:
    return bool(seen) and seen != row.changed_at.astimezone(UTC).isoformat()


@requires(*_WHO)
def put_away(request: ActingRequest, body: str, draft: UUID) -> HttpResponse:
    """Ask, then put a draft away; it can be taken back for a while."""
    acting = request.acting
    row = get_object_or_404(_drafts(acting, queries.drafts_of(acting)), id=draft)
    if not may_prepare(acting, kind_or_404(row.kind)):
        raise PermissionDenied
    if request.method != "POST":
        return render(request, "acts/put_away.html", {"draft": row, "days": UNDO.days})
    Draft.objects.filter(id=row.id).update(deleted_at=timezone.now())
    messages.success(request, _("The draft is put away; it can be taken back from there."))
    return redirect("acts:drafts", body=body)


@require_POST
@requires(*_WHO)
def take_back(request: ActingRequest, body: str, draft: UUID) -> HttpResponse:
    """Take a draft back that was put away."""
    acting = request.acting
    row = get_object_or_404(_drafts(acting, queries.drafts_away(acting)), id=draft)
    if not may_prepare(acting, kind_or_404(row.kind)):
        raise PermissionDenied
    Draft.objects.filter(id=row.id).update(deleted_at=None)
    messages.success(request, _("The draft is back."))
    return redirect("acts:draft", body=body, draft=row.id)
