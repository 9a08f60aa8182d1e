"""Pages of the duty record: whose there are, one person's, its corrections, and taking it out."""

from __future__ import annotations

import json
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from xieqiao.acts.access import Acting, ActingRequest, Capability, requires
from xieqiao.bodies.models import Outside, Person
from xieqiao.bodies.queries import people_of
from xieqiao.documents.fonts import chinese_font
from xieqiao.documents.media import DOCX, PDF
from xieqiao.duty import told
from xieqiao.duty.forms import CorrectionForm
from xieqiao.duty.out import attached, json_of, paper_of
from xieqiao.duty.points import points_of, rule_of
from xieqiao.duty.records import record_of, records_of
from xieqiao.duty.years import year_of
from xieqiao.ui.paging import page_of

READERS = (Capability.READ_OWN, Capability.OWN_INITIATIVE)
WRITERS = (Capability.EDIT_OWN, Capability.OWN_INITIATIVE)


def person_of(acting: Acting, person: UUID) -> Person:
    """Return whose record it is: anybody of the own directory, or only oneself. Raises Http404."""
    rows = Person.objects.kept().filter(body=acting.body_id, outside=Outside.NO)
    if not acting.can(Capability.READ_OWN):
        rows = rows.filter(id=acting.person_id)
    found: Person = get_object_or_404(rows.select_related("body"), id=person)
    return found


def asked_year(request: ActingRequest) -> int | None:
    """Return the year that the address asks for, if it is one."""
    asked = request.GET.get("year", "")
    return int(asked) if asked.isdigit() and 1900 <= int(asked) <= 2200 else None


@requires(*READERS)
def records(request: ActingRequest, body: str) -> HttpResponse:
    """List whose records there are; a member is led to his or her own."""
    acting = request.acting
    if not acting.can(Capability.READ_OWN):
        if acting.person_id is None:
            raise Http404
        return redirect("duty:record", body=body, person=acting.person_id)
    asked = request.GET.get("q", "").strip()[:100]
    people = people_of(acting, asked=asked, outside=Outside.NO).order_by("name_key", "id")
    page = page_of(request, people)
    year = asked_year(request)
    context = {
        "page": page,
        "asked": asked,
        "year": year,
        "rows": [record.of_year(year) for record in records_of(acting, page.object_list)],
        "tab": "records",
        **told.may(acting),
    }
    return render(request, "duty/records.html", context)


@requires(*READERS)
def record(request: ActingRequest, body: str, person: UUID) -> HttpResponse:
    """Show somebody's duty record, of one year or of all."""
    acting = request.acting
    who = person_of(acting, person)
    whole = record_of(acting, who)
    year = asked_year(request)
    shown = whole.of_year(year)
    today = acting.body.today()
    own = acting.person_id == who.id
    context = {
        "person": who,
        "record": shown,
        "years": whole.years,
        "year": year,
        "told": year_of([whole], year, this_month=_last(year, today.year, today.month))
        if year
        else None,
        "page": page_of(request, shown.entries),
        "points": points_of(rule_of(acting), shown),
        "own": own,
        "may_correct": own or acting.can(Capability.EDIT_OWN),
        "has_font": chinese_font() is not None,
        **told.may(acting),
    }
    return render(request, "duty/record.html", context)


def _last(year: int, this_year: int, this_month: int) -> int:
    return this_month if year == this_year else 12


@requires(*READERS)
def record_file(request: ActingRequest, body: str, person: UUID) -> HttpResponse:
    """Hand a record out as Word, PDF or JSON."""
    who = person_of(request.acting, person)
    year = asked_year(request)
    found = record_of(request.acting, who).of_year(year)
    wanted = request.GET.get("as", "docx")
    name = f"{_('Duty record')} {who.name}" + (f" {year}" if year else "")
    if wanted == "json":
        content = json.dumps(json_of(found), ensure_ascii=False, indent=2).encode()
        return attached(content, "application/json", f"{name}.json")
    paper = paper_of(found, year)
    if wanted == "pdf":
        font = chinese_font()
        if font is None:
            messages.error(
                request,
                _(
                    "This server has no Chinese font, so it makes no PDF. Take it out as Word, or "
                    "ask the administrator: “xieqiao doctor” says what is missing."
                ),
            )
            return redirect("duty:record", body=body, person=person)
        from xieqiao.documents.pdf import pdf_file

        return attached(pdf_file(paper, font), PDF, f"{name}.pdf")
    from xieqiao.documents.word import word_file

    return attached(word_file(paper), DOCX, f"{name}.docx")


@requires(*WRITERS)
def correct(request: ActingRequest, body: str, person: UUID) -> HttpResponse:
    """Correct an entry, or note something on it; who, when and why stays to be read."""
    acting = request.acting
    who = person_of(acting, person)
    if acting.person_id != who.id and not acting.can(Capability.EDIT_OWN):
        raise Http404
    found = record_of(acting, who)
    entry = found.find(request.GET.get("entry", ""))
    if entry is None:
        return redirect("duty:record", body=body, person=person)
    form = CorrectionForm(request.POST or None)
    path = reverse("duty:record", args=[body, person])
    if request.method == "POST" and form.is_valid():
        form.keep(acting, who, entry)
        messages.success(request, _("It is kept with the record, under your name."))
        return HttpResponseRedirect(path)
    context = {"person": who, "entry": entry, "form": form, "back": path}
    return render(request, "duty/correct.html", context, status=422 if form.errors else 200)
