"""Pages on which a member opens a duty record to partners, and on which partners read it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from xieqiao.acts.access import Acting, ActingRequest, Capability, requires
from xieqiao.bodies.models import Person
from xieqiao.duty import opened, told
from xieqiao.duty.forms_opened import Offered, OpenedForm
from xieqiao.duty.models import OpenedRecord
from xieqiao.duty.opened import Choice
from xieqiao.duty.told_opened import how_far_words
from xieqiao.duty.views.records import READERS, person_of
from xieqiao.partnerships.models import Partnership
from xieqiao.partnerships.queries import partnerships_seen_by
from xieqiao.ui.paging import page_of


@requires(*READERS)
def choices(request: ActingRequest, body: str, person: UUID) -> HttpResponse:
    """Show what a member opened to whom. Only the member changes it; the office reads it."""
    acting = request.acting
    who = person_of(acting, person)
    record = opened.opened_by(who)
    chosen = opened.choices_of(record)
    page = page_of(request, _partnerships(acting))
    context = {
        "person": who,
        "own": acting.person_id == who.id,
        "record": record,
        "page": page,
        "rows": [(row, how_far_words(chosen.get(row.id, Choice()))) for row in page],
        "path": record.path(body) if record else "",
    }
    return render(request, "duty/opened_choices.html", context)


@requires(*READERS)
def choose(request: ActingRequest, body: str, person: UUID) -> HttpResponse:
    """Let a member choose what the parties of one partnership read of the own record."""
    acting = request.acting
    who = _oneself(acting, person)
    where = _named(request)
    if where is None:
        return redirect("duty:opened_choices", body=body, person=person)
    there = [entry for entry in opened.gathered(acting, who) if entry.partnership == where]
    page = page_of(request, there)
    form = _form(request, who, where, Offered(opened.deeds_in(there), list(page)))
    if request.method == "POST" and form.is_valid():
        return _keep(request, who, where, form)
    context = {
        "person": who,
        "partnership": where,
        "form": form,
        "page": page,
        "rows": form.rows(list(page)),
    }
    return render(request, "duty/open.html", context, status=422 if form.errors else 200)


def _named(request: ActingRequest) -> Partnership | None:
    """Return the partnership that the address names, if the body is a party of it."""
    try:
        id_ = UUID(request.GET.get("partnership", ""))
    except ValueError:
        return None
    found: Partnership | None = _partnerships(request.acting).filter(id=id_).first()
    return found


def _form(request: ActingRequest, who: Person, where: Partnership, offered: Offered) -> OpenedForm:
    record = opened.opened_by(who)
    now = opened.choices_of(record).get(where.id, Choice())
    words = {
        "shown_as": record.shown_as if record else who.name,
        "office": record.office if record else who.office,
    }
    return OpenedForm(request.POST or None, offered=offered, now=now, words=words)


def _keep(
    request: ActingRequest, who: Person, where: Partnership, form: OpenedForm
) -> HttpResponse:
    choice = form.choice()
    opened.choose(
        who,
        where.id,
        choice,
        shown_as=form.cleaned_data["shown_as"],
        office=form.cleaned_data["office"],
        demonstration=request.acting.demonstration,
    )
    if choice.nothing:
        said = _("The parties of “%(name)s” read nothing of your duty record any more.")
    else:
        said = _("From now on the parties of “%(name)s” read what you opened, and nothing else.")
    messages.success(request, said % {"name": where})
    return redirect("duty:opened_choices", body=request.acting.slug, person=who.id)


@requires(*READERS)
def take_back(request: ActingRequest, body: str, person: UUID) -> HttpResponse:
    """Ask, and open nothing to anybody any more."""
    who = _oneself(request.acting, person)
    if request.method == "POST":
        opened.take_all_back(who)
        messages.success(request, _("Partners read nothing of your duty record any more."))
        return redirect("duty:opened_choices", body=body, person=who.id)
    return render(request, "duty/take_opened_back.html", {"person": who})


@requires(Capability.READ_SHARED)
def opened_records(request: ActingRequest, body: str) -> HttpResponse:
    """List the members of all parties who opened something of their duty records."""
    asked = request.GET.get("q", "").replace("\0", "").strip()[:100]
    page = page_of(request, opened.opened_records(request.acting, asked))
    context = {
        "tab": "opened",
        "page": page,
        "rows": [(row, row.path(body)) for row in page],
        "asked": asked,
        **told.may(request.acting),
    }
    return render(request, "duty/opened_records.html", context)


@requires(Capability.READ_SHARED)
def opened_record(request: ActingRequest, body: str, opened_record: UUID) -> HttpResponse:
    """Show what a member opened, and nothing else."""
    acting = request.acting
    rows = opened.opened_records(acting).select_related("body", "person")
    row: OpenedRecord = get_object_or_404(rows, id=opened_record)
    page = page_of(request, opened.entries_opened(acting, row))
    context = {
        "record": row,
        "page": page,
        "ours": row.body_id == acting.body_id,
        **told.may(acting),
    }
    return render(request, "duty/opened_record.html", context)


def _oneself(acting: Acting, person: UUID) -> Person:
    """Return the reader as a person of the directory. Raises Http404 for anybody else."""
    if acting.person_id != person:
        raise Http404
    return person_of(acting, person)


def _partnerships(acting: Acting) -> Any:
    rows: Any = partnerships_seen_by(acting)
    return rows.filter(left_by_us=None).order_by("sort_key", "id")
