"""Giving and ending roles, and inviting people to them."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from xieqiao.acts.access import ActingRequest, Capability, requires
from xieqiao.bodies import queries
from xieqiao.bodies.directory import end, why_not_end
from xieqiao.bodies.forms.people import AssignmentForm, InviteForm
from xieqiao.bodies.invitations import invite, link_path
from xieqiao.bodies.models import Assignment
from xieqiao.bodies.views.editing import edit_page, removal_page, saved
from xieqiao.bodies.views.people import person_of
from xieqiao.ui.paging import page_of


@requires(Capability.MANAGE_MEMBERS, Capability.ADMINISTER)
def give_role(request: ActingRequest, body: str, person: UUID) -> HttpResponse:
    """Give a role to somebody who has an account; others are invited."""
    row = person_of(request, person)
    if row.account_id is None:
        return redirect("bodies:invite", body=body, person=row.id)
    form = AssignmentForm(request.acting, request.POST or None)
    if request.method == "POST" and form.is_valid():
        Assignment.objects.create(body=request.acting.body, person=row, **form.cleaned_data)
        return saved(request, _("The role has been given."), row.path(body))
    return edit_page(
        request,
        form,
        heading=_("Give %(name)s a role") % {"name": row},
        button=_("Give the role"),
        back=row.path(body),
        crumb=str(row),
        demonstration=row.demonstration,
    )


@requires(Capability.MANAGE_MEMBERS, Capability.ADMINISTER)
def end_role(request: ActingRequest, body: str, assignment: UUID) -> HttpResponse:
    """End a role at once."""
    rows = Assignment.objects.kept().select_related("person", "body", "unit")
    row = get_object_or_404(
        rows, id=assignment, body=request.acting.body_id, person__deleted_at=None
    )
    path = row.person.path(body)
    return removal_page(
        request,
        row,
        heading=_("End the role “%(role)s”?") % {"role": row.role_label},
        effect=_("From now on %(name)s can no longer do for this body what the role includes.")
        % {"name": row.person},
        back=path,
        after=path,
        told=_("The role has ended."),
        why_not=why_not_end(request.acting, row),
        action=lambda: end(request.acting, row),
    )


@requires(Capability.MANAGE_MEMBERS, Capability.ADMINISTER)
def invite_person(request: ActingRequest, body: str, person: UUID) -> HttpResponse:
    """Make a link by which somebody gets an account and a role."""
    row = person_of(request, person)
    form = InviteForm(request.acting, request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = invite(row, made_by=request.user, **form.cleaned_data)
        return HttpResponseRedirect(
            reverse("bodies:invitation", kwargs={"body": body, "invitation": made.id})
        )
    return edit_page(
        request,
        form,
        heading=_("Invite %(name)s") % {"name": row},
        button=_("Make the link"),
        back=row.path(body),
        crumb=str(row),
        lead=_(
            "You get a link to hand over. Whoever opens it chooses a sign-in name and a password "
            "and then holds this role."
        ),
        demonstration=row.demonstration,
    )


@requires(Capability.MANAGE_MEMBERS, Capability.ADMINISTER)
def invitations(request: ActingRequest, body: str) -> HttpResponse:
    """Show which invitations wait to be taken up."""
    page = {"page": page_of(request, queries.invitations_of(request.acting))}
    return render(request, "bodies/invitations.html", page)


@never_cache
@requires(Capability.MANAGE_MEMBERS, Capability.ADMINISTER)
def invitation(request: ActingRequest, body: str, invitation: UUID) -> HttpResponse:
    """Show the link to hand over."""
    row = get_object_or_404(queries.invitations_of(request.acting), id=invitation)
    page = {"invitation": row, "link": request.build_absolute_uri(link_path(row))}
    return render(request, "bodies/invitation.html", page)


@requires(Capability.MANAGE_MEMBERS, Capability.ADMINISTER)
@require_POST
def revoke_invitation(request: ActingRequest, body: str, invitation: UUID) -> HttpResponse:
    """Take an invitation back."""
    row = get_object_or_404(queries.invitations_of(request.acting), id=invitation)
    row.revoked_at = timezone.now()
    row.save(update_fields=["revoked_at"])
    messages.success(request, _("The invitation has been taken back; its link no longer works."))
    return redirect("bodies:invitations", body=body)
