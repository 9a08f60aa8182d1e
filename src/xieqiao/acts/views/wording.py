"""Wording: remarks on an act, taking a suggested wording over, and new versions."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from xieqiao.acts import gate, live, queries, told
from xieqiao.acts.access import ActingRequest, Capability, requires
from xieqiao.acts.errors import ActError, BadPayload
from xieqiao.acts.forms import ActForm
from xieqiao.acts.forms.deadline import Deadline, deadline_of, deadline_typed, still_to_come
from xieqiao.acts.forms.trees import plain
from xieqiao.acts.models import Act, ActState, Comment, Subject
from xieqiao.acts.plan import scene_for
from xieqiao.acts.views.deciding import refused, words_of
from xieqiao.acts.views.proposing import in_the_way
from xieqiao.acts.views.reading import act_or_404, act_page


@require_POST
@requires(Capability.COMMENT)
def comment(request: ActingRequest, body: str, act: UUID) -> HttpResponse:
    """Put a remark on an open act, perhaps with a better wording for one of its fields."""
    found = act_or_404(request, act)
    names = ("text", "field", "wording")
    typed = {name: request.POST.get(name, "") for name in names}
    problem = _problem_with(found, typed) if found.state == ActState.OPEN else None
    if problem is None:
        try:
            live.comment(request.acting, found, **typed, comment_id=_id(request))
        except (BadPayload, ValidationError) as error:
            where = "remark_wording" if len(typed["wording"]) > len(typed["text"]) else "remark"
            problem = (where, words_of(error))
        except ActError as error:
            return refused(request, found, error, **typed)
    if problem is not None:
        return act_page(request, found, status=400, problems=[problem], **typed)
    messages.success(request, _("Your remark stands with the proposal; all parties can read it."))
    return redirect("acts:act", body=body, act=act)


def _id(request: ActingRequest) -> UUID | None:
    try:
        return UUID(request.POST.get("comment_id", ""))
    except ValueError:
        return None


def _problem_with(act: Act, typed: dict[str, str]) -> tuple[str, str] | None:
    """Return the input that does not fit, and why; None when a suggestion has its place."""
    if typed["wording"].strip() and not typed["field"]:
        return "remark_field", _("Choose the part to which your wording belongs.")
    if not typed["field"]:
        return None
    found = queries.shown(act)
    if told.path_in(plain(found.payload), typed["field"], "") is None:
        return "remark_field", _("This part is no longer in the text. Choose another.")
    return None


@require_POST
@requires(Capability.RELEASE_ACT)
def take_over(request: ActingRequest, body: str, act: UUID, comment: UUID) -> HttpResponse:
    """Take a suggested wording over in one click: the new version has it in its field."""
    found = act_or_404(request, act)
    remark = Comment.objects.filter(id=comment, act=found).exclude(field="").first()
    if remark is None or found.proposer_id != request.acting.body_id:
        raise Http404
    payload = queries.shown(found).payload
    values = told.path_in(plain(payload), remark.field, remark.wording)
    try:
        if values is None:
            raise ValueError(remark.field)
        better = type(payload).model_validate(values)
        with transaction.atomic():
            amended = gate.amend(request.acting, act, better)
            live.taken_over(remark.id, amended.version)
    except ActError as error:
        return refused(request, found, error)
    except ValueError:
        messages.error(request, _("This wording does not fit its field. Change the text yourself."))
        return redirect("acts:amend", body=body, act=act)
    messages.success(request, _("The wording is taken over in a new version."))
    return redirect("acts:act", body=body, act=act)


@requires(Capability.RELEASE_ACT)
def amend(request: ActingRequest, body: str, act: UUID) -> HttpResponse:
    """Put a new version in the place of the present one."""
    found = act_or_404(request, act)
    if found.proposer_id != request.acting.body_id:
        raise Http404
    if found.state != ActState.OPEN:
        return redirect("acts:act", body=body, act=act)
    shown = queries.shown(found)
    moved = shown.moves[0]
    subject = None if moved.revision is None else Subject.objects.get(id=moved.id)
    named = {name: str(value) for name, value in shown.payload if isinstance(value, UUID)}
    scene = scene_for(request.acting, found.space_id, subject, named)
    if request.method != "POST":
        form = ActForm(shown.kind, scene, initial=plain(shown.payload))
        deadline = deadline_of(request.acting, still_to_come(found))
        return _amend_page(request, shown, form, deadline)
    form = ActForm(shown.kind, scene, request.POST, request.FILES)
    return _amended(request, shown, form)


def _amended(request: ActingRequest, shown: queries.Shown, form: ActForm) -> HttpResponse:
    deadline = deadline_typed(request.acting, request.POST.get("deadline", ""))
    if "more" in request.POST or not form.is_valid() or deadline.error:
        return _amend_page(request, shown, form, deadline)
    payload = form.payload()
    if payload.demonstration != shown.payload.demonstration:
        payload = payload.model_copy(update={"demonstration": shown.payload.demonstration})
    seen = request.POST.get("seen", "")
    if seen and seen != shown.version.digest and payload != shown.payload:
        form.general.append(
            _(
                "Your office has put out another version since you opened this page. What you "
                "typed is still here: send it once more to put it in the place of that one."
            )
        )
        return _amend_page(request, shown, form, deadline)
    try:
        gate.amend(request.acting, shown.act.id, payload, deadline=deadline.at)
    except BadPayload as error:
        for field, words in error.errors:
            form.add_error(field, str(words))
        return _amend_page(request, shown, form, deadline)
    except ActError as error:
        form.general.append(str(error.message))
        return _amend_page(request, shown, form, deadline, in_the_way(request.acting, error))
    messages.success(request, _("The new version is out. Earlier consents have fallen away."))
    return redirect("acts:act", body=request.acting.slug, act=shown.act.id)


def _amend_page(
    request: ActingRequest,
    shown: queries.Shown,
    form: ActForm,
    deadline: Deadline,
    occupied: list[Any] | None = None,
) -> HttpResponse:
    context = {
        "found": shown,
        "act": shown.act,
        "kind": shown.kind,
        "form": form,
        "deadline": deadline,
        "occupied": occupied or [],
        "seen": shown.version.digest,
        "given": [s for s in queries.seals_of(shown) if s.state and s.body != shown.act.proposer],
        "remarks": told.remarks_told(
            told.remarks_on(shown.act).filter(taken_in=None)[:20],
            told.reading_of(request.acting, shown, against="nothing").texts,
            may=False,
        ),
    }
    return render(request, "acts/amend.html", context)
