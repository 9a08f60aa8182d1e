"""Pages of the own body's needs and strengths: two lists of one make."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xieqiao.acts.access import ActingRequest, Capability, requires
from xieqiao.exchange import queries
from xieqiao.exchange.asked import asked_words, partnerships_of
from xieqiao.exchange.forms import EntryForm, NeedForm, StrengthForm
from xieqiao.exchange.models import Need, OwnEntry, Strength
from xieqiao.exchange.sectors import SECTIONS, sector_words
from xieqiao.ui.paging import ordered, page_of

READERS = (Capability.READ_OWN, Capability.OWN_INITIATIVE)
WRITERS = (Capability.EDIT_OWN, Capability.OWN_INITIATIVE)


SORTS = {"changed": ("changed_at",), "title": ("title",), "sector": ("sector", "title")}


@dataclass(frozen=True)
class Sort:
    """What the pages of needs and those of strengths say differently."""

    name: str
    model: type[OwnEntry]
    form: type[EntryForm]
    offer: str
    plural: Promise
    add: Promise


NEEDS = Sort(
    "need", Need, NeedForm, "need.offer", gettext_lazy("Our needs"), gettext_lazy("Add a need")
)
STRENGTHS = Sort(
    "strength",
    Strength,
    StrengthForm,
    "strength.offer",
    gettext_lazy("Our strengths"),
    gettext_lazy("Add a strength"),
)


@requires(*READERS)
def entries(request: ActingRequest, body: str, sort: Sort) -> HttpResponse:
    """List the own body's needs or strengths; those deleted on wish."""
    acting, deleted = request.acting, "deleted" in request.GET
    words, sector = asked_words(request), request.GET.get("sector", "")
    rows = queries.with_words(queries.entries_of(acting, sort.model, deleted=deleted), words)
    rows = rows.filter(sector=sector) if sector in SECTIONS else rows
    context = {
        "acting": acting,
        "sort": sort,
        "page": page_of(request, ordered(request, rows, SORTS, "-changed")),
        "deleted": deleted,
        "q": words,
        "sector": sector,
        "sectors": SECTIONS.items(),
        "may_edit": any(acting.can(c) for c in WRITERS),
    }
    return render(request, "exchange/entries.html", context)


@requires(*READERS)
def entry(
    request: ActingRequest,
    body: str,
    sort: Sort,
    need: UUID | None = None,
    strength: UUID | None = None,
) -> HttpResponse:
    """Show one own need or strength, and where partners read it."""
    acting = request.acting
    row = get_object_or_404(queries.entries_of(acting, sort.model), id=need or strength)
    context = {
        "acting": acting,
        "sort": sort,
        "entry": row,
        "sector": sector_words(row.sector, row.division),
        "offers": queries.offers_of(row)[:100],
        "partnerships": partnerships_of(acting),
        "may_edit": any(acting.can(c) for c in WRITERS),
        "may_offer": acting.can(Capability.REPORT),
    }
    return render(request, "exchange/entry.html", context)


@requires(*WRITERS)
def edit(
    request: ActingRequest,
    body: str,
    sort: Sort,
    need: UUID | None = None,
    strength: UUID | None = None,
) -> HttpResponse:
    """Write a new own need or strength, or change one."""
    acting, id_ = request.acting, need or strength
    row = get_object_or_404(queries.entries_of(acting, sort.model), id=id_) if id_ else None
    form = sort.form(request.POST or None, instance=row, acting=acting)
    if request.method == "POST" and form.is_valid():
        saved = form.save()
        messages.success(
            request,
            _("“%(title)s” is kept. Only our own body reads it until it is shown to partners.")
            % {"title": saved.title},
        )
        return redirect(saved.path(acting.slug))  # type: ignore[attr-defined]
    context = {"acting": acting, "sort": sort, "entry": row, "form": form}
    return render(request, "exchange/edit.html", context)


@requires(*WRITERS)
def delete(
    request: ActingRequest,
    body: str,
    sort: Sort,
    need: UUID | None = None,
    strength: UUID | None = None,
) -> HttpResponse:
    """Ask, and delete an own need or strength; for 30 days it can be brought back."""
    acting = request.acting
    row = get_object_or_404(queries.entries_of(acting, sort.model), id=need or strength)
    if request.method == "POST":
        row.deleted_at = timezone.now()
        row.save(update_fields=["deleted_at"])
        messages.success(
            request,
            _("“%(title)s” is deleted. For 30 days it can be brought back.") % {"title": row.title},
        )
        return redirect(f"exchange:own_{sort.name}s", body=acting.slug)
    return render(request, "exchange/delete.html", {"acting": acting, "sort": sort, "entry": row})


@requires(*WRITERS)
def restore(
    request: ActingRequest,
    body: str,
    sort: Sort,
    need: UUID | None = None,
    strength: UUID | None = None,
) -> HttpResponse:
    """Bring a deleted own need or strength back."""
    acting = request.acting
    rows = queries.entries_of(acting, sort.model, deleted=True)
    row = get_object_or_404(rows, id=need or strength)
    if request.method == "POST":
        row.deleted_at = None
        row.save(update_fields=["deleted_at"])
        messages.success(request, _("“%(title)s” is back.") % {"title": row.title})
        return redirect(row.path(acting.slug))  # type: ignore[attr-defined]
    return render(request, "exchange/restore.html", {"acting": acting, "sort": sort, "entry": row})
