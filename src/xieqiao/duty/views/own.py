"""Pages of what the own body's members started on their own."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from xieqiao.acts.access import Acting, ActingRequest, Capability, requires
from xieqiao.acts.files import handed_out, put_away
from xieqiao.acts.models import File
from xieqiao.duty import queries, told
from xieqiao.duty.forms import InitiativeForm, OwnFilter
from xieqiao.duty.models import Initiative, InitiativeFile
from xieqiao.partnerships.queries import partnership_choices
from xieqiao.ui.paging import page_of

READERS = (Capability.READ_OWN, Capability.OWN_INITIATIVE)
WRITERS = (Capability.EDIT_OWN, Capability.OWN_INITIATIVE)
MOST_SHOWN = 50


def _read(acting: Acting, initiative: UUID) -> Initiative:
    return get_object_or_404(queries.initiatives_of(acting), id=initiative)


def _written(acting: Acting, initiative: UUID, **more: bool) -> Initiative:
    return get_object_or_404(queries.initiatives_written_by(acting, **more), id=initiative)


@requires(*READERS)
def initiatives(request: ActingRequest, body: str) -> HttpResponse:
    """List the body's initiatives; a member's list holds his or her own."""
    acting, deleted = request.acting, "deleted" in request.GET
    form = OwnFilter(request.GET)
    asked = form.asked()
    found = queries.initiatives_written_by if deleted else queries.initiatives_of
    rows = found(acting, deleted=deleted)
    rows = queries.initiative_list(rows, **asked, sort=request.GET.get("sort", ""))
    page = page_of(request, rows)
    way = "duty:restore_initiative" if deleted else "duty:initiative"
    context = {
        "tab": "initiatives",
        "whose": "own",
        "form": form,
        "asked": any(asked.values()),
        "page": page,
        "rows": [(row, reverse(way, args=[body, row.id])) for row in page],
        "deleted": deleted,
        **told.may(acting),
    }
    return render(request, "duty/initiatives.html", context)


@requires(*READERS)
def initiative(request: ActingRequest, body: str, initiative: UUID) -> HttpResponse:
    """Show one initiative, and where partners read it."""
    return _page(request, _read(request.acting, initiative))


def _page(request: ActingRequest, row: Initiative, errors: list[str] | None = None) -> HttpResponse:
    acting = request.acting
    may_share = acting.can(Capability.REPORT) and row.confirmed
    shown = list(queries.shown_to_partners(row)[:MOST_SHOWN])
    context: dict[str, Any] = {
        "initiative": row,
        "files": row.files.order_by("name", "id"),
        "shown": [(one, one.path(acting.slug)) for one in shown],
        "places": partnership_choices(acting) if may_share else [],
        "may_edit": queries.initiatives_written_by(acting).filter(id=row.id).exists(),
        "may_confirm": acting.can(Capability.EDIT_OWN) and not row.confirmed,
        "may_share": may_share,
        "errors": errors or [],
    }
    status = 422 if errors else 200
    return render(request, "duty/initiative.html", context, status=status)


@requires(*WRITERS)
def edit(request: ActingRequest, body: str, initiative: UUID | None = None) -> HttpResponse:
    """Write a new initiative, or change one."""
    acting = request.acting
    row = _written(acting, initiative) if initiative else None
    form = InitiativeForm(request.POST or None, instance=row, acting=acting)
    if request.method == "POST" and form.is_valid():
        saved = form.save()
        if saved.confirmed:
            said = _("“%(title)s” is kept.")
        else:
            said = _("“%(title)s” is kept; your office has been asked to confirm it.")
        messages.success(request, said % {"title": saved.title})
        return redirect(saved.path(acting.slug))
    heading = _("Change the initiative") if row else _("Enter an initiative")
    context = {"initiative": row, "form": form, "heading": heading}
    return render(request, "duty/edit.html", context, status=422 if form.errors else 200)


@requires(Capability.EDIT_OWN)
def confirm(request: ActingRequest, body: str, initiative: UUID) -> HttpResponse:
    """Confirm, as the office, that a member did it."""
    row = _written(request.acting, initiative)
    if request.method == "POST":
        row.confirmed_at = row.confirmed_at or timezone.now()
        row.save(update_fields=["confirmed_at"])
        messages.success(
            request, _("“%(title)s” is confirmed and can be shown to partners.") % {"title": row}
        )
    return redirect(row.path(request.acting.slug))


@requires(*WRITERS)
def add_file(request: ActingRequest, body: str, initiative: UUID) -> HttpResponse:
    """Keep files that show what was done."""
    row = _written(request.acting, initiative)
    if request.method == "POST":
        errors = told.keep_files(request.acting, row, request.FILES.getlist("file"))
        if errors:
            return _page(request, row, errors)
        messages.success(request, _("The files are kept with it."))
    return redirect(row.path(request.acting.slug))


@requires(*READERS)
def file(
    request: ActingRequest, body: str, initiative: UUID, initiative_file: UUID
) -> FileResponse:
    """Hand out a file of an initiative that one may read."""
    kept = get_object_or_404(_read(request.acting, initiative).files, id=initiative_file)
    found = File.objects.filter(id=kept.file_id, body=request.acting.body_id).first()
    if found is None:
        raise Http404
    return handed_out(found)


@requires(*WRITERS)
def remove_file(
    request: ActingRequest, body: str, initiative: UUID, initiative_file: UUID
) -> HttpResponse:
    """Ask, and take a file away."""
    row = _written(request.acting, initiative)
    kept: InitiativeFile = get_object_or_404(row.files, id=initiative_file)
    if request.method == "POST":
        kept.delete()
        put_away([kept.file_id])
        messages.success(request, _("“%(name)s” is taken away.") % {"name": kept.name})
        return redirect(row.path(request.acting.slug))
    return render(request, "duty/remove_file.html", {"initiative": row, "kept": kept})


@requires(*WRITERS)
def delete(request: ActingRequest, body: str, initiative: UUID) -> HttpResponse:
    """Ask, and delete an initiative; for 30 days it can be brought back."""
    row = _written(request.acting, initiative)
    if request.method == "POST":
        row.deleted_at = timezone.now()
        row.save(update_fields=["deleted_at"])
        messages.success(
            request,
            _("“%(title)s” is deleted. For 30 days it can be brought back.") % {"title": row},
        )
        return redirect("duty:initiatives", body=body)
    return render(request, "duty/delete.html", {"initiative": row})


@requires(*WRITERS)
def restore(request: ActingRequest, body: str, initiative: UUID) -> HttpResponse:
    """Bring a deleted initiative back."""
    row = _written(request.acting, initiative, deleted=True)
    if request.method == "POST":
        row.deleted_at = None
        row.save(update_fields=["deleted_at"])
        messages.success(request, _("“%(title)s” is back.") % {"title": row})
        return redirect(row.path(request.acting.slug))
    return render(request, "duty/restore.html", {"initiative": row})
