"""Sections, units and terms of the body, and what was taken out of its directory."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from xieqiao.acts.access import ActingRequest, Capability, requires
from xieqiao.bodies import queries
from xieqiao.bodies.forms.directory import SectionForm, TermForm, UnitForm
from xieqiao.bodies.removal import REMOVABLE, CannotRemove, restore
from xieqiao.bodies.views.editing import edit_page, removal_page, saved
from xieqiao.ui.paging import ordered, page_of

ORDERS = {"name": ("name_key",), "office": ("office", "name_key")}


def _directory(body: str) -> str:
    return reverse("bodies:directory", kwargs={"body": body})


@requires(Capability.READ_OWN)
def section(request: ActingRequest, body: str, section: UUID) -> HttpResponse:
    """Show a section and who is in it."""
    row: Any = get_object_or_404(queries.sections_of(request.acting), id=section)
    people = ordered(request, queries.people_of(request.acting, section=row), ORDERS, "name")
    page = {
        "section": row,
        "label": request.acting.body.labels.sections[row.kind],
        "page": page_of(request, people),
    }
    return render(request, "bodies/section.html", page)


@requires(Capability.MANAGE_MEMBERS)
def new_section(request: ActingRequest, body: str) -> HttpResponse:
    """Enter a section."""
    form = SectionForm(request.acting, request.POST or None, initial=request.GET.dict())
    return _save(request, form, _("Enter a section"), _("Enter the section"), _directory(body))


@requires(Capability.MANAGE_MEMBERS)
def edit_section(request: ActingRequest, body: str, section: UUID) -> HttpResponse:
    """Change a section's kind or name."""
    row: Any = get_object_or_404(queries.sections_of(request.acting), id=section)
    form = SectionForm(request.acting, request.POST or None, instance=row)
    return _save(request, form, _("Change the section"), _("Save the section"), row.path(body))


@requires(Capability.MANAGE_MEMBERS)
def remove_section(request: ActingRequest, body: str, section: UUID) -> HttpResponse:
    """Take a section out."""
    row: Any = get_object_or_404(queries.sections_of(request.acting), id=section)
    return _remove(request, row, _("Its people stay in the directory, outside this section."))


@requires(Capability.READ_OWN)
def units(request: ActingRequest, body: str) -> HttpResponse:
    """Show the units of the directory."""
    asked = request.GET.get("q", "").strip()[:100]
    rows = queries.units_of(request.acting)
    rows = rows.filter(name__icontains=asked) if asked else rows
    page = {"page": page_of(request, ordered(request, rows, ORDERS, "name")), "asked": asked}
    return render(request, "bodies/units.html", page)


@requires(Capability.READ_OWN)
def unit(request: ActingRequest, body: str, unit: UUID) -> HttpResponse:
    """Show a unit and the people who work there."""
    row: Any = get_object_or_404(queries.units_of(request.acting), id=unit)
    people = ordered(request, queries.people_at(row), ORDERS, "name")
    return render(request, "bodies/unit.html", {"unit": row, "page": page_of(request, people)})


@requires(Capability.MANAGE_MEMBERS)
def new_unit(request: ActingRequest, body: str) -> HttpResponse:
    """Enter a unit."""
    form = UnitForm(request.acting, request.POST or None)
    back = reverse("bodies:units", kwargs={"body": body})
    return _save(request, form, _("Enter a unit"), _("Enter the unit"), back)


@requires(Capability.MANAGE_MEMBERS)
def edit_unit(request: ActingRequest, body: str, unit: UUID) -> HttpResponse:
    """Change a unit's name."""
    row: Any = get_object_or_404(queries.units_of(request.acting), id=unit)
    form = UnitForm(request.acting, request.POST or None, instance=row)
    return _save(request, form, _("Change the unit"), _("Save the unit"), row.path(body))


@requires(Capability.MANAGE_MEMBERS)
def remove_unit(request: ActingRequest, body: str, unit: UUID) -> HttpResponse:
    """Take a unit out."""
    row: Any = get_object_or_404(queries.units_of(request.acting), id=unit)
    effect = _("Its handlers can no longer sign in for it; its people stay in the directory.")
    return _remove(request, row, effect)


@requires(Capability.READ_OWN)
def terms(request: ActingRequest, body: str) -> HttpResponse:
    """Show the terms of the body."""
    page = {"page": page_of(request, queries.terms_of(request.acting))}
    return render(request, "bodies/terms.html", page)


@requires(Capability.MANAGE_MEMBERS)
def new_term(request: ActingRequest, body: str) -> HttpResponse:
    """Enter a term."""
    form = TermForm(request.acting, request.POST or None)
    back = reverse("bodies:terms", kwargs={"body": body})
    return _save(request, form, _("Enter a term"), _("Enter the term"), back)


@requires(Capability.MANAGE_MEMBERS)
def edit_term(request: ActingRequest, body: str, term: UUID) -> HttpResponse:
    """Change a term's name or dates."""
    row: Any = get_object_or_404(queries.terms_of(request.acting), id=term)
    form = TermForm(request.acting, request.POST or None, instance=row)
    back = reverse("bodies:terms", kwargs={"body": body})
    return _save(request, form, _("Change the term"), _("Save the term"), back)


@requires(Capability.MANAGE_MEMBERS)
def remove_term(request: ActingRequest, body: str, term: UUID) -> HttpResponse:
    """Take a term out; not one that members belong to."""
    row: Any = get_object_or_404(queries.terms_of(request.acting), id=term)
    back = reverse("bodies:terms", kwargs={"body": body})
    return _remove(request, row, _("It is no longer offered for memberships."), back=back)


def _save(request: ActingRequest, form: Any, heading: str, button: str, back: str) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        row = form.save()
        return saved(request, _("“%(name)s” is in the directory.") % {"name": row}, back)
    crumb = _("Our body")
    return edit_page(request, form, heading=heading, button=button, back=back, crumb=crumb)


def _remove(request: ActingRequest, row: Any, effect: str, *, back: str = "") -> HttpResponse:
    return removal_page(
        request,
        row,
        heading=_("Take “%(name)s” out of the directory?") % {"name": row},
        effect=effect + " " + _("For thirty days it can be put back."),
        back=back or row.path(request.acting.slug),
        after=_directory(request.acting.slug),
        told=_("“%(name)s” is out of the directory. It can be put back for 30 days.")
        % {"name": row},
    )


@requires(Capability.MANAGE_MEMBERS)
def removed(request: ActingRequest, body: str) -> HttpResponse:
    """Show what was taken out within thirty days; a click puts it back."""
    found = queries.removed_from(request.acting)
    problem = None
    if request.method == "POST":
        row = _wanted(request, found)
        try:
            restore(row)
        except CannotRemove as error:
            problem = error.message
        else:
            told = _("“%(name)s” is in the directory again.") % {"name": row}
            return saved(request, told, reverse("bodies:removed", kwargs={"body": body}))
    page = {"page": page_of(request, found), "problem": problem}
    return render(request, "bodies/removed.html", page, status=409 if problem else 200)


def _wanted(request: ActingRequest, found: list[tuple[str, Any]]) -> Any:
    kind, id_ = request.POST.get("kind"), request.POST.get("id")
    for known, row in found:
        if known == kind and str(row.id) == id_ and kind in REMOVABLE:
            return row
    raise Http404
