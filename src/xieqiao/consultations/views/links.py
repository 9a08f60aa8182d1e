"""Invitations for people without an account: made, shown as link and QR code, ended."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from xieqiao.acts.access import ActingRequest, requires
from xieqiao.acts.errors import ActError
from xieqiao.consultations import live, queries
from xieqiao.consultations.forms import LinkForm
from xieqiao.consultations.guest_addresses import address_of
from xieqiao.consultations.live.joining import admits_guests
from xieqiao.consultations.models import GuestLink
from xieqiao.consultations.views.common import done
from xieqiao.consultations.views.offices import OFFICE, office_here
from xieqiao.ui import qr
from xieqiao.ui.paging import page_of


@requires(*OFFICE)
def links(request: ActingRequest, body: str, consultation: UUID) -> HttpResponse:
    """List the office's invitations; make another."""
    here = office_here(request, consultation)
    form = LinkForm(request.POST if request.method == "POST" else None)
    made: list[GuestLink] = []

    def make(said: dict[str, Any]) -> None:
        made.append(live.make_guest_link(request.acting, here.consultation, **said))

    if request.method == "POST" and done(form, make):
        messages.success(request, _("The invitation is made. Hand out its address or its code."))
        return redirect(_page_of(request, made[0]))
    shown = {
        "here": here,
        "consultation": here.consultation,
        "form": form,
        "page": page_of(request, queries.links_of(request.acting, here.consultation.id)),
        "admits_guests": admits_guests(here.consultation),
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "consultations/links.html", shown, status=status)


@requires(*OFFICE)
def link(request: ActingRequest, body: str, consultation: UUID, guest_link: UUID) -> HttpResponse:
    """Show an invitation for the screen and for print: what it is for, address and QR code."""
    here = office_here(request, consultation)
    row = _own(request, consultation, guest_link)
    address = address_of(row)
    shown = {
        "here": here,
        "consultation": here.consultation,
        "link": row,
        "address": address,
        "code": qr.as_svg(address),
    }
    answer = render(request, "consultations/link.html", shown)
    answer["Cache-Control"] = "private, no-store"
    return answer


@requires(*OFFICE)
def code(request: ActingRequest, body: str, consultation: UUID, guest_link: UUID) -> HttpResponse:
    """Give the QR code of an invitation as a picture."""
    office_here(request, consultation)
    row = _own(request, consultation, guest_link)
    answer = HttpResponse(qr.as_png(address_of(row)), content_type="image/png")
    answer["Content-Disposition"] = f'attachment; filename="{row.id}.png"'
    answer["Cache-Control"] = "private, no-store"
    return answer


@requires(*OFFICE)
@require_POST
def revoke(request: ActingRequest, body: str, consultation: UUID, guest_link: UUID) -> HttpResponse:
    """End an invitation; who has joined by it stays."""
    office_here(request, consultation)
    row = _own(request, consultation, guest_link)
    try:
        live.revoke_guest_link(request.acting, row)
    except ActError as error:
        messages.error(request, str(error.message))
    else:
        messages.success(request, _("Nobody can join by it any more. Who has joined stays."))
    return redirect("consultations:links", body=body, consultation=consultation)


def _own(request: ActingRequest, consultation: UUID, guest_link: UUID) -> GuestLink:
    rows = queries.links_of(request.acting, consultation)
    found: GuestLink = get_object_or_404(rows, id=guest_link)
    return found


def _page_of(request: ActingRequest, row: GuestLink) -> str:
    kwargs = {
        "body": request.acting.slug,
        "consultation": row.consultation_id,
        "guest_link": row.id,
    }
    return reverse("consultations:link", kwargs=kwargs)
