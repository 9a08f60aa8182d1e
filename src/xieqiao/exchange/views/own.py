"""Pages of the own body's needs and strengths: two lists of one make."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xieqiao.acts.access import Acting, ActingRequest, Capability, requires
from xieqiao.exchange import consents, queries, told
from xieqiao.exchange.forms import EntryForm, NeedForm, OwnFilter, StrengthForm
from xieqiao.exchange.models import Need, OwnEntry, Strength
from xieqiao.exchange.sectors import sector_words
from xieqiao.partnerships.queries import partnership_choices
from xieqiao.ui.paging import page_of

READERS = (Capability.READ_OWN, Capability.OWN_INITIATIVE)
WRITERS = (Capability.EDIT_OWN, Capability.OWN_INITIATIVE)
MOST_OFFERS = 100


@dataclass(frozen=True)
class Sort:
    """What the pages of needs and those of strengths say differently."""

    name: str
    model: type[OwnEntry]
    form: type[EntryForm]
    plural: Promise
    add: Promise
    change: Promise
    empty: Promise
    how: Promise

    def path(self, body: str, page: str = "", row: OwnEntry | None = None) -> str:
        """Return the address of one of the pages: of the list, or of what can be done to a row."""
        if row is None:
            name = f"{page}_{self.name}" if page else f"own_{self.name}s"
            return reverse(f"exchange:{name}", args=[body])
        name = f"{page}_{self.name}" if page else self.name
        return reverse(f"exchange:{name}", args=[body, row.pk])

    @property
    def offer(self) -> str:
        """The kind of act that shows one to partners."""
        return f"{self.name}.offer"

    @property
    def revise(self) -> str:
        """The kind of act that changes what partners read."""
        return f"{self.name}.revise"


NEEDS = Sort(
    name="need",
    model=Need,
    form=NeedForm,
    plural=gettext_lazy("Needs"),
    add=gettext_lazy("Add a need"),
    change=gettext_lazy("Change the need"),
    empty=gettext_lazy("No need is on the list yet"),
    how=gettext_lazy(
        "Here stands what the body, its sections and its members lack. Nobody else reads it until "
        "your office shows it to the partners of a partnership."
    ),
)
STRENGTHS = Sort(
    name="strength",
    model=Strength,
    form=StrengthForm,
    plural=gettext_lazy("Strengths"),
    add=gettext_lazy("Add a strength"),
    change=gettext_lazy("Change the strength"),
    empty=gettext_lazy("No strength is on the list yet"),
    how=gettext_lazy(
        "Here stands what the body, its sections and its members are good at. Nobody else reads it "
        "until your office shows it to the partners of a partnership."
    ),
)


def _read(request: ActingRequest, sort: Sort, id_: UUID | None) -> Any:
    return get_object_or_404(queries.entries_of(request.acting, sort.model), id=id_)


def _written(request: ActingRequest, sort: Sort, id_: UUID | None, **more: bool) -> Any:
    rows: QuerySet[Any] = queries.entries_written_by(request.acting, sort.model, **more)
    return get_object_or_404(rows, id=id_)


@requires(*READERS)
def entries(request: ActingRequest, body: str, sort: Sort) -> HttpResponse:
    """List the own body's needs or strengths; those deleted on wish."""
    acting, deleted = request.acting, "deleted" in request.GET
    form = OwnFilter(request.GET)
    asked = form.asked()
    found = queries.entries_of if not deleted else queries.entries_written_by
    rows: QuerySet[Any] = found(acting, sort.model, deleted=deleted)
    rows = queries.entry_list(rows, **asked, sort=request.GET.get("sort", ""))
    page = page_of(request, rows)
    context = {
        "sort": sort,
        "tab": f"{sort.name}s",
        "whose": "own",
        "form": form,
        "asked": any(asked.values()),
        "page": page,
        "rows": [(row, sort.path(body, "restore" if deleted else "", row)) for row in page],
        "shown_path": reverse(f"exchange:{sort.name}s", args=[body]),
        "own_path": sort.path(body),
        "add_path": sort.path(body, "add"),
        "deleted": deleted,
        **told.may(acting),
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
    acting, row = request.acting, _read(request, sort, need or strength)
    offers = list(queries.offers_of(row)[:MOST_OFFERS])
    consent = _consent(acting, row)
    may_offer = acting.can(Capability.REPORT) and not row.settled and consent["usable"]
    context = {
        "consent": consent,
        "fits_path": sort.path(body, "fits_of", row),
        "sort": sort,
        "entry": row,
        "list_path": sort.path(body),
        "paths": {name: sort.path(body, name, row) for name in ("edit", "settle", "delete")},
        "sector": sector_words(row.sector, row.division),
        "wanted": told.wanted(row),
        "offers": told.offered_rows(acting, offers),
        "places": partnership_choices(acting) if may_offer else [],
        "may_edit": queries.entries_written_by(acting, sort.model).filter(id=row.id).exists(),
        "may_offer": may_offer,
    }
    return render(request, "exchange/entry.html", context)


def _consent(acting: Acting, row: Any) -> dict[str, Any]:
    """Return what the page of a strength says of its person's consent; of a need nothing."""
    if not isinstance(row, Strength) or not row.asked_first:
        return {"needed": False, "usable": True}
    past = consents.history_of(row)
    holds = next((one for one in past if one.taken_back_at is None), None)
    return {
        "needed": True,
        "usable": holds is not None,
        "holds": holds,
        "past": [one for one in past if one is not holds],
        "own": row.person_id is not None and row.person_id == acting.person_id,
        "may": consents.may_speak(acting, row),
    }


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
    row = _written(request, sort, id_) if id_ else None
    form = sort.form(request.POST or None, instance=row, acting=acting)
    if request.method == "POST" and form.is_valid():
        saved = form.save()
        messages.success(
            request,
            _("“%(title)s” is kept. Only our own body reads it until it is shown to partners.")
            % {"title": saved.title},
        )
        return redirect(saved.path(acting.slug))
    back = row.path(body) if row else sort.path(body)
    context = {"sort": sort, "entry": row, "form": form, "back": back, "list_path": sort.path(body)}
    status = 422 if form.errors else 200
    return render(request, "exchange/edit.html", context, status=status)


@requires(*WRITERS)
def settle(
    request: ActingRequest,
    body: str,
    sort: Sort,
    need: UUID | None = None,
    strength: UUID | None = None,
) -> HttpResponse:
    """Put an own need or strength aside as settled, or take it up again."""
    row = _written(request, sort, need or strength)
    if request.method == "POST":
        row.settled = request.POST.get("settled") == "yes"
        row.save(update_fields=["settled", "changed_at"])
        said = _("“%(title)s” is settled.") if row.settled else _("“%(title)s” is open again.")
        messages.success(request, said % {"title": row.title})
    return redirect(row.path(request.acting.slug))


@requires(*WRITERS)
def delete(
    request: ActingRequest,
    body: str,
    sort: Sort,
    need: UUID | None = None,
    strength: UUID | None = None,
) -> HttpResponse:
    """Ask, and delete an own need or strength; for 30 days it can be brought back."""
    row = _written(request, sort, need or strength)
    if request.method == "POST":
        row.deleted_at = timezone.now()
        row.save(update_fields=["deleted_at"])
        messages.success(
            request,
            _("“%(title)s” is deleted. For 30 days it can be brought back.") % {"title": row.title},
        )
        return redirect(f"exchange:own_{sort.name}s", body=body)
    context = {"sort": sort, "entry": row, "back": row.path(body), "list_path": sort.path(body)}
    return render(request, "exchange/delete.html", context)


@requires(*WRITERS)
def restore(
    request: ActingRequest,
    body: str,
    sort: Sort,
    need: UUID | None = None,
    strength: UUID | None = None,
) -> HttpResponse:
    """Bring a deleted own need or strength back."""
    row = _written(request, sort, need or strength, deleted=True)
    if request.method == "POST":
        row.deleted_at = None
        row.save(update_fields=["deleted_at"])
        messages.success(request, _("“%(title)s” is back.") % {"title": row.title})
        return redirect(row.path(request.acting.slug))
    context = {"sort": sort, "entry": row, "list_path": sort.path(body)}
    return render(request, "exchange/restore.html", context)
