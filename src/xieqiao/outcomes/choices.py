"""What the forms of this room's acts let one choose from."""

from __future__ import annotations

from typing import Any, TypeVar

from django.apps import apps
from django.db.models import Q, QuerySet

from xieqiao.acts.access import Capability
from xieqiao.acts.choosing import MOST, Choices
from xieqiao.acts.kinds import Scene
from xieqiao.outcomes.models import Action, Outcome

M = TypeVar("M", Outcome, Action)


def _rows(label: str, scene: Scene, name: str) -> Choices:
    """Return the newest rows of the partnership, and always the one that the address names."""
    rows = apps.get_model(label)._default_manager.filter(partnership_id=scene.partnership_id)
    found: list[Any] = list(rows.order_by("-in_force_at", "id")[:MOST])
    wanted = scene.named(name)
    if wanted is not None and all(row.pk != wanted for row in found):
        found += rows.filter(id=wanted)
    return [(str(row.pk), str(row)) for row in found]


def topics(scene: Scene) -> Choices:
    """Return the partnership's topics, the newest first."""
    return _rows("topics.Topic", scene, "topic")


def activities(scene: Scene) -> Choices:
    """Return the partnership's activities, the newest first."""
    return _rows("meetings.Activity", scene, "activity")


def outcomes(scene: Scene) -> Choices:
    """Return the partnership's outcomes, the newest first."""
    return _rows("outcomes.Outcome", scene, "outcome")


def actions(scene: Scene) -> Choices:
    """Return the partnership's actions, the newest first."""
    return _rows("outcomes.Action", scene, "action")


def _own_actions(scene: Scene) -> QuerySet[Action]:
    rows = Action.objects.filter(
        partnership=scene.partnership_id, responsible=scene.acting.body_id, closed=False
    )
    if not scene.acting.can(Capability.REPORT):
        rows = rows.filter(addressed__unit=scene.acting.unit_id)
    return rows


def own_actions(scene: Scene) -> Choices:
    """Return the open actions that the own body, or the acting person's unit, answers for.

    When the form's address names one of them, it is the only choice.
    """
    rows = _own_actions(scene)
    wanted = own_action_in_hand(scene)
    found = [wanted] if wanted else list(rows.order_by("due", "title", "id")[:MOST])
    return [(str(row.id), str(row)) for row in found]


def own_action_in_hand(scene: Scene) -> Action | None:
    """Return the own open action that the form's address names."""
    wanted = scene.named("action")
    return _own_actions(scene).filter(id=wanted).first() if wanted else None


def bodies_above(scene: Scene) -> Choices:
    """Return the bodies that do not take part in the partnership: provincial and national ones."""
    bodies = apps.get_model("bodies.Body")._default_manager
    rows = bodies.filter(Q(participates=False) | Q(level__in=("province", "nation")))
    rows = rows.exclude(id__in=scene.parties).order_by("name_key", "id")
    return [(str(b.pk), str(b)) for b in rows]


def _found(model: type[M], scene: Scene, name: str) -> M | None:
    wanted = scene.named(name)
    if wanted is None:
        return None
    return model._default_manager.filter(pk=wanted, partnership=scene.partnership_id).first()


def outcome_in_hand(scene: Scene) -> Outcome | None:
    """Return the outcome that the form's address names."""
    return _found(Outcome, scene, "outcome")


def action_in_hand(scene: Scene) -> Action | None:
    """Return the action that the form's address names."""
    return _found(Action, scene, "action")
