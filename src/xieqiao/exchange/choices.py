"""What the forms of this room let one choose from."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.apps import apps
from django.utils.translation import gettext_lazy as _

from xieqiao.acts.kinds import Scene
from xieqiao.exchange.models import Need, OfferedNeed, OwnEntry
from xieqiao.exchange.sectors import DIVISIONS, SECTIONS, division_name

Choices = list[tuple[str, str]]


def sectors() -> Choices:
    """Return the sections of GB/T 4754 with their letters."""
    empty = [("", str(_("Not said")))]
    return empty + [(letter, f"{letter} {name}") for letter, name in SECTIONS.items()]


def divisions() -> Choices:
    """Return the divisions of GB/T 4754 with their codes."""
    empty = [("", str(_("Not said")))]
    return empty + [(d.code, f"{d.section}{d.code} {division_name(d.code)}") for d in DIVISIONS]


def own_entries(model: type[OwnEntry], scene: Scene) -> Choices:
    """Return the own body's entries that are not deleted."""
    rows = model._default_manager.filter(body=scene.acting.body_id, deleted_at=None)
    return [(str(row.pk), str(row)) for row in rows.order_by("-changed_at")[:500]]


def entry_in_hand(model: type[OwnEntry], scene: Scene) -> dict[str, Any]:
    """Return what the form starts from: the own entry that its address names."""
    row = model._default_manager.filter(
        id=_uuid(scene.extra.get("own")), body=scene.acting.body_id, deleted_at=None
    ).first()
    if row is None:
        return {}
    names = ["title", "text", "sector", "division", "focus_area", "wanted_number"]
    names += ["by_when", "how"] if isinstance(row, Need) else []
    return {"own": row.pk, **{name: getattr(row, name) for name in names}}


def parties(scene: Scene) -> Choices:
    """Return the parties of the partnership, the own body first."""
    rows = apps.get_model("bodies.Body")._default_manager.filter(id__in=scene.parties)
    own = scene.acting.body_id
    return [(str(b.pk), str(b)) for b in sorted(rows, key=lambda b: (b.pk != own, str(b)))]


def topics(scene: Scene) -> Choices:
    """Return the partnership's topics, the newest first."""
    rows = apps.get_model("topics.Topic")._default_manager
    mine = rows.filter(partnership_id=scene.partnership_id).order_by("-in_force_at")
    return [(str(row.pk), str(row)) for row in mine[:500]]


def offered_needs(scene: Scene) -> Choices:
    """Return the needs that are open in the partnership."""
    rows = OfferedNeed.objects.filter(partnership=scene.partnership_id, closed=False)
    shown = rows.select_related("owner").order_by("-in_force_at")[:500]
    return [(str(row.id), f"{row.owner} · {row.title}") for row in shown]


def need_in_hand(scene: Scene) -> dict[str, Any]:
    """Return what a dispatch starts from: the offered need that its address names."""
    row = OfferedNeed.objects.filter(
        id=_uuid(scene.extra.get("need")), partnership=scene.partnership_id
    ).first()
    if row is None:
        return {"sender": scene.acting.body_id}
    sender = None if row.owner_id == scene.acting.body_id else scene.acting.body_id
    return {
        "need": row.id,
        "topic": row.topic_id,
        "receiver": row.owner_id,
        "sender": sender,
        "number": row.wanted_number,
        "purpose": row.title,
    }


def _uuid(text: str | None) -> UUID | None:
    try:
        return UUID(text or "")
    except ValueError:
        return None
