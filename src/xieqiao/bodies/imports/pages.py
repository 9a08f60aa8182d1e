"""The pages of an import: the same for every sort of table; a room's views call them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from xieqiao.acts.access import ActingRequest
from xieqiao.bodies.imports.chosen import chosen_options
from xieqiao.bodies.imports.doing import Moved, confirm, plan_of, put_away, refused_workbook
from xieqiao.bodies.imports.files import chosen_tables, take_in
from xieqiao.bodies.imports.plan import Importer, Plan, Verdict
from xieqiao.bodies.imports.told import TABS, sheets_told
from xieqiao.bodies.imports.words import listed, why_unreadable
from xieqiao.bodies.models import Term
from xieqiao.bodies.models.imports import TableImport
from xieqiao.documents.faults import Unreadable
from xieqiao.documents.media import XLSX
from xieqiao.ui.paging import page_of

MOST_QUESTIONS = 200


def _there(request: ActingRequest, importer: Importer, **more: Any) -> str:
    return reverse(importer.address("import"), args=[request.acting.slug, *more.values()])


def _found(request: ActingRequest, importer: Importer, id_: UUID) -> TableImport:
    rows = TableImport.objects.filter(body=request.acting.body_id, sort=importer.sort)
    return get_object_or_404(rows, id=id_)


def _common(request: ActingRequest, importer: Importer) -> dict[str, Any]:
    slug = request.acting.slug
    return {
        "importer": importer,
        "titles": importer.titles(request.acting.body),
        "list_path": reverse(importer.address("imports"), args=[slug]),
        "export_path": reverse(importer.address("export"), args=[slug]),
        "members": importer.asks_for_parts,
    }


def imports_page(request: ActingRequest, importer: Importer) -> HttpResponse:
    """Take a table in, and list those that were."""
    problems: list[str] = []
    if request.method == "POST":
        try:
            row = take_in(request.acting, importer, request.FILES.get("file"))
        except ValidationError as error:
            problems = error.messages
        else:
            return HttpResponseRedirect(_there(request, importer, row=row.id))
    rows = TableImport.objects.filter(body=request.acting.body_id, sort=importer.sort)
    page = page_of(request, rows.order_by("-made_at", "id"))
    context = {
        **_common(request, importer),
        "page": page,
        "rows": [(row, _there(request, importer, row=row.id)) for row in page],
        "problems": problems,
        "columns": [
            (importer.titles(request.acting.body)[c.key], c.names, c.required)
            for c in importer.columns
        ],
    }
    return render(request, "bodies/imports/list.html", context, status=422 if problems else 200)


def import_page(request: ActingRequest, importer: Importer, id_: UUID) -> HttpResponse:
    """Show what entering a table would do; or what came of it."""
    row = _found(request, importer, id_)
    if request.method == "POST":
        if row.open:
            row.options = chosen_options(request.POST, row.options)
            row.save(update_fields=["options"])
        return HttpResponseRedirect(_there(request, importer, row=row.id))
    return _page(request, importer, row)


def _page(
    request: ActingRequest, importer: Importer, row: TableImport, problem: str = ""
) -> HttpResponse:
    context = {**_common(request, importer), "row": row, "problem": problem}
    status = 409 if problem else 200
    if not row.open:
        context["counts"] = row.result.get("counts", {})
        context["tabs"] = [(label, context["counts"].get(v, 0)) for v, label in TABS.items()]
        return render(request, "bodies/imports/done.html", context, status=status)
    try:
        sheets = chosen_tables(row, importer.columns)
        plan = plan_of(importer, row, request.acting.body, sheets)
    except Unreadable as error:
        context["unreadable"] = why_unreadable(error)
        return render(request, "bodies/imports/preview.html", context, status=status)
    context |= _plan_told(request, plan)
    context["sheets"] = sheets_told(importer, sheets, context["titles"])
    if importer.asks_for_parts:
        context["terms"] = Term.objects.kept().filter(body=request.acting.body_id)
    return render(request, "bodies/imports/preview.html", context, status=status)


def _plan_told(request: ActingRequest, plan: Plan) -> dict[str, Any]:
    shown = request.GET.get("show", "")
    if shown not in TABS:
        shown = ""
    lines = plan.of(Verdict(shown)) if shown else plan.lines
    counts = plan.counts
    return {
        "plan": plan,
        "new_parts": listed(plan.new_parts),
        "counts": counts,
        "tabs": [(verdict, label, counts[verdict]) for verdict, label in TABS.items()],
        "shown": shown,
        "page": page_of(request, lines),
        "questions": plan.of(Verdict.ASKED)[:MOST_QUESTIONS],
        "bad": len(plan.not_entered),
    }


def confirm_page(request: ActingRequest, importer: Importer, id_: UUID) -> HttpResponse:
    """Enter what was shown: all of it, or its good rows alone."""
    row = _found(request, importer, id_)
    path = _there(request, importer, row=row.id)
    if request.method != "POST" or not row.open:
        return HttpResponseRedirect(path)
    what = request.POST.get("what", "")
    if what == "nothing":
        put_away(row)
        messages.success(request, _("Nothing of “%(name)s” was entered.") % {"name": row})
        return HttpResponseRedirect(
            reverse(importer.address("imports"), args=[request.acting.slug])
        )
    row.only_good = what == "good"
    try:
        plan = plan_of(importer, row, request.acting.body)
        if plan.not_entered and not row.only_good:
            problem = _("Some rows cannot be entered. Choose whether to enter the good ones alone.")
            return _page(request, importer, row, problem)
        confirm(importer, row, request.acting.body, plan, request.POST.get("digest", ""))
    except Unreadable as error:
        return _page(request, importer, row, why_unreadable(error))
    except Moved:
        row.refresh_from_db()
        return _page(
            request, importer, row,
            _("Something changed since you looked. Nothing was entered; here is how it is now."),
        )  # fmt: skip
    return HttpResponseRedirect(path)


def refused_file(request: ActingRequest, importer: Importer, id_: UUID) -> HttpResponse:
    """Hand out the rows that are not entered, each with its reasons."""
    row = _found(request, importer, id_)
    if row.open:
        try:
            plan = plan_of(importer, row, request.acting.body)
        except Unreadable:
            raise Http404 from None
        content = refused_workbook(importer, plan)
    elif row.refused:
        try:
            with row.refused.open("rb") as stream:
                content = stream.read()
        except OSError:
            raise Http404 from None
    else:
        raise Http404
    return attached(content, XLSX, _("not entered") + ".xlsx")


def export_file(
    request: ActingRequest, importer: Importer, name: str, rows: list[list[str]]
) -> HttpResponse:
    """Hand out a table that can be imported again; `?as=csv` for separated values."""
    from xieqiao.documents.workbooks import comma_separated, workbook

    chinese = get_language() != "en"
    head = [column.called(chinese=chinese) for column in importer.columns]
    if request.GET.get("as") == "csv":
        return attached(comma_separated(head, rows), "text/csv; charset=utf-8", f"{name}.csv")
    return attached(workbook(name, head, rows), XLSX, f"{name}.xlsx")


def attached(content: bytes, media_type: str, name: str) -> HttpResponse:
    """Return an answer that is kept as a file, under a name in any script."""
    from django.utils.http import content_disposition_header

    answer = HttpResponse(content, content_type=media_type)
    answer.headers["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Cache-Control"] = "private, no-store"
    return answer
