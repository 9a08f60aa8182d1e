"""People of the directory: their pages, forms, memberships."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from xieqiao.acts.access import ActingRequest, Capability, requires
from xieqiao.bodies import queries
from xieqiao.bodies.directory import why_not_remove
from xieqiao.bodies.forms.people import MembershipForm, PersonForm
from xieqiao.bodies.models import Membership, Person
from xieqiao.bodies.roles import givable
from xieqiao.bodies.views.editing import edit_page, removal_page, saved


def person_of(request: ActingRequest, person: UUID) -> Any:
    """Return a person of the reader's own body, or answer 404."""
    return get_object_or_404(queries.people_of(request.acting).select_related("body"), id=person)


@requires(Capability.READ_OWN)
def person(request: ActingRequest, body: str, person: UUID) -> HttpResponse:
    """Show somebody: office, terms and sections, roles and account."""
    row = person_of(request, person)
    today = row.body.today()
    roles = queries.roles_of(row)
    may_give = set(givable(request.acting))
    page = {
        "person": row,
        "memberships": queries.memberships_of(row),
        "roles": [
            {"row": a, "holds": a.holds(today), "can_end": a.role in may_give} for a in roles
        ],
        "invitations": queries.invitations_of(request.acting).filter(person=row),
        "can_give": bool(may_give),
    }
    return render(request, "bodies/person.html", page)


@requires(Capability.MANAGE_MEMBERS)
def new_person(request: ActingRequest, body: str) -> HttpResponse:
    """Enter somebody in the directory."""
    initial = {"outside": request.GET.get("outside", ""), "unit": request.GET.get("unit")}
    form = PersonForm(request.acting, request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        row = form.save()
        told = _("%(name)s is in the directory now.") % {"name": row}
        return saved(request, told, row.path(body))
    return edit_page(
        request,
        form,
        heading=_("Enter a person"),
        button=_("Enter in the directory"),
        back=reverse("bodies:directory", kwargs={"body": body}),
        crumb=_("Our body"),
        lead=_("Only your own body sees its directory."),
    )


@requires(Capability.MANAGE_MEMBERS)
def edit_person(request: ActingRequest, body: str, person: UUID) -> HttpResponse:
    """Change somebody's entry."""
    row = get_object_or_404(Person.objects.kept(), id=person, body=request.acting.body_id)
    form = PersonForm(request.acting, request.POST or None, instance=row)
    if request.method == "POST" and form.is_valid():
        form.save()
        return saved(request, _("The entry has been changed."), row.path(body))
    return edit_page(
        request,
        form,
        heading=_("Change the entry of %(name)s") % {"name": str(person_of(request, person))},
        button=_("Save the entry"),
        back=row.path(body),
        crumb=str(person_of(request, person)),
        demonstration=row.demonstration,
    )


@requires(Capability.MANAGE_MEMBERS)
def remove_person(request: ActingRequest, body: str, person: UUID) -> HttpResponse:
    """Take somebody out of the directory."""
    row = person_of(request, person)
    return removal_page(
        request,
        row,
        heading=_("Take %(name)s out of the directory?") % {"name": row},
        effect=_(
            "The entry, its memberships and its roles disappear at once; an account can no longer "
            "act for this body. For thirty days it can be put back; then it is deleted for good. "
            "What this person did in acts stays in the registers."
        ),
        back=row.path(body),
        after=reverse("bodies:directory", kwargs={"body": body}),
        told=_("%(name)s is out of the directory. It can be put back for 30 days.") % {"name": row},
        why_not=why_not_remove(request.acting, row),
    )


@requires(Capability.MANAGE_MEMBERS)
def new_membership(request: ActingRequest, body: str, person: UUID) -> HttpResponse:
    """Enter somebody as a member in a term."""
    row = person_of(request, person)
    form = MembershipForm(request.acting, row, request.POST or None)
    return _membership_page(request, form, row, _("Enter a term of membership"))


@requires(Capability.MANAGE_MEMBERS)
def edit_membership(request: ActingRequest, body: str, membership: UUID) -> HttpResponse:
    """Change a member's term and sections."""
    row = _membership_of(request, membership)
    form = MembershipForm(request.acting, row.person, request.POST or None, instance=row)
    return _membership_page(request, form, row.person, _("Change the membership"))


def _membership_of(request: ActingRequest, membership: UUID) -> Any:
    rows = Membership.objects.kept().select_related("person", "term")
    return get_object_or_404(
        rows, id=membership, body=request.acting.body_id, person__deleted_at=None
    )


def _membership_page(request: ActingRequest, form: Any, row: Person, heading: str) -> HttpResponse:
    path = row.path(request.acting.slug)
    if request.method == "POST" and form.is_valid():
        form.save()
        return saved(request, _("The membership has been entered."), path)
    return edit_page(
        request,
        form,
        heading=heading,
        button=_("Save the membership"),
        back=path,
        crumb=str(row),
        demonstration=row.demonstration,
    )


@requires(Capability.MANAGE_MEMBERS)
def remove_membership(request: ActingRequest, body: str, membership: UUID) -> HttpResponse:
    """Take a membership out."""
    row = _membership_of(request, membership)
    path = row.person.path(body)
    return removal_page(
        request,
        row,
        heading=_("Take this membership out?"),
        effect=_("%(name)s is no longer listed as a member in the term “%(term)s”.")
        % {"name": row.person, "term": row.term},
        back=path,
        after=path,
        told=_("The membership is out. It can be put back for 30 days."),
    )
