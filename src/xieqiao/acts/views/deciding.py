"""Deciding: consent, decline, withdraw, and several consents at once."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from xieqiao.acts import gate, queries, told
from xieqiao.acts.access import ActingRequest, Capability, requires
from xieqiao.acts.errors import ActError, BadPayload
from xieqiao.acts.forms.trees import plain
from xieqiao.acts.models import Act, ActState, Draft
from xieqiao.acts.views.proposing import said_after
from xieqiao.acts.views.reading import act_or_404, act_page
from xieqiao.ui.paging import page_of

# So many are read together at most; a page of ten has its reader's full attention.
TOGETHER = 10


def refused(request: ActingRequest, act: Act, error: ActError, **typed: str) -> HttpResponse:
    """Return the page of the act as it stands now, with why nothing happened."""
    messages.error(request, str(error.message))
    return act_page(request, act_or_404(request, act.id), 409, (), **typed)


@require_POST
@requires(Capability.CONSENT, Capability.RELEASE_ACT)
def consent(request: ActingRequest, body: str, act: UUID) -> HttpResponse:
    """Consent, for the body, to exactly what the page showed."""
    found = act_or_404(request, act)
    try:
        sealed = gate.consent(request.acting, act, request.POST.get("digest", ""))
    except ActError as error:
        return refused(request, found, error)
    waits = _("Your side has consented. It takes effect once all who decide have, too.")
    messages.success(request, waits if sealed.state == ActState.OPEN else said_after(sealed))
    return redirect("acts:act", body=body, act=act)


@require_POST
@requires(Capability.CONSENT, Capability.RELEASE_ACT)
def decline(request: ActingRequest, body: str, act: UUID) -> HttpResponse:
    """Decline, for the body, with a reason."""
    found = act_or_404(request, act)
    reason = request.POST.get("reason", "")
    try:
        gate.decline(request.acting, act, request.POST.get("digest", ""), reason)
    except (BadPayload, ValidationError) as error:
        problems = [("reason", words_of(error))]
        return act_page(request, found, status=400, problems=problems, reason=reason)
    except ActError as error:
        return refused(request, found, error, reason=reason)
    messages.success(request, _("Your side has declined. The proposer has been told why."))
    return redirect("acts:act", body=body, act=act)


def words_of(error: BadPayload | ValidationError) -> str:
    """Return what is wrong, in the reader's words."""
    return str(error.errors[0][1]) if isinstance(error, BadPayload) else str(error.messages[0])


@requires(Capability.RELEASE_ACT, Capability.REPORT)
def withdraw(request: ActingRequest, body: str, act: UUID) -> HttpResponse:
    """Ask, then withdraw the body's own act; its text can be kept as a draft."""
    found = act_or_404(request, act)
    if found.proposer_id != request.acting.body_id:
        raise Http404
    shown = queries.shown(found)
    if request.method != "POST":
        context = {"found": shown, "act": found, "seals": queries.seals_of(shown)}
        return render(request, "acts/withdraw.html", context)
    try:
        with transaction.atomic():
            gate.withdraw(request.acting, act)
            if request.POST.get("keep"):
                _keep_as_draft(request, shown)
    except ActError as error:
        return refused(request, found, error)
    messages.success(request, _("The proposal is withdrawn. The other parties have been told."))
    return redirect("acts:drafts" if request.POST.get("keep") else "acts:list", body=body)


def _keep_as_draft(request: ActingRequest, shown: queries.Shown) -> None:
    """Keep the text of a withdrawn act, once, however often the button was clicked."""
    acting, act = request.acting, shown.act
    creates = shown.moves[0].revision is None
    if Draft.objects.filter(body=acting.body_id, extra__text_of=str(act.id)).exists():
        return
    named = {name: str(value) for name, value in shown.payload if isinstance(value, UUID)}
    Draft.objects.create(
        body_id=acting.body_id,
        kind=act.kind,
        space=None if shown.kind.founds else act.space_id,
        subject_id=None if creates else act.subject_id,
        payload=plain(shown.payload),
        extra={**named, "text_of": str(act.id)},
        title=shown.summary[:300],
        prepared_by=acting.person_id,
        demonstration=acting.demonstration,
    )


@requires(Capability.CONSENT)
def batch(request: ActingRequest, body: str) -> HttpResponse:
    """Read several acts in full and consent to the chosen ones, each as it was shown."""
    if request.method == "POST":
        return _consented(request)
    acting = request.acting
    page = page_of(request, queries.waiting_for_us(acting), TOGETHER)
    found = [queries.shown(act) for act in page]
    read = [(one, told.reading_of(acting, one)) for one in found if acting.can(one.kind.consent)]
    return render(request, "acts/batch.html", {"read": read, "page": page})


def _consented(request: ActingRequest) -> HttpResponse:
    chosen = []
    for token in request.POST.getlist("chosen")[:TOGETHER]:
        act_id, _sep, digest = token.partition(" ")
        try:
            chosen.append((UUID(act_id), digest))
        except ValueError:
            continue
    known = {
        a.id: queries.shown(a) for i, _d in chosen if (a := queries.the_act(request.acting, i))
    }
    done = gate.consent_to_all(request.acting, [pair for pair in chosen if pair[0] in known])
    results = [
        (known[id_], None if isinstance(end, ActError) else said_after(end),
         end.message if isinstance(end, ActError) else "")
        for id_, end in done
    ]  # fmt: skip
    return render(request, "acts/batch_done.html", {"results": results})
