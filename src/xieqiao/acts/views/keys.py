"""The key of a body: its administrator sees which it is, and changes it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from xieqiao.acts import keys
from xieqiao.acts.access import ActingRequest, Capability, requires
from xieqiao.acts.errors import ActError, KeyMissing
from xieqiao.acts.signer import signer_for
from xieqiao.acts.statements import key_of, spaces_of
from xieqiao.acts.writing import actor_of
from xieqiao.ui.paging import page_of


@requires(Capability.ADMINISTER)
def key(request: ActingRequest, body: str) -> HttpResponse:
    """Show the body's key, the keys before it, and what a change would do; change it."""
    problem = _changed(request) if request.method == "POST" else ""
    if request.method == "POST" and not problem:
        return redirect("acts:key", body=body)
    body_id = request.acting.body_id
    given = keys.distinct_keys(keys.keys_given(body=body_id))
    context = {
        "key": _present(request),
        "page": page_of(request, given),
        "count": len(spaces_of(body_id)),
        "problem": problem,
    }
    return render(request, "acts/key.html", context, status=422 if problem else 200)


def _present(request: ActingRequest) -> str:
    """Return the present key; nothing while no file holds it."""
    body_id = request.acting.body_id
    try:
        return signer_for(body_id, key_of(body_id)).public_key
    except (KeyMissing, ValueError):
        return ""


def _changed(request: ActingRequest) -> str:
    """Change the key that the page showed. Return what went wrong; a second click does nothing."""
    shown, present = request.POST.get("key", ""), _present(request)
    if not present:
        return str(KeyMissing.message)
    if shown == present:
        try:
            keys.change_key(request.acting.body_id, actor_of(request.acting))
        except ActError as error:
            return str(error.message)
        messages.success(request, _("The key was changed. From now on the new one signs."))
    return ""
