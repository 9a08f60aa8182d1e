"""What the forms of this room let one choose from."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.apps import apps

from xieqiao.acts.kinds import Scene
from xieqiao.duty.models import Initiative

Choices = list[tuple[str, str]]


def topics(scene: Scene) -> Choices:
    """Return the partnership's topics, the newest first."""
    rows = apps.get_model("topics.Topic")._default_manager
    mine = rows.filter(partnership_id=scene.partnership_id).order_by("-in_force_at")
    return [(str(row.pk), str(row)) for row in mine[:500]]


def confirmed(scene: Scene) -> Choices:
    """Return the own body's initiatives that its office confirmed."""
    rows = Initiative.objects.filter(
        body=scene.acting.body_id, deleted_at=None, confirmed_at__isnull=False
    )
    return [(str(row.id), str(row)) for row in rows.order_by("-changed_at")[:500]]


def initiative_in_hand(scene: Scene) -> dict[str, Any]:
    """Return what the form starts from: the initiative that its address names."""
    try:
        wanted = UUID(scene.extra.get("own", ""))
    except ValueError:
        return {}
    row = Initiative.objects.filter(
        id=wanted, body=scene.acting.body_id, deleted_at=None, confirmed_at__isnull=False
    ).first()
    if row is None:
        return {}
    return {
        "own": row.id,
        "member": {"person_id": row.member_id, "shown_as": str(row.member), "office": ""},
        "title": row.title,
        "text": row.text,
        "on": row.on,
    }
