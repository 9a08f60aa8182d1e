"""Pages of members' own initiatives."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from xieqiao.acts.access import ActingRequest, Capability, requires
from xieqiao.acts.sight import partnerships_seen
from xieqiao.duty import queries
from xieqiao.duty.forms import InitiativeForm
from xieqiao.duty.models import Initiative, InitiativeFile
from xieqiao.ui.paging import ordered, page_of

READERS = (Capability.READ_OWN, Capability.OWN_INITIATIVE)
WRITERS = (Capability.EDIT_OWN, Capability.OWN_INITIATIVE)
SORTS = {"changed": ("changed_at",), "title": ("title",), "on": ("on",)}


def _words(request: ActingRequest) -> str:
    return request.GET.get("q", "").replace("\x00", "").strip()[:100]


def _mine(request: ActingRequest, initiative: UUID) -> Initiative:
    return get_object_or_404(queries.initiatives_of(request.acting), id=initiative)


@requires(*READERS)
def initiatives(request: ActingRequest, body: str) -> HttpResponse:
    """List the body's initiatives; a member's list holds his or her own."""
    acting, words, deleted = request.acting, _words(request), "deleted" in request.GET
    state = request.GET.get("state", "")
    rows = queries.initiatives_of(acting, deleted=deleted)
    rows = rows.filter(title__icontains=words) if words else rows
    if state in ("draft", "confirmed"):
        rows = rows.filter(confirmed_at__isnull=state == "draft")
    context = {
        "acting": acting,
        "page": page_of(request, ordered(request, rows, SORTS, "-changed")),
        "q": words,
        "state": state,
        "deleted": deleted,
        "all_of_body": acting.can(Capability.READ_OWN),
        "may_edit": any(acting.can(c) for c in WRITERS),
    }
    return render(request, "duty/initiatives.html", context)


@requires(*READERS)
def initiative(request: ActingRequest, body: str, initiative: UUID) -> HttpResponse:
    """Show one initiative, and where partners read it."""
    acting, row = request.acting, _mine(request, initiative)
    seats = partnerships_seen(acting).filter(left_at=None).values("space_id")
    context = {
        "acting": acting,
        "initiative": row,
        "files": row.files.order_by("name"),
        "shown": queries.shown_to_partners(row)[:50],
        "seats": list(seats),
        "may_edit": any(acting.can(c) for c in WRITERS),
        "may_confirm": acting.can(Capability.EDIT_OWN) and not row.confirmed,
        "may_share": acting.can(Capability.REPORT) and row.confirmed,
    }
    return render(request, "duty/initiative.html", context)


@requires(*WRITERS)
def edit(request: ActingRequest, body: str, initiative: UUID | None = None) -> HttpResponse:
    """Write a new initiative, or change one."""
    acting = request.acting
    row = _mine(request, initiative) if initiative else None
    form = InitiativeForm(request.POST or None, instance=row, acting=acting)
    if request.method == "POST" and form.is_valid():
        saved = form.save()
        if saved.confirmed:
            told = _("“%(title)s” is kept.")
        else:
            told = _("“%(title)s” is kept; your office has been asked to confirm it.")
        messages.success(request, told % {"title": saved.title})
        return redirect(saved.path(acting.slug))
    context = {"acting": acting, "initiative": row, "form": form}
    return render(request, "duty/edit.html", context)


@requires(*WRITERS)
def add_file(request: ActingRequest, body: str, initiative: UUID) -> HttpResponse:
    """Add a file that shows what was done, or take one away."""
    from xieqiao.acts.files import store_upload

    acting, row = request.acting, _mine(request, initiative)
    errors: list[str] = []
    if request.method == "POST" and "remove" in request.POST:
        found = [f for f in row.files.all() if str(f.id) == request.POST["remove"]]
        for file in found:
            file.delete()
        return redirect(row.path(acting.slug))
    if request.method == "POST":
        uploaded = request.FILES.get("file")
        if uploaded is None:
            errors = [_("Choose a file.")]
        else:
            try:
                _keep(row, store_upload(acting, uploaded))
                return redirect(row.path(acting.slug))
            except ValidationError as error:
                errors = list(error.messages)
    context = {"acting": acting, "initiative": row, "errors": errors}
    return render(request, "duty/add_file.html", context)


def _keep(row: Initiative, stored: object) -> None:
    names = ("sha256", "size", "media_type", "name")
    InitiativeFile.objects.create(
        body_id=row.body_id,
        initiative=row,
        file_id=stored.id,  # type: ignore[attr-defined]
        **{name: getattr(stored, name) for name in names},
    )


@requires(Capability.EDIT_OWN)
def confirm(request: ActingRequest, body: str, initiative: UUID) -> HttpResponse:
    """Confirm, as the office, that a member did it."""
    row = _mine(request, initiative)
    if request.method == "POST":
        row.confirmed_at = row.confirmed_at or timezone.now()
        row.save(update_fields=["confirmed_at"])
        messages.success(
            request, _("“%(title)s” is confirmed and can be shown to partners.") % {"title": row}
        )
    return redirect(row.path(request.acting.slug))


@requires(*WRITERS)
def delete(request: ActingRequest, body: str, initiative: UUID) -> HttpResponse:
    """Ask, and delete an initiative; for 30 days it can be brought back."""
    acting, row = request.acting, _mine(request, initiative)
    if request.method == "POST":
        row.deleted_at = timezone.now()
        row.save(update_fields=["deleted_at"])
        messages.success(
            request,
            _("“%(title)s” is deleted. For 30 days it can be brought back.") % {"title": row},
        )
        return redirect("duty:initiatives", body=acting.slug)
    return render(request, "duty/delete.html", {"acting": acting, "initiative": row})


@requires(*WRITERS)
def restore(request: ActingRequest, body: str, initiative: UUID) -> HttpResponse:
    """Bring a deleted initiative back."""
    acting = request.acting
    row = get_object_or_404(queries.initiatives_of(acting, deleted=True), id=initiative)
    if request.method == "POST":
        row.deleted_at = None
        row.save(update_fields=["deleted_at"])
        messages.success(request, _("“%(title)s” is back.") % {"title": row})
        return redirect(row.path(acting.slug))
    return render(request, "duty/restore.html", {"acting": acting, "initiative": row})


@requires(Capability.READ_SHARED)
def shared_initiatives(request: ActingRequest, body: str) -> HttpResponse:
    """List the initiatives that the parties have shown each other."""
    acting, words = request.acting, _words(request)
    page = page_of(request, queries.shared_seen_by(acting, words))
    context = {"acting": acting, "page": page, "q": words}
    return render(request, "duty/shared_initiatives.html", context)


@requires(Capability.READ_SHARED)
def shared(request: ActingRequest, body: str, shared: UUID) -> HttpResponse:
    """Show one initiative as its body lets partners read it."""
    acting = request.acting
    row = get_object_or_404(queries.shared_seen_by(acting).prefetch_related("files"), id=shared)
    return render(request, "duty/shared.html", {"acting": acting, "initiative": row})
