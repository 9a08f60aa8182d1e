"""Reading acts: the list, one act, the reference of kinds, files."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from xieqiao.acts import queries
from xieqiao.acts.access import ActingRequest, Capability, requires
from xieqiao.acts.documents import document
from xieqiao.acts.files import file_for, handed_out
from xieqiao.acts.forms.shapes import Sort, shapes_of
from xieqiao.acts.kinds import Kind, all_kinds, kind_named
from xieqiao.acts.matter import Matter
from xieqiao.acts.models import Act, ActState, Comment
from xieqiao.ui.paging import page_of

TABS = {
    "ours": (_("Waiting for us"), queries.waiting_for_us),
    "theirs": (_("Waiting for the others"), queries.waiting_for_others),
    "force": (_("In force"), queries.in_force),
    "ended": (_("Ended"), queries.ended),
}


@requires(Capability.READ_SHARED)
def acts(request: ActingRequest, body: str) -> HttpResponse:
    """List acts by where they stand, of one partnership if the address says so."""
    tab = request.GET.get("tab", "ours")
    tab = tab if tab in TABS else "ours"
    rows = TABS[tab][1](request.acting)
    space = request.GET.get("partnership", "")
    if space:
        rows = rows.filter(space=_uuid_or_404(space))
    page = page_of(request, rows)
    context = {
        "tab": tab,
        "tabs": [(key, label) for key, (label, _rows) in TABS.items()],
        "page": page,
        "found": [queries.shown(act) for act in page],
        "may_consent": request.acting.can(Capability.CONSENT),
        "partnership": space,
    }
    return render(request, "acts/list.html", context)


def _uuid_or_404(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise Http404 from None


def act_or_404(request: ActingRequest, act_id: UUID) -> Act:
    """Return the act, if the body may read it."""
    act = queries.the_act(request.acting, act_id)
    if act is None:
        raise Http404
    return act


@requires(Capability.READ_SHARED)
def act(request: ActingRequest, body: str, act: UUID) -> HttpResponse:
    """Show one act: who has consented, exactly what to, and what will be."""
    return act_page(request, act_or_404(request, act))


def act_page(request: ActingRequest, act: Act, status: int = 200, **more: Any) -> HttpResponse:
    """Return the page of an act, perhaps with words typed before."""
    acting, found = request.acting, queries.shown(act)
    seals = queries.seals_of(found)
    mine = next((s for s in seals if s.body.id == acting.body_id), None)
    earlier = queries.present_text(found)
    before = earlier.payload() if earlier else None
    is_open = act.state == ActState.OPEN
    context = {
        "found": found,
        "act": act,
        "seals": seals,
        "mine": mine,
        "reported": found.kind.matter is Matter.REPORTED,
        "passages": document(found.kind, found.payload, before),
        "before": before is not None,
        "picture": found.kind.picture(found.payload) if found.kind.template else None,
        "rule": queries.rule_in_words(found),
        "entries": queries.entries_of(act.id),
        "comments": Comment.objects.filter(act=act).select_related("body"),
        "fields": [
            (s.name, s.title) for s in shapes_of(found.kind.payload)
            if s.sort in {Sort.TEXT, Sort.LINE} and not s.many and s.name != "source"
        ],
        "rivals": queries.rivals_of(found) if is_open else [],
        "can_consent": is_open and mine is not None and mine.stance is None
        and not found.version.closed and acting.can(found.kind.consent),
        "is_proposer": act.proposer_id == acting.body_id,
        "can_change": is_open and act.proposer_id == acting.body_id
        and acting.can(found.kind.release),
        "can_comment": is_open and acting.can(Capability.COMMENT),
        "is_open": is_open,
        **more,
    }  # fmt: skip
    return render(request, "acts/act.html", context, status=status)


@requires(Capability.READ_SHARED)
def register(request: ActingRequest, body: str, act: UUID) -> HttpResponse:
    """Show the register entries about an act, as they were signed."""
    found = act_or_404(request, act)
    from xieqiao.acts.models import Register
    from xieqiao.acts.signer import signature_holds

    keys = dict(Register.objects.filter(space=found.space_id).values_list("body", "public_key"))
    rows = [
        (entry, signature_holds(keys[entry.body_id], entry.canonical, entry.signature))
        for entry in queries.entries_of(found.id)
    ]
    context = {"act": found, "found": queries.shown(found), "rows": rows}
    return render(request, "acts/register.html", context)


@requires(Capability.READ_SHARED, Capability.ADMINISTER)
def kinds(request: ActingRequest, body: str) -> HttpResponse:
    """List every kind of act: derived from the code, so that it is never out of date."""
    return render(request, "acts/kinds.html", {"kinds": [_reference(k) for k in all_kinds()]})


@requires(Capability.READ_SHARED, Capability.ADMINISTER)
def kind(request: ActingRequest, body: str, kind: str) -> HttpResponse:
    """Show what one kind asks for and does."""
    try:
        found = kind_named(kind)
    except LookupError:
        raise Http404 from None
    return render(request, "acts/kind.html", {"kind": _reference(found)})


def _reference(kind: Kind[Any]) -> dict[str, Any]:
    return {
        "name": kind.name,
        "title": kind.title,
        "subject": kind.subject,
        "reported": kind.matter is Matter.REPORTED,
        "creates": kind.creates,
        "release": kind.release,
        "consent": kind.consent,
        "shapes": shapes_of(kind.payload),
        "about": type(kind).__doc__ or "",
    }


@requires(Capability.READ_SHARED, Capability.READ_OWN)
def file(request: ActingRequest, body: str, file: UUID) -> FileResponse:
    """Hand out a file that the body may have."""
    found = file_for(request.acting, file)
    if found is None:
        raise Http404
    return handed_out(found)
