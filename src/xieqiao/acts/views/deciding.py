"""Deciding: consent, decline, amend, withdraw, comment, and several consents at once."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from xieqiao.acts import gate, live, queries
from xieqiao.acts.access import ActingRequest, Capability, requires
from xieqiao.acts.documents import document
from xieqiao.acts.errors import ActError, BadPayload
from xieqiao.acts.forms import ActForm
from xieqiao.acts.forms.trees import plain
from xieqiao.acts.models import Act, Comment, Draft, Subject
from xieqiao.acts.plan import scene_for
from xieqiao.acts.views.proposing import said_after
from xieqiao.acts.views.reading import act_or_404, act_page


def _refused(request: ActingRequest, act: Act, error: ActError, **typed: Any) -> HttpResponse:
    messages.error(request, str(error.message))
    act = act_or_404(request, act.id)
    return act_page(request, act, status=409, **typed)


@require_POST
@requires(Capability.CONSENT, Capability.RELEASE_ACT)
def consent(request: ActingRequest, body: str, act: UUID) -> HttpResponse:
    """Consent, for the body, to exactly what the page showed."""
    found = act_or_404(request, act)
    try:
        sealed = gate.consent(request.acting, act, request.POST.get("digest", ""))
    except ActError as error:
        return _refused(request, found, error)
    messages.success(request, said_after(sealed))
    return redirect("acts:act", body=body, act=act)


@require_POST
@requires(Capability.CONSENT, Capability.RELEASE_ACT)
def decline(request: ActingRequest, body: str, act: UUID) -> HttpResponse:
    """Decline, for the body, with a reason."""
    found = act_or_404(request, act)
    reason = request.POST.get("reason", "")
    try:
        gate.decline(request.acting, act, request.POST.get("digest", ""), reason)
    except ActError as error:
        return _refused(request, found, error, typed_reason=reason)
    except ValidationError as error:
        messages.error(request, error.messages[0])
        return act_page(request, found, status=400, typed_reason=reason)
    messages.success(request, _("Your side has declined. The proposer has been told why."))
    return redirect("acts:act", body=body, act=act)


@requires(Capability.RELEASE_ACT, Capability.REPORT)
def withdraw(request: ActingRequest, body: str, act: UUID) -> HttpResponse:
    """Ask, then withdraw the body's own act; its text can be kept as a draft."""
    found = act_or_404(request, act)
    if found.proposer_id != request.acting.body_id:
        raise Http404
    shown = queries.shown(found)
    if request.method != "POST":
        return render(request, "acts/withdraw.html", {"found": shown, "act": found})
    try:
        gate.withdraw(request.acting, act)
    except ActError as error:
        return _refused(request, found, error)
    if request.POST.get("keep"):
        _keep_as_draft(request, shown)
    messages.success(request, _("The proposal is withdrawn. The other parties have been told."))
    return redirect("acts:drafts" if request.POST.get("keep") else "acts:list", body=body)


def _keep_as_draft(request: ActingRequest, shown: queries.Shown) -> None:
    creates = shown.moves[0].revision is None
    Draft.objects.create(
        body_id=request.acting.body_id,
        kind=shown.act.kind,
        space=None if shown.kind.founds else shown.act.space_id,
        subject_id=None if creates else shown.act.subject_id,
        payload=plain(shown.payload),
        title=shown.summary[:300],
        prepared_by=request.acting.person_id,
        demonstration=request.acting.demonstration,
    )


@requires(Capability.RELEASE_ACT)
def amend(request: ActingRequest, body: str, act: UUID) -> HttpResponse:
    """Put a new version in the place of the present one."""
    found = act_or_404(request, act)
    if found.proposer_id != request.acting.body_id:
        raise Http404
    shown = queries.shown(found)
    moved = shown.moves[0]
    subject = None if moved.revision is None else Subject.objects.get(id=moved.id)
    named = {name: str(value) for name, value in shown.payload if isinstance(value, UUID)}
    scene = scene_for(request.acting, found.space_id, subject, named)
    if request.method != "POST":
        form = ActForm(shown.kind, scene, initial=plain(shown.payload))
        return _amend_page(request, shown, form)
    form = ActForm(shown.kind, scene, request.POST, request.FILES)
    if "more" in request.POST or not form.is_valid():
        return _amend_page(request, shown, form)
    payload = form.payload()
    if payload.demonstration != shown.payload.demonstration:
        payload = payload.model_copy(update={"demonstration": shown.payload.demonstration})
    try:
        gate.amend(request.acting, act, payload)
    except BadPayload as error:
        for field, words in error.errors:
            form.add_error(field, str(words))
        return _amend_page(request, shown, form)
    except ActError as error:
        form.general.append(str(error.message))
        return _amend_page(request, shown, form)
    messages.success(request, _("The new version is out. Earlier consents have fallen away."))
    return redirect("acts:act", body=body, act=act)


def _amend_page(request: ActingRequest, shown: queries.Shown, form: ActForm) -> HttpResponse:
    context = {"found": shown, "act": shown.act, "kind": shown.kind, "form": form}
    return render(request, "acts/amend.html", context)


@require_POST
@requires(Capability.COMMENT)
def comment(request: ActingRequest, body: str, act: UUID) -> HttpResponse:
    """Put a remark on an open act, perhaps with a better wording for one of its fields."""
    found = act_or_404(request, act)
    text, field = request.POST.get("text", ""), request.POST.get("field", "")
    wording = request.POST.get("wording", "")
    try:
        live.comment(request.acting, found, text, field, wording)
    except ActError as error:
        return _refused(request, found, error, typed_comment=text, typed_wording=wording)
    except ValidationError as error:
        messages.error(request, error.messages[0])
        typed = {"typed_comment": text, "typed_wording": wording}
        return act_page(request, found, status=400, **typed)
    messages.success(request, _("Your remark stands with the proposal; all parties can read it."))
    return redirect("acts:act", body=body, act=act)


@require_POST
@requires(Capability.RELEASE_ACT)
def take_over(request: ActingRequest, body: str, act: UUID, comment: UUID) -> HttpResponse:
    """Take a suggested wording over in one click: the new version has it in its field."""
    found = act_or_404(request, act)
    remark = Comment.objects.filter(id=comment, act=found).exclude(field="").first()
    if remark is None or found.proposer_id != request.acting.body_id:
        raise Http404
    payload = queries.shown(found).payload
    values = {**plain(payload), remark.field: remark.wording}
    try:
        amended = gate.amend(request.acting, act, type(payload).model_validate(values))
        live.taken_over(remark.id, amended.version)
    except ActError as error:
        return _refused(request, found, error)
    except ValueError:
        messages.error(request, _("This wording does not fit its field. Change the text yourself."))
        return redirect("acts:amend", body=body, act=act)
    messages.success(request, _("The wording is taken over in a new version."))
    return redirect("acts:act", body=body, act=act)


@requires(Capability.CONSENT)
def batch(request: ActingRequest, body: str) -> HttpResponse:
    """Read several acts in full and consent to the chosen ones, each as it was shown."""
    if request.method == "POST":
        return _consented(request)
    rows = list(queries.waiting_for_us(request.acting)[:20])
    found = [queries.shown(act) for act in rows]
    reading = [(f, document(f.kind, f.payload)) for f in found]
    return render(request, "acts/batch.html", {"reading": reading})


def _consented(request: ActingRequest) -> HttpResponse:
    chosen = []
    for token in request.POST.getlist("chosen"):
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
