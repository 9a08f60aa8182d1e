"""Proposing: the derived form of an act, and keeping what was typed as a draft."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from xieqiao.acts import gate, queries
from xieqiao.acts.access import Acting, ActingRequest, Capability, requires
from xieqiao.acts.errors import ActError, BadPayload, Occupied
from xieqiao.acts.forms import ActForm
from xieqiao.acts.forms.deadline import Deadline, deadline_typed
from xieqiao.acts.kinds import Kind, Scene, kind_named
from xieqiao.acts.matter import Matter
from xieqiao.acts.models import Act, ActState, Draft, Seat, Subject
from xieqiao.acts.naming import rows_for
from xieqiao.acts.plan import scene_for

_OWN_PARAMETERS = {"partnership", "on", "draft"}


@dataclass(frozen=True)
class Writing:
    """A proposal that is being written: its kind and scene, and the id that the act will have."""

    kind: Kind[Any]
    scene: Scene
    act_id: UUID
    draft: Draft | None = None

    @property
    def reported(self) -> bool:
        """Whether one party says it alone."""
        return self.kind.matter is Matter.REPORTED

    def rivals(self) -> list[queries.Shown]:
        """Return the open acts on the same text: only one of them can come into force."""
        if self.scene.subject is None or self.reported:
            return []
        return queries.open_on(self.scene.acting, self.scene.subject.id)


def kind_or_404(name: str) -> Kind[Any]:
    """Return the kind of that name, if there is one."""
    try:
        return kind_named(name)
    except LookupError:
        raise Http404 from None


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text) if text else None
    except ValueError:
        raise Http404 from None


def _scene(acting: Acting, kind: Kind[Any], parameters: Any) -> Scene:
    """Return the scene that the address names; what is not the body's is not there."""
    on = _uuid(parameters.get("on", ""))
    subject = get_object_or_404(Subject, id=on) if on else None
    space = subject.space_id if subject else _uuid(parameters.get("partnership", ""))
    if space is None and not kind.founds:
        raise Http404
    seats = Seat.objects.filter(space=space, body=acting.body_id, left_at=None)
    if space is not None and not seats.exists():
        raise Http404
    extra = {k: v for k, v in parameters.items() if k not in _OWN_PARAMETERS}
    return scene_for(acting, space, subject, extra)


def may_prepare(acting: Acting, kind: Kind[Any]) -> bool:
    """Say whether somebody may write such a proposal, to be released by whoever may."""
    return acting.can(kind.prepare) or acting.can(kind.release)


@requires(
    Capability.PREPARE_ACT,
    Capability.RELEASE_ACT,
    Capability.REPORT,
    Capability.ANSWER_FOR_UNIT,
)
def new(request: ActingRequest, body: str, kind: str) -> HttpResponse:
    """Show the form of an act, keep what was typed as a draft, or propose it."""
    sort = kind_or_404(kind)
    if not may_prepare(request.acting, sort):
        raise PermissionDenied
    scene = _scene(request.acting, sort, request.GET)
    if not sort.allowed(scene):
        messages.warning(request, _("This is closed, or has been overtaken: nothing to change."))
        return redirect("acts:list", body=body)
    if request.method == "POST":
        act_id = _uuid(request.POST.get("_act", "")) or uuid4()
        form = ActForm(sort, scene, request.POST, request.FILES)
        return posted(request, Writing(sort, scene, act_id), form)
    try:
        initial = {**sort.initial(scene), **_prefilled(sort, scene)}
    except LookupError:  # the address names no subject, and this kind is about one
        raise Http404 from None
    form = ActForm(sort, scene, initial=initial)
    return writing_page(request, Writing(sort, scene, uuid4()), form, Deadline())


def _prefilled(kind: Kind[Any], scene: Scene) -> dict[str, str]:
    return {k: v for k, v in scene.extra.items() if k in kind.payload.model_fields}


