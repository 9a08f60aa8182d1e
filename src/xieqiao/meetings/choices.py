"""What the forms of this room's acts let one choose from."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.apps import apps

from xieqiao.acts.choosing import MOST, Choices
from xieqiao.acts.kinds import Scene
from xieqiao.meetings.clocks import ZONES, zone_name
from xieqiao.meetings.models import Activity


def _open_rows(label: str, scene: Scene) -> Choices:
    rows = apps.get_model(label)._default_manager.filter(
        partnership_id=scene.partnership_id, closed=False
    )
    return [(str(row.pk), str(row)) for row in rows.order_by("-in_force_at", "id")[:MOST]]


def topics(scene: Scene) -> Choices:
    """Return the partnership's open topics, the newest first."""
    return _open_rows("topics.Topic", scene)


def mechanisms(scene: Scene) -> Choices:
    """Return the partnership's open mechanisms, the newest first."""
    return _open_rows("partnerships.Mechanism", scene)


def zones(scene: Scene, *present: str) -> Choices:
    """Return time zones: the present and own ones, the other parties', then some of elsewhere."""
    rows = apps.get_model("bodies.Body")._default_manager.filter(id__in=scene.parties)
    there = sorted(rows.values_list("timezone", flat=True).distinct())
    own = scene.acting.body.timezone
    found = dict.fromkeys([*present, own, *there, *ZONES])
    return [(name, f"{zone_name(name)} · {name}") for name in found]


def activities(scene: Scene) -> Choices:
    """Return the activity that the address names, otherwise all that were not called off."""
    here = activity_in_hand(scene)
    if here is not None:
        return [(str(here.id), str(here))]
    rows = Activity.objects.filter(partnership=scene.partnership_id, cancelled=False)
    return [(str(row.id), str(row)) for row in rows.order_by("-planned_at", "id")[:MOST]]


def activity_in_hand(scene: Scene) -> Activity | None:
    """Return the activity that the form's address names."""
    wanted = scene.named("activity")
    if wanted is None:
        return None
    rows = Activity.objects.filter(id=wanted, partnership=scene.partnership_id)
    found: Activity | None = rows.select_related("schedule").first()
    return found


def own_people(scene: Scene, ids: Iterable[UUID]) -> set[UUID]:
    """Return those of the ids that belong to people in the own directory."""
    people = apps.get_model("bodies.Person")._default_manager.filter(
        body_id=scene.acting.body_id, deleted_at=None, id__in=list(ids)
    )
    return set(people.values_list("id", flat=True))
