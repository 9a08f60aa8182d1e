"""Pages on what two bodies could do for each other, and whom to speak to first."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from xieqiao.acts.access import Acting, ActingRequest, Capability, requires
from xieqiao.bodies.models import Body
from xieqiao.exchange import complementing, picture, told
from xieqiao.exchange.complementing import Side
from xieqiao.exchange.matching import FITS
from xieqiao.exchange.partners import partner_ids, partners_of, spaces_of
from xieqiao.ui.paging import page_of
from xieqiao.ui.templatetags.xq import party_class

MOST_DRAWN = 12


@requires(Capability.READ_SHARED)
def partners(request: ActingRequest, body: str) -> HttpResponse:
    """List the bodies with which the own one shares a partnership."""
    page = page_of(request, partners_of(request.acting))
    context = {"tab": "complement", "page": page, "rows": list(page), **told.may(request.acting)}
    return render(request, "exchange/complements.html", context)


@requires(Capability.READ_SHARED)
def complement(request: ActingRequest, body: str, listed_body: UUID) -> HttpResponse:
    """Show what the own body and another lack and have, as pictures and as tables."""
    acting = request.acting
    bodies: QuerySet[Any] = Body.objects.filter(participates=True)
    other = get_object_or_404(Body, id=listed_body)
    if other.id == acting.body_id or not bodies.filter(id=other.id).exists():
        return redirect("exchange:complements", body=body)
    sides = complementing.between(acting, other)
    context = {
        "tab": "complement",
        "other": other,
        "is_partner": other.id in partner_ids(acting),
        "sides": [_side(acting, side, n) for n, side in enumerate(sides, 1)],
        **told.may(acting),
    }
    return render(request, "exchange/complement.html", context)


def _side(acting: Acting, side: Side, number: int) -> dict[str, Any]:
    heading = _("What %(one)s lacks and %(other)s has") % {"one": side.lacks, "other": side.has}
    return {
        "number": number,
        "heading": heading,
        "side": side,
        "picture": _picture(side, number, heading) if side.pairs else "",
        "pairs": _pairs(acting, side, number),
        "unmet": _without(side.needs, {pair.need.id for pair in side.pairs}),
        "unused": _without(side.strengths, {pair.strength.id for pair in side.pairs}),
    }


def _pairs(acting: Acting, side: Side, number: int) -> list[dict[str, Any]]:
    """Return the rows of the table; a statement's first row is where the picture leads to."""
    spaces = spaces_of(acting)
    found, seen = [], set[str]()
    for pair in side.pairs:
        row: dict[str, Any] = {"pair": pair}
        for name, one in (("need", pair.need), ("strength", pair.strength)):
            place = f"s{number}-{one.id}"
            row[f"{name}_path"] = one.path(acting.slug) if one.partnership_id in spaces else ""
            row[f"{name}_id"] = "" if place in seen else place
            seen.add(place)
        found.append(row)
    return found


def _without(rows: list[Any], ids: set[UUID]) -> list[Any]:
    return [row for row in rows if row.id not in ids]


def _picture(side: Side, number: int, heading: str) -> Any:
    """Draw the statements that fit, each a link to its row in the table below."""
    needs = list(dict.fromkeys(pair.need for pair in side.pairs))[:MOST_DRAWN]
    strengths = list(dict.fromkeys(p.strength for p in side.pairs if p.need in needs))[:MOST_DRAWN]
    drawn = [p for p in side.pairs if p.need in needs and p.strength in strengths]
    lines = [
        picture.Line(
            needs.index(pair.need),
            strengths.index(pair.strength),
            (pair.score - FITS) * 2,
            f"{pair.need} — {pair.strength}",
        )
        for pair in drawn
    ]
    count = {"pairs": len(drawn)}
    return picture.draw(
        _column(_("%s lacks") % side.lacks.short, side.lacks, needs, number),
        _column(_("%s has") % side.has.short, side.has, strengths, number),
        lines,
        title=heading,
        text=_("%(pairs)d pairs of a need and a strength that fit; the table says the same")
        % count,
    )


def _column(heading: str, of: Body, rows: list[Any], number: int) -> picture.Column:
    statements = [picture.Statement(str(row), f"#s{number}-{row.id}") for row in rows]
    return picture.Column(heading, party_class(of), statements)


@requires(Capability.READ_SHARED)
def first_contacts(request: ActingRequest, body: str) -> HttpResponse:
    """Name bodies to speak to first, and say what that rests on."""
    found = complementing.first_contacts(request.acting)
    page = page_of(request, found)
    context = {"tab": "complement", "page": page, "rows": list(page), **told.may(request.acting)}
    return render(request, "exchange/first_contacts.html", context)
