"""Pages on which a person's consent to a strength being used is recorded, and taken back."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from xieqiao.acts.access import ActingRequest, Capability, requires
from xieqiao.exchange import consents, queries
from xieqiao.exchange.forms import ConsentForm
from xieqiao.exchange.models import Strength
from xieqiao.exchange.views.own import STRENGTHS
from xieqiao.exchange.words import ConsentHow

MAY = (Capability.EDIT_OWN, Capability.OWN_INITIATIVE)


def _strength(request: ActingRequest, id_: UUID) -> Strength:
    rows: Any = queries.entries_written_by(request.acting, Strength)
    row: Strength = get_object_or_404(rows, id=id_)
    if not row.asked_first or not consents.may_speak(request.acting, row):
        raise Http404
    return row


@requires(*MAY)
def record_consent(request: ActingRequest, body: str, strength: UUID) -> HttpResponse:
    """Record that a strength may be used: the office how it was told, a person for himself."""
    acting, row = request.acting, _strength(request, strength)
    own = row.person_id is not None and row.person_id == acting.person_id
    today = timezone.localdate()
    form = ConsentForm(request.POST if request.method == "POST" and not own else None)
    form.fields["given_on"].initial = today
    if request.method == "POST" and (own or form.is_valid()):
        if own:
            consents.record(acting, row, ConsentHow.SELF, "", today)
        else:
            said = form.cleaned_data
            consents.record(acting, row, said["how"], said["note"], said["given_on"])
        messages.success(request, _("It is recorded that “%s” may be used.") % row.title)
        return redirect(row.path(body))
    context = {
        "entry": row,
        "own": own,
        "form": form,
        "back": row.path(body),
        "list_path": STRENGTHS.path(body),
    }
    return render(request, "exchange/consent.html", context, status=422 if form.errors else 200)


@requires(*MAY)
def take_consent_back(request: ActingRequest, body: str, strength: UUID) -> HttpResponse:
    """Ask, and take the consent to a strength back."""
    row = _strength(request, strength)
    if request.method == "POST":
        consents.take_back(request.acting, row)
        messages.success(
            request,
            _("“%s” may not be used any more: it is not matched and not shown.") % row.title,
        )
        return redirect(row.path(body))
    context = {
        "entry": row,
        "back": row.path(body),
        "list_path": STRENGTHS.path(body),
        "offers": list(queries.offers_of(row).filter(closed=False)[:50]),
    }
    return render(request, "exchange/take_consent_back.html", context)
