"""The pages of the offices: moderation by both sides, seeding, translating, closing."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from xieqiao.acts.access import ActingRequest, Capability, requires
from xieqiao.acts.errors import ActError
from xieqiao.acts.sight import is_party
from xieqiao.consultations import duplicates, live, queries
from xieqiao.consultations.forms import SeedForm, StepForm, TranslationForm
from xieqiao.consultations.here import Here
from xieqiao.consultations.models import Moderation
from xieqiao.consultations.views.common import done, here_of, statement_in
from xieqiao.consultations.words import StatementState
from xieqiao.ui.paging import page_of

OFFICE = (Capability.PREPARE_ACT, Capability.RELEASE_ACT)


def office_here(request: ActingRequest, consultation: UUID) -> Here:
    """Return where an office stands. Raises Http404, and PermissionDenied after it has left."""
    here = here_of(request.acting, consultation)
    if not is_party(request.acting, here.consultation.partnership_id):
        raise PermissionDenied
    return here


@requires(*OFFICE)
def moderation(request: ActingRequest, body: str, consultation: UUID) -> HttpResponse:
    """Show what waits for an answer, what says the same, and all statements to look through."""
    here = office_here(request, consultation)
    state = request.GET.get("state", "")
    rows = queries.statements_of(here.consultation.id)
    if state in StatementState.values:
        rows = rows.filter(state=state)
    shown = {
        "here": here,
        "consultation": here.consultation,
        "waiting": list(queries.waiting_steps(here.consultation.id)[:100]),
        "duplicates": duplicates.of(here.consultation),
        "page": page_of(request, rows),
        "state": state,
        "states": [("", _("All")), *StatementState.choices],
    }
    return render(request, "consultations/moderation.html", shown)


@requires(*OFFICE)
def statement(
    request: ActingRequest, body: str, consultation: UUID, statement: UUID
) -> HttpResponse:
    """Show one statement with all steps about it; propose another, or translate it."""
    here = office_here(request, consultation)
    row = statement_in(here.consultation, str(statement))
    what = request.POST.get("what", "")
    step = StepForm(row, request.POST if what == "step" else None, initial=_merging(request))
    words = TranslationForm(request.POST if what == "translation" else None)
    if what == "step" and done(step, lambda _said: _propose(request, row, step)):
        messages.success(request, _("Proposed; it takes effect when another party agrees."))
        return redirect("consultations:moderation", body=body, consultation=consultation)
    if what == "translation" and done(
        words,
        lambda said: live.translate(
            request.acting, row, said["translation_language"], said["translation"]
        ),
    ):
        messages.success(request, _("The translation stands beside the statement now."))
        return redirect(request.path)
    shown = {
        "here": here,
        "consultation": here.consultation,
        "statement": row,
        "steps": list(queries.steps_of(row)),
        "step_form": step,
        "translation_form": words,
    }
    status = 422 if what else 200
    return render(request, "consultations/statement.html", shown, status=status)


def _merging(request: ActingRequest) -> dict[str, str]:
    """Return what the address filled in: merging into a statement of that number."""
    into = request.GET.get("into", "")
    return {"action": "merge", "target": into} if into.isdecimal() and len(into) < 9 else {}


def _propose(request: ActingRequest, row: object, form: StepForm) -> None:
    live.propose_moderation(
        request.acting,
        form.statement,
        form.cleaned_data["action"],
        form.cleaned_data["reason"],
        form.chosen(),
    )


@requires(*OFFICE)
@require_POST
def answer(request: ActingRequest, body: str, moderation: UUID) -> HttpResponse:
    """Agree to a step that another party proposed, or refuse it; or take one's own back."""
    row: Moderation = get_object_or_404(queries.steps_seen_by(request.acting), id=moderation)
    back = redirect(
        "consultations:moderation", body=body, consultation=row.statement.consultation_id
    )
    try:
        match request.POST.get("answer", ""):
            case "agree":
                live.agree_moderation(request.acting, row)
                messages.success(request, _("Both sides agree; it holds from now on."))
            case "refuse":
                live.refuse_moderation(request.acting, row, request.POST.get("why", ""))
                messages.success(request, _("Nothing changes; the statement stays as it is."))
            case _other:
                messages.error(request, _("Choose whether you agree."))
    except ActError as error:
        messages.error(request, str(error.message))
    except ValidationError as error:
        messages.error(request, error.messages[0])
    return back


@requires(*OFFICE)
def seed(request: ActingRequest, body: str, consultation: UUID) -> HttpResponse:
    """Put a statement for one's side, from the research or a source."""
    here = office_here(request, consultation)
    form = SeedForm(request.POST if request.POST.get("text") is not None else None)
    if request.method == "POST" and done(
        form,
        lambda said: live.seed_statement(
            request.acting,
            here.consultation,
            said["text"],
            said["language"],
            source_note=said["source_note"],
        ),
    ):
        messages.success(request, _("The statement is there; everybody can vote on it."))
        return redirect(request.path)
    shown = {"here": here, "consultation": here.consultation, "form": form, "seeding": True}
    status = 422 if request.method == "POST" else 200
    return render(request, "consultations/put.html", shown, status=status)


@requires(*OFFICE)
def closing(request: ActingRequest, body: str, consultation: UUID) -> HttpResponse:
    """Ask whether one's side means it, and take its word that the consultation may be closed."""
    here = office_here(request, consultation)
    row = here.consultation
    if request.method == "POST":
        try:
            _say(request, here)
        except ActError as error:
            messages.error(request, str(error.message))
        return redirect(here.page)
    calls = queries.calls_of(row.id)
    shown = {
        "here": here,
        "consultation": row,
        "calls": calls,
        "ours": any(call.body_id == request.acting.body_id for call in calls),
        "sides": queries.sides_of(row),
    }
    return render(request, "consultations/closing.html", shown)


def _say(request: ActingRequest, here: Here) -> None:
    if request.POST.get("answer") == "withdraw":
        live.withdraw_closing(request.acting, here.consultation)
        messages.success(request, _("Your side's word is taken back; it stays open."))
    elif live.propose_closing(request.acting, here.consultation):
        messages.success(request, _("The consultation is closed. Its result holds from now on."))
    else:
        messages.success(request, _("Your side has said so; it closes when another party does."))
