"""The pages of partnerships; what changes anything is on the acts' own pages."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _

from xieqiao.acts.access import Acting, ActingRequest, Capability, requires
from xieqiao.partnerships import compared, queries, story, told
from xieqiao.partnerships.forms import PartnershipFilter
from xieqiao.partnerships.models import Partnership
from xieqiao.ui.paging import page_of

MOST_GRANTS = 20


@requires(Capability.READ_SHARED)
def partnerships(request: ActingRequest, body: str) -> HttpResponse:
    """Show the partnerships that the body is or was a party of."""
    form = PartnershipFilter(request.GET)
    asked = form.asked()
    rows = queries.partnership_list(request.acting, **asked, sort=request.GET.get("sort", "name"))
    page = page_of(request, rows)
    story.as_left(list(page))
    shown = {"page": page, "form": form, "asked": any(asked.values()), **_may(request.acting)}
    return render(request, "partnerships/list.html", shown)


@requires(Capability.READ_SHARED)
def start(request: ActingRequest, body: str) -> HttpResponse:
    """Explain how a partnership begins."""
    return render(request, "partnerships/start.html", _may(request.acting))


@requires(Capability.READ_SHARED)
def partnership(request: ActingRequest, body: str, partnership: UUID) -> HttpResponse:
    """Show one partnership: who, on what agreement, by which mechanisms, and its story."""
    row = _seen(request.acting, partnership)
    page = told.page_of(request.acting, row, timezone.localdate())
    shown = {"partnership": row, "page": page, **_may(request.acting, row)}
    return render(request, "partnerships/partnership.html", shown)


@requires(Capability.READ_SHARED)
def history(request: ActingRequest, body: str, partnership: UUID) -> HttpResponse:
    """Show who came and went, and every act in force."""
    row = _seen(request.acting, partnership)
    page = page_of(request, story.history_of(request.acting, row.id, _until(row)))
    shown = {
        "partnership": row,
        "times": told.times_of(queries.comings_and_goings(row.id, _until(row)), _until(row)),
        "page": page,
        "acts": [(v.act, story.sentence_of(v)) for v in page],
        **_may(request.acting, row),
    }
    return render(request, "partnerships/history.html", shown)


@requires(Capability.READ_SHARED)
def agreements(request: ActingRequest, body: str, partnership: UUID) -> HttpResponse:
    """List all agreements of a partnership."""
    row = _seen(request.acting, partnership)
    rows = queries.agreements_of(request.acting, row.id)
    return _part(request, row, "agreements", _("Agreements"), page_of(request, rows))


@requires(Capability.READ_SHARED)
def mechanisms(request: ActingRequest, body: str, partnership: UUID) -> HttpResponse:
    """List all mechanisms of a partnership."""
    row = _seen(request.acting, partnership)
    page = page_of(request, queries.mechanism_rows(request.acting, row.id))
    day = told.as_of(row, timezone.localdate())
    page.object_list = queries.courses(request.acting, page.object_list, day)
    return _part(request, row, "mechanisms", _("Mechanisms"), page)


@requires(Capability.READ_SHARED)
def exchanges(request: ActingRequest, body: str, partnership: UUID) -> HttpResponse:
    """List all exchanges between sections in a partnership."""
    row = _seen(request.acting, partnership)
    rows = queries.exchanges_of(request.acting, row.id)
    return _part(request, row, "exchanges", _("Exchange between sections"), page_of(request, rows))


@requires(Capability.READ_SHARED)
def standing(request: ActingRequest, body: str, partnership: UUID) -> HttpResponse:
    """Show where one party decides alone, and every use it has made of that."""
    row = _seen(request.acting, partnership)
    grants = queries.standing_of(request.acting, row.id)
    parties = {p.body_id for p in queries.parties_of(row.id)}
    working = {g.id for g in grants if not row.closed and g.works_among(parties)}
    shown_grants = sorted(grants, key=lambda g: g.id not in working)[:MOST_GRANTS]
    page = page_of(request, story.versions_of(queries.uses_of(request.acting, grants)))
    shown = {
        "partnership": row,
        "grants": [
            told.grant_shown(g, g.id in working, request.acting.body_id) for g in shown_grants
        ],
        "page": page,
        "uses": [(v.act, story.sentence_of(v)) for v in page],
        **_may(request.acting, row),
    }
    return render(request, "partnerships/standing.html", shown)


@requires(Capability.READ_SHARED)
def agreement(request: ActingRequest, body: str, agreement: UUID) -> HttpResponse:
    """Show an agreement as a document, in any of its versions, with what changed."""
    row = get_object_or_404(queries.agreements_seen_by(request.acting), id=agreement)
    partnership = _seen(request.acting, row.partnership_id)
    editions = story.editions_of(request.acting, row)
    chosen = compared.chosen(editions, request.GET.get("version", ""))
    changes = compared.changes(editions, chosen) if request.GET.get("changes") else None
    shown = {
        "partnership": partnership,
        "agreement": row,
        "editions": editions,
        "page": page_of(request, editions[::-1]),
        "chosen": chosen,
        "changes": changes,
        "parties": queries.parties_of(partnership.id, chosen.at if chosen else None),
        "routine": told.routine_words(chosen.payload.routine if chosen else row.routine),
        "ends_soon": queries.ends_soon(row, timezone.localdate()),
        **_may(request.acting, partnership),
    }
    return render(request, "partnerships/agreement.html", shown)


@requires(Capability.READ_SHARED)
def mechanism(request: ActingRequest, body: str, mechanism: UUID) -> HttpResponse:
    """Show a mechanism: how often, who hosts when, what was held and what is due."""
    row = get_object_or_404(queries.mechanisms_seen_by(request.acting), id=mechanism)
    partnership = _seen(request.acting, row.partnership_id)
    day = told.as_of(partnership, timezone.localdate())
    (course,) = queries.courses(request.acting, [row], day)
    page = page_of(request, list(reversed(course.occurrences)))
    slug = request.acting.slug
    times = [(one, one.held.activity.path(slug) if one.held else "") for one in page]
    shown: dict[str, Any] = {"partnership": partnership, "mechanism": row, "course": course}
    shown |= {"page": page, "times": times}
    shown |= _may(request.acting, partnership)
    return render(request, "partnerships/mechanism.html", shown)


def _part(
    request: ActingRequest, row: Partnership, part: str, heading: str, page: Any
) -> HttpResponse:
    shown = {"partnership": row, "part": part, "heading": heading, "page": page}
    shown |= _may(request.acting, row)
    return render(request, "partnerships/part.html", shown)


def _seen(acting: Acting, partnership: UUID | None) -> Partnership:
    """Return the partnership in the words that the body may read. Raises Http404."""
    rows = queries.partnerships_seen_by(acting).select_related("carrier")
    row: Any = get_object_or_404(rows, id=partnership)
    story.as_left([row])
    return row  # type: ignore[no-any-return]


def _until(row: Any) -> Any:
    return row.left_by_us


def _may(acting: Acting, row: Any = None) -> dict[str, bool]:
    """Say whether buttons that begin an act make sense here."""
    prepares = acting.writes_acts
    return {"may_act": prepares and (row is None or not (row.closed or row.left_by_us))}
