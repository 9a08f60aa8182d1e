"""What the forms of this room's acts let one choose from."""

from __future__ import annotations

from typing import TypeVar
from uuid import UUID

from django.apps import apps
from django.db.models import Q

from xieqiao.acts.access import Capability
from xieqiao.acts.kinds import Scene
from xieqiao.outcomes.models import Action, Outcome

Choices = list[tuple[str, str]]
M = TypeVar("M", Outcome, Action)


def listed(words: type) -> Choices:
    """Return a closed list in the reader's language."""
    return [(str(value), str(label)) for value, label in words.choices]  # type: ignore[attr-defined]


def _rows(label: str, scene: Scene) -> Choices:
    rows = apps.get_model(label)._default_manager.filter(partnership_id=scene.partnership_id)
    return [(str(row.pk), str(row)) for row in rows.order_by("-in_force_at")[:500]]


def parties(scene: Scene) -> Choices:
    """Return the parties of the partnership, the own body first."""
    rows = apps.get_model("bodies.Body")._default_manager.filter(id__in=scene.parties)
    own = scene.acting.body_id
    return [(str(b.pk), str(b)) for b in sorted(rows, key=lambda b: (b.pk != own, str(b)))]


def topics(scene: Scene) -> Choices:
    """Return the partnership's topics, the newest first."""
    return _rows("topics.Topic", scene)


def activities(scene: Scene) -> Choices:
    """Return the partnership's activities, the newest first."""
    return _rows("meetings.Activity", scene)


def outcomes(scene: Scene) -> Choices:
    """Return the partnership's outcomes, the newest first."""
    return _rows("outcomes.Outcome", scene)


def actions(scene: Scene) -> Choices:
    """Return the partnership's actions, the newest first."""
    return _rows("outcomes.Action", scene)


def own_actions(scene: Scene) -> Choices:
    """Return the open actions that the own body, or the acting person's unit, answers for."""
    rows = Action.objects.filter(
        partnership=scene.partnership_id, responsible=scene.acting.body_id, closed=False
    )
    if not scene.acting.can(Capability.REPORT):
        rows = rows.filter(addressed__unit=scene.acting.unit_id)
    return [(str(row.id), str(row)) for row in rows.order_by("due", "title")[:500]]


def units(scene: Scene) -> Choices:
    """Return the units of the own directory."""
    rows = apps.get_model("bodies.Unit")._default_manager.filter(
        body_id=scene.acting.body_id, deleted_at=None
    )
    return [(str(unit.pk), str(unit)) for unit in rows.order_by("name_key")]


def bodies_above(scene: Scene) -> Choices:
    """Return the bodies that do not take part in the partnership: provincial and national ones."""
    bodies = apps.get_model("bodies.Body")._default_manager
    rows = bodies.filter(Q(participates=False) | Q(level__in=("province", "nation")))
    return [(str(b.pk), str(b)) for b in rows.exclude(id__in=scene.parties).order_by("name_key")]


def _found(model: type[M], scene: Scene, name: str) -> M | None:
    try:
        named = UUID(scene.extra[name])
    except (KeyError, ValueError):
        return None
    rows = model._default_manager.filter(pk=named, partnership=scene.partnership_id)
    return rows.first()


def outcome_in_hand(scene: Scene) -> Outcome | None:
    """Return the outcome that the form's address names."""
    return _found(Outcome, scene, "outcome")


def action_in_hand(scene: Scene) -> Action | None:
    """Return the action that the form's address names."""
    return _found(Action, scene, "action")