def writing_page(
    request: ActingRequest,
    writing: Writing,
    form: ActForm,
    deadline: Deadline,
    occupied: list[queries.Shown] | None = None,
) -> HttpResponse:
    """Return the page on which a proposal is written."""
    acting, kind = request.acting, writing.kind
    space = writing.scene.partnership_id
    context = {
        "writing": writing,
        "kind": kind,
        "form": form,
        "deadline": deadline,
        "home": rows_for([space]).get(str(space)) if space else None,
        "may_release": acting.can(kind.release),
        "may_prepare": may_prepare(acting, kind),
        "rivals": writing.rivals(),
        "occupied": occupied or [],
        "seen": _stamp(writing.draft),
    }
    return render(request, "acts/new.html", context)


def _stamp(draft: Draft | None) -> str:
    return draft.changed_at.astimezone(UTC).isoformat() if draft else ""


def posted(request: ActingRequest, writing: Writing, form: ActForm) -> HttpResponse:
    """Take what was typed: propose it, keep it as a draft, or show what does not fit yet."""
    acting, kind = request.acting, writing.kind
    deadline = Deadline()
    if not writing.reported:
        deadline = deadline_typed(acting, request.POST.get("deadline", ""))
    if "more" in request.POST or not form.is_valid() or deadline.error:
        return writing_page(request, writing, form, deadline)
    if request.POST.get("_do") == "prepare" or not acting.can(kind.release):
        return _prepared(request, writing, form, deadline)
    try:
        with transaction.atomic():
            act = gate.propose(
                acting, kind.name, form.payload(), partnership=writing.scene.partnership_id,
                subject=writing.scene.subject_id, act_id=writing.act_id, deadline=deadline.at,
                extra=writing.scene.extra,
            )  # fmt: skip
            mine = Draft.objects.filter(act_id=writing.act_id, body=acting.body_id)
            mine.update(released_at=timezone.now())
    except BadPayload as error:
        for field, words in error.errors:
            form.add_error(field, str(words))
        return writing_page(request, writing, form, deadline)
    except ActError as error:
        form.general.append(str(error.message))
        return writing_page(request, writing, form, deadline, in_the_way(acting, error))
    messages.success(request, said_after(act))
    return redirect("acts:act", body=acting.slug, act=act.id)


def in_the_way(acting: Acting, error: ActError) -> list[queries.Shown]:
    """Return the acts that the body must see ended first."""
    if not isinstance(error, Occupied):
        return []
    acts = (queries.the_act(acting, UUID(id_)) for id_ in error.act_ids)
    return [queries.shown(act) for act in acts if act is not None]


def said_after(act: Act) -> str:
    """Return what now is, after a proposal or a consent."""
    if act.state == ActState.SEALED:
        if kind_named(act.kind).matter is Matter.REPORTED:
            return _("It is entered, and all parties can read it.")
        return _("It is in force; the offices of all parties have been told.")
    return _("It is proposed. The other parties have been told; it waits for their word.")


def _prepared(
    request: ActingRequest, writing: Writing, form: ActForm, deadline: Deadline
) -> HttpResponse:
    acting, scene = request.acting, writing.scene
    taken = Act.objects.filter(id=writing.act_id).exists()
    Draft.objects.update_or_create(
        act_id=uuid4() if taken else writing.act_id,
        body_id=acting.body_id,
        defaults={
            "kind": writing.kind.name,
            "space": scene.partnership_id,
            "subject_id": scene.subject_id,
            "payload": form.tree(),
            "extra": scene.extra,
            "deadline": deadline.at,
            "title": writing.kind.summary(form.payload())[:300],
            "prepared_by": acting.person_id,
            "demonstration": acting.demonstration,
        },
    )
    if acting.can(writing.kind.release):
        said = _("The draft is kept in your office. Nobody else sees it.")
    else:
        said = _("The draft is kept in your office. Somebody with the role for it releases it.")
    messages.success(request, said)
    return redirect("acts:drafts", body=acting.slug)
