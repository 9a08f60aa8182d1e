"""What the forms of this room let one choose from, and what they start from."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.apps import apps
from django.db.models import QuerySet

from xieqiao.acts.choosing import MOST, Choices
from xieqiao.acts.kinds import Scene
from xieqiao.duty.models import Initiative, SharedInitiative

FILE = ("file_id", "sha256", "size", "media_type", "name")


def topics(scene: Scene) -> Choices:
    """Return the partnership's topics, the newest first."""
    rows = apps.get_model("topics.Topic")._default_manager
    mine = rows.filter(partnership=scene.partnership_id).order_by("-in_force_at")
    return [(str(row.pk), str(row)) for row in mine[:MOST]]


def _confirmed(scene: Scene) -> QuerySet[Initiative]:
    return Initiative.objects.filter(
        body=scene.acting.body_id, deleted_at=None, confirmed_at__isnull=False
    )


def confirmed(scene: Scene) -> Choices:
    """Return the own body's initiatives that its office confirmed, the one in hand first."""
    found = list(_confirmed(scene).order_by("-changed_at")[:MOST])
    in_hand = _in_hand(scene)
    if in_hand is not None and in_hand not in found:
        found.insert(0, in_hand)
    return [(str(row.id), str(row)) for row in found]


def is_confirmed(scene: Scene, id_: UUID) -> bool:
    """Say whether it is an initiative of the own body that its office confirmed."""
    return _confirmed(scene).filter(id=id_).exists()


def is_ours(scene: Scene) -> bool:
    """Say whether the own body showed the subject of the scene."""
    if scene.subject is None:
        return False
    return SharedInitiative.objects.filter(id=scene.on, owner=scene.acting.body_id).exists()


def _in_hand(scene: Scene) -> Initiative | None:
    wanted = scene.named("own")
    return _confirmed(scene).filter(id=wanted).first() if wanted else None


def initiative_in_hand(scene: Scene) -> dict[str, Any]:
    """Return the text and files of the initiative that the address names."""
    row = _in_hand(scene)
    if row is None:
        return {}
    return {
        "own": row.id,
        "member": {
            "person_id": row.member_id,
            "shown_as": str(row.member),
            "office": row.member.office,
        },
        "title": row.title,
        "text": row.text,
        "on": row.on,
        "files": list(row.files.order_by("name", "id").values(*FILE)),
    }


def shared_at_hand(scene: Scene) -> dict[str, Any]:
    """Return what partners read of the scene's subject now."""
    row = SharedInitiative.objects.get(id=scene.on)
    return {
        "own": row.own_id,
        "member": {
            "person_id": row.member_id,
            "shown_as": row.member_shown,
            "office": row.member_office,
        },
        "title": row.title,
        "text": row.text,
        "on": row.on,
        "topic": row.topic_id,
        "files": list(row.files.values(*FILE)),
    }
