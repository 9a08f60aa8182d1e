"""Reading acts: the list, one act, the reference of kinds, files."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID, uuid4

from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from xieqiao.acts import queries, told
from xieqiao.acts.access import ActingRequest, Capability, requires
from xieqiao.acts.entries import EntryType
from xieqiao.acts.files import file_for, handed_out
from xieqiao.acts.forms.shapes import shapes_of
from xieqiao.acts.forms.words import SORT_WORDS
from xieqiao.acts.keys import key_at, keys_given
from xieqiao.acts.kinds import Kind, all_kinds, kind_named
from xieqiao.acts.matter import Matter
from xieqiao.acts.models import Act
from xieqiao.acts.signer import signature_holds
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
    acting = request.acting
    tab = request.GET.get("tab", "ours")
    tab = tab if tab in TABS else "ours"
    rows = TABS[tab][1](acting)
    space = request.GET.get("partnership", "")
    if space:
        rows = rows.filter(space=_uuid_or_404(space))
    page = page_of(request, queries.with_seals(rows))
    found = [queries.shown(act) for act in page]
    context = {
        "tab": tab,
        "tabs": [(key, label) for key, (label, _rows) in TABS.items()],
        "page": page,
        "found": [(one, queries.seals_at_hand(one)) for one in found],
        "may_consent": acting.can(Capability.CONSENT) and tab == "ours" and len(page) > 1,
        "may_draft": acting.can(Capability.READ_OWN),
        "partnership": space,
        "partnerships": queries.spaces_of(acting),
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


Problems = Sequence[tuple[str, str]]


def act_page(
    request: ActingRequest, act: Act, status: int = 200, problems: Problems = (), **typed: str
) -> HttpResponse:
    """Return the page of an act, perhaps with words typed before and what is wrong with them.

    `problems` are ids of inputs with words; `typed` may have reason, text, field and wording.
    """
    acting, found = request.acting, queries.shown(act)
    asked = request.GET if request.method == "GET" else {}
    reading = told.reading_of(acting, found, asked.get("version", ""), asked.get("against", ""))
    page = told.page_of(acting, found)
    texts = reading.texts if reading.present else {}
    remarks = page_of(request, told.remarks_on(act))
    suggest = asked.get("suggest", "")
    if suggest in texts:
        typed = {"field": suggest, "wording": texts[suggest][1], **typed}
    context = {
        "found": found,
        "act": act,
        "page": page,
        "reading": reading,
        "picture": found.kind.picture(found.payload) if found.kind.template else None,
        "remarks": told.remarks_told(remarks, texts, may=page.can_change),
        "remark_pages": remarks,
        "fields": [(path, name) for path, (name, _text) in texts.items()],
        "typed": typed,
        "problems": problems,
        "wrong": dict(problems),
        "comment_id": request.POST.get("comment_id") or uuid4(),
    }
    return render(request, "acts/act.html", context, status=status)


@requires(Capability.READ_SHARED)
def register(request: ActingRequest, body: str, act: UUID) -> HttpResponse:
    """Show the register entries about an act, as they were signed."""
    found = act_or_404(request, act)
    given = keys_given(space=found.space_id)
    rows = [
        (
            entry,
            told.ENTRY_WORDS[EntryType(entry.type)],
            signature_holds(
                key_at(given, entry.body_id, entry.seq), entry.canonical, entry.signature
            ),
        )
        for entry in queries.entries_of(found.id)
    ]
    context = {"act": found, "found": queries.shown(found), "rows": rows}
    return render(request, "acts/register.html", context)


@requires(Capability.READ_SHARED, Capability.ADMINISTER)
def kinds(request: ActingRequest, body: str) -> HttpResponse:
    """List every kind of act: derived from the code, so that it is never out of date."""
    groups: dict[str, list[dict[str, Any]]] = {}
    for one in all_kinds():
        groups.setdefault(one.name.partition(".")[0], []).append(_reference(one))
    return render(request, "acts/kinds.html", {"groups": list(groups.values())})


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
        "shapes": [(shape, SORT_WORDS[shape.sort]) for shape in shapes_of(kind.payload)],
    }


@requires(Capability.READ_SHARED, Capability.READ_OWN)
def file(request: ActingRequest, body: str, file: UUID) -> FileResponse:
    """Hand out a file that the body may have."""
    found = file_for(request.acting, file)
    if found is None:
        raise Http404
    return handed_out(found)
