"""The body's own page, the public face of others, roles, and the switch between bodies."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from xieqiao.acts.access import ActingRequest, Capability, requires
from xieqiao.bodies import queries
from xieqiao.bodies.forms.directory import BodyForm
from xieqiao.bodies.models import Body, Outside, Section
from xieqiao.bodies.models.directory import SectionKind
from xieqiao.bodies.roles import CAPABILITY_WORDS, MATRIX, Role
from xieqiao.bodies.views.editing import edit_page, saved
from xieqiao.bodies.views.sign_in import roles_by_body
from xieqiao.ui.paging import ordered, page_of

ORDERS = {"name": ("name_key",), "office": ("office", "name_key"), "unit": ("unit__name_key",)}


@requires(Capability.READ_OWN)
def directory(request: ActingRequest, body: str) -> HttpResponse:
    """Show the body: what it is, its sections and units, and its people."""
    acting = request.acting
    asked = request.GET.get("q", "").strip()[:100]
    outside = request.GET.get("outside")
    people = queries.people_of(
        acting, asked=asked, outside=outside if outside in Outside.values else None
    )
    people = ordered(request, people, ORDERS, "name")
    page = {
        "page": page_of(request, people),
        "asked": asked,
        "outside": outside,
        "kinds": Outside.choices,
        "sections": _sections_by_kind(acting),
        "terms": queries.terms_of(acting),
        "body": Body.objects.select_related("region").get(id=acting.body_id),
    }
    return render(request, "bodies/directory.html", page)


def _sections_by_kind(acting: object) -> list[dict[str, object]]:
    found: list[Section] = list(queries.sections_of(acting))  # type: ignore[arg-type]
    labels = acting.body.labels.sections  # type: ignore[attr-defined]
    groups = [
        {"label": labels[kind], "rows": [s for s in found if s.kind == kind]}
        for kind in SectionKind.values
    ]
    return [group for group in groups if group["rows"]]


@requires(Capability.ADMINISTER)
def edit_body(request: ActingRequest, body: str) -> HttpResponse:
    """Change what all bodies see of this one."""
    row = Body.objects.select_related("region").get(id=request.acting.body_id)
    form = BodyForm(request.POST or None, instance=row)
    back = reverse("bodies:directory", kwargs={"body": body})
    if request.method == "POST" and form.is_valid():
        form.save()
        return saved(request, _("The body's entry has been changed."), back)
    return edit_page(
        request,
        form,
        heading=_("Change the body's entry"),
        button=_("Save the entry"),
        back=back,
        crumb=_("Our body"),
        lead=_("All bodies of this platform see name, level and region."),
    )


@requires(Capability.READ_SHARED)
def listed(request: ActingRequest, body: str) -> HttpResponse:
    """Show which bodies there are on this platform."""
    asked = request.GET.get("q", "").strip()[:100]
    rows = queries.listed_bodies(request.acting, asked=asked)
    orders = {"name": ("name_key",), "level": ("level", "name_key")}
    page = {"page": page_of(request, ordered(request, rows, orders, "name")), "asked": asked}
    return render(request, "bodies/bodies.html", page)


@requires(Capability.READ_SHARED)
def body_face(request: ActingRequest, body: str, listed_body: UUID) -> HttpResponse:
    """Show a body's public face: name, level and region, and nothing of its directory."""
    row = get_object_or_404(queries.listed_bodies(request.acting), id=listed_body)
    page = {"face": row, "ours": row.id == request.acting.body_id}
    return render(request, "bodies/body_face.html", page)


@requires(*Capability)
def roles(request: ActingRequest, body: str) -> HttpResponse:
    """Show what each role includes."""
    rows = [
        {"words": words, "cells": [(role.label, capability in MATRIX[role]) for role in Role]}
        for capability, words in CAPABILITY_WORDS.items()
    ]
    return render(request, "bodies/roles.html", {"roles": list(Role), "rows": rows})


@requires(*Capability)
def switch(request: ActingRequest, body: str) -> HttpResponse:
    """Show the bodies that the reader can act for; the address decides."""
    found = queries.assignments_of(request.user)  # type: ignore[arg-type]
    return render(request, "bodies/switch.html", {"bodies": roles_by_body(found)})
