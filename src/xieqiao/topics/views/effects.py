"""Words of effect: the list, and one of them."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from xieqiao.acts.access import ActingRequest, Capability, requires
from xieqiao.partnerships.queries import partnerships_open_to
from xieqiao.topics import queries
from xieqiao.topics.forms import EffectFilter
from xieqiao.ui.paging import page_of


@requires(Capability.READ_SHARED)
def effects(request: ActingRequest, body: str) -> HttpResponse:
    """List what people said about what the work brought, the newest first."""
    acting = request.acting
    form = EffectFilter(acting, request.GET)
    asked = form.asked()
    page = page_of(request, queries.effect_list(acting, **asked))
    may = acting.can(Capability.REPORT)
    shown = {
        "page": page,
        "form": form,
        "narrowed": any(asked.values()),
        "open_to": list(partnerships_open_to(acting)[:12]) if may else [],
    }
    return render(request, "topics/effects.html", shown)


@requires(Capability.READ_SHARED)
def effect(request: ActingRequest, body: str, effect: UUID) -> HttpResponse:
    """Show who said what, and who reported it."""
    acting = request.acting
    row = get_object_or_404(queries.effects_seen_by(acting), id=effect)
    ours = row.owner_id == acting.body_id and row.left_by_us is None  # type: ignore[attr-defined]
    shown = {"effect": row, "may_correct": ours and acting.can(Capability.REPORT)}
    return render(request, "topics/effect.html", shown)
