"""Proposing: the derived form, drafts, and their release."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from xieqiao.acts import gate
from xieqiao.acts.access import Acting, ActingRequest, Capability, requires
from xieqiao.acts.errors import ActError, BadPayload
from xieqiao.acts.forms import ActForm
from xieqiao.acts.kinds import Kind, Scene, kind_named
from xieqiao.acts.matter import Matter
from xieqiao.acts.models import Act, ActState, Draft, Seat, Subject
from xieqiao.acts.plan import scene_for
from xieqiao.acts.queries import drafts_of
from xieqiao.ui.paging import page_of

_OWN_PARAMETERS = {"partnership", "on", "draft"}


def _kind(name: str) -> Kind[Any]:
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


def _may_prepare(acting: Acting, kind: Kind[Any]) -> bool:
    return acting.can(kind.prepare) or acting.can(kind.release)


@requires(
    Capability.PREPARE_ACT,
    Capability.RELEASE_ACT,
    Capability.REPORT,
    Capability.ANSWER_FOR_UNIT,
)
def new(request: ActingRequest, body: str, kind: str) -> HttpResponse:
    """Show the form of an act, keep what was typed as a draft, or propose it."""
    sort = _kind(kind)
    acting = request.acting
    if not _may_prepare(acting, sort):
        raise PermissionDenied
    scene = _scene(acting, sort, request.GET)
    if not sort.allowed(scene):
        messages.warning(request, _("This is closed, or has been overtaken: nothing to change."))
        return redirect("acts:list", body=body)
    if request.method == "POST":
        form = ActForm(sort, scene, request.POST, request.FILES)
        act_id = _uuid(request.POST.get("act_id", "")) or uuid4()
        return _posted(request, sort, scene, form, act_id)
    initial = {**sort.initial(scene), **_prefilled(sort, scene)}
    return _page(request, sort, scene, ActForm(sort, scene, initial=initial), uuid4())


def _prefilled(kind: Kind[Any], scene: Scene) -> dict[str, str]:
    return {k: v for k, v in scene.extra.items() if k in kind.payload.model_fields}


def _page(
    request: ActingRequest, kind: Kind[Any], scene: Scene, form: ActForm, act_id: UUID
) -> HttpResponse:
    rivals = Act.objects.none()
    if scene.subject is not None and kind.matter is not Matter.REPORTED:
        rivals = Act.objects.filter(
            touches__subject_id=scene.subject.id, touches__moves=True, state=ActState.OPEN
        ).distinct()
    context = {
        "kind": kind,
        "scene": scene,
        "form": form,
        "act_id": act_id,
        "may_release": request.acting.can(kind.release),
        "may_prepare": request.acting.can(kind.prepare) or kind.matter is not Matter.REPORTED,
        "reported": kind.matter is Matter.REPORTED,
        "rivals": rivals,
    }
    return render(request, "acts/new.html", context)


def _posted(
    request: ActingRequest, kind: Kind[Any], scene: Scene, form: ActForm, act_id: UUID
) -> HttpResponse:
    if "more" in request.POST or not form.is_valid():
        return _page(request, kind, scene, form, act_id)
    acting = request.acting
    if request.POST.get("action") == "prepare" or not acting.can(kind.release):
        return _prepared(request, kind, scene, form, act_id)
    try:
        act = gate.propose(
            acting, kind.name, form.payload(), partnership=scene.partnership_id,
            subject=scene.subject_id, act_id=act_id, extra=scene.extra,
        )  # fmt: skip
    except BadPayload as error:
        for field, words in error.errors:
            form.add_error(field, str(words))
        return _page(request, kind, scene, form, act_id)
    except ActError as error:
        form.general.append(str(error.message))
        return _page(request, kind, scene, form, act_id)
    Draft.objects.filter(act_id=act_id, body=acting.body_id).update(released_at=timezone.now())
    messages.success(request, said_after(act))
    return redirect("acts:act", body=request.acting.slug, act=act.id)


def said_after(act: Act) -> str:
    """Return what now is, after a proposal or a consent."""
    if act.state == ActState.SEALED:
        if kind_named(act.kind).matter is Matter.REPORTED:
            return _("It is entered, and all parties can read it.")
        return _("It is in force; the offices of all parties have been told.")
    return _("It is proposed. The other parties have been told; it waits for their word.")


def _prepared(
    request: ActingRequest, kind: Kind[Any], scene: Scene, form: ActForm, act_id: UUID
) -> HttpResponse:
    acting = request.acting
    Draft.objects.update_or_create(
        act_id=act_id,
        body_id=acting.body_id,
        defaults={
            "kind": kind.name,
            "space": scene.partnership_id,
            "subject_id": scene.subject_id,
            "payload": form.tree(),
            "extra": scene.extra,
            "title": kind.summary(form.payload())[:300],
            "prepared_by": acting.person_id,
            "demonstration": acting.demonstration,
        },
    )
    messages.success(
        request, _("The draft is kept in your office. Somebody with the role for it releases it.")
    )
    return redirect("acts:drafts", body=acting.slug)


@requires(Capability.READ_OWN, Capability.ANSWER_FOR_UNIT)
def drafts(request: ActingRequest, body: str) -> HttpResponse:
    """List what the office is preparing."""
    rows: QuerySet[Draft] = drafts_of(request.acting)
    if not request.acting.can(Capability.READ_OWN):
        rows = rows.filter(prepared_by=request.acting.person_id)
    return render(request, "acts/drafts.html", {"page": page_of(request, rows)})


@requires(Capability.READ_OWN, Capability.ANSWER_FOR_UNIT)
def draft(request: ActingRequest, body: str, draft: UUID) -> HttpResponse:
    """Edit a draft, release it, or put it away."""
    acting = request.acting
    rows = drafts_of(acting)
    if not acting.can(Capability.READ_OWN):
        rows = rows.filter(prepared_by=acting.person_id)
    row = get_object_or_404(rows, id=draft)
    kind = _kind(row.kind)
    if request.method == "POST" and request.POST.get("action") == "put-away":
        row.deleted_at = timezone.now()
        row.save(update_fields=["deleted_at"])
        messages.success(request, _("The draft is put away."))
        return redirect("acts:drafts", body=body)
    subject = Subject.objects.filter(id=row.subject_id).first() if row.subject_id else None
    scene = scene_for(acting, row.space, subject, row.extra)
    if request.method == "POST":
        form = ActForm(kind, scene, request.POST, request.FILES)
        return _posted(request, kind, scene, form, row.act_id)
    return _page(request, kind, scene, ActForm(kind, scene, initial=row.payload), row.act_id)
