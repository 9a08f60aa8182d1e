"""The pages and files of a result."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from xieqiao.acts.access import Acting, ActingRequest, Capability, requires
from xieqiao.broadcast.watching import watch
from xieqiao.consultations.here import Here
from xieqiao.consultations.models import Consultation
from xieqiao.consultations.queries import consultations_seen_by
from xieqiao.consultations.results.downloads import as_csv, as_json
from xieqiao.consultations.results.found import Verdict
from xieqiao.consultations.results.keeping import result_of
from xieqiao.consultations.results.opinions import group_counts, map_of
from xieqiao.consultations.results.page import VERDICTS, ResultPage
from xieqiao.consultations.results.sentences import opening
from xieqiao.consultations.results.sheets import sheet_picture
from xieqiao.consultations.views.guests import here_of
from xieqiao.ui.paging import page_of


@requires(Capability.READ_SHARED)
def result(request: ActingRequest, body: str, consultation: UUID) -> HttpResponse:
    """Show what everybody holds, where the sides differ, and what cannot be told yet."""
    row = _seen(request.acting, consultation)
    return _result_page(request, Here(row, None, acting=request.acting))


def guest_result(request: HttpRequest, token: str) -> HttpResponse:
    """Show the same to somebody who was invited by a link."""
    answer = _result_page(request, here_of(request, token))
    answer["Cache-Control"] = "private, no-store"
    answer["Referrer-Policy"] = "same-origin"
    return answer


def _result_page(request: HttpRequest, here: Here) -> HttpResponse:
    row = here.consultation
    watched = watch(row.channel)  # before anything is read, so that nothing falls between
    found = _page(row)
    final = found is not None and found.kept.complete
    shown: dict[str, Any] = {"here": here, "consultation": row, "page": found}
    shown["watch"] = None if final else watched
    if found is not None and found.telling:
        shown |= {
            "opening": opening(found),
            "sections": found.sections(),
            "between": found.between_groups(),
            "map": map_of(found.result, found.sides),
            "map_rows": [(side, group_counts(found.result, side)) for side in found.sides],
            "group_numbers": range(1, found.result.groups + 1),
        }
        shown |= _to_take(here, shown["map"])
    return render(request, "consultations/results/result.html", shown)


def _to_take(here: Here, picture: str) -> dict[str, Any]:
    """Return where the table and the files stand, for who reads it by an account."""
    if here.acting is None:
        return {}
    files = [
        ("result_map", _("The map as a picture (SVG)")),
        ("result_shares", _("All bars as a picture (SVG)")),
        ("result_csv", _("All figures for a spreadsheet (CSV)")),
        ("result_json", _("All figures for programs (JSON)")),
    ]
    shown = [(here.path(name), label) for name, label in files if picture or name != "result_map"]
    return {"table_path": here.path("result_table"), "files": shown}


@requires(Capability.READ_SHARED)
def table(request: ActingRequest, body: str, consultation: UUID) -> HttpResponse:
    """Show all figures as a table, in pages, perhaps of one verdict only."""
    row, found = _found(request.acting, consultation)
    if found is None or not found.telling:
        raise Http404
    wanted = request.GET.get("found", "")
    chosen = found.of(Verdict(wanted)) if wanted in set(Verdict) else list(found.findings)
    if request.GET.get("sort") == "number":
        chosen = sorted(chosen, key=lambda one: one.number)
    page = page_of(request, chosen)
    shown = {
        "consultation": row,
        "page": found,
        "pages_of": page,
        "rows": found.told(list(page.object_list)),
        "tabs": [("", None, len(found.findings))]
        + [(v.value, VERDICTS[v][0], len(found.of(v))) for v in Verdict],
        "wanted": wanted,
        "sorted": request.GET.get("sort", ""),
    }
    return render(request, "consultations/results/table.html", shown)


@requires(Capability.READ_SHARED)
def csv_file(request: ActingRequest, body: str, consultation: UUID) -> HttpResponse:
    """Give all figures as CSV."""
    return _file(as_csv(_telling(request.acting, consultation)), "text/csv", "result.csv")


@requires(Capability.READ_SHARED)
def json_file(request: ActingRequest, body: str, consultation: UUID) -> HttpResponse:
    """Give all figures as JSON."""
    return _file(as_json(_telling(request.acting, consultation)), "application/json", "result.json")


@requires(Capability.READ_SHARED)
def map_file(request: ActingRequest, body: str, consultation: UUID) -> HttpResponse:
    """Give the map as a picture for print. Raises Http404 where nobody has a place."""
    found = _telling(request.acting, consultation)
    picture = map_of(found.result, found.sides)
    if not picture:
        raise Http404
    return _file(picture, "image/svg+xml", "map.svg")


@requires(Capability.READ_SHARED)
def shares_file(request: ActingRequest, body: str, consultation: UUID) -> HttpResponse:
    """Give all bars as one picture for print."""
    found = _telling(request.acting, consultation)
    return _file(sheet_picture(found), "image/svg+xml", "shares.svg")


def _found(acting: Acting, consultation: UUID) -> tuple[Consultation, ResultPage | None]:
    """Return a consultation and its result; none while the first is being reckoned."""
    row = _seen(acting, consultation)
    return row, _page(row)


def _seen(acting: Acting, consultation: UUID) -> Consultation:
    return get_object_or_404(consultations_seen_by(acting), id=consultation)


def _page(row: Consultation) -> ResultPage | None:
    kept = result_of(row)
    return ResultPage(row, kept) if kept is not None else None


def _telling(acting: Acting, consultation: UUID) -> ResultPage:
    _row, found = _found(acting, consultation)
    if found is None or not found.telling:
        raise Http404
    return found


def _file(text: str, media_type: str, name: str) -> HttpResponse:
    answer = HttpResponse(text, content_type=f"{media_type}; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["Cache-Control"] = "private, no-store"
    return answer
