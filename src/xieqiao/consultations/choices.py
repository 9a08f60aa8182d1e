"""What the forms of this room's acts let one choose from."""

from __future__ import annotations

from typing import Any

from xieqiao.acts.choosing import MOST, Choices
from xieqiao.acts.kinds import Scene
from xieqiao.consultations.models import Consultation
from xieqiao.meetings.models import Activity
from xieqiao.topics.models import Topic


def topics(scene: Scene) -> Choices:
    """Return the partnership's open topics, the newest first."""
    rows = Topic.objects.filter(partnership=scene.partnership_id, closed=False)
    return _named(rows.order_by("-in_force_at", "id"))


def activities(scene: Scene) -> Choices:
    """Return the partnership's activities that were not called off, the latest first."""
    rows = Activity.objects.filter(partnership=scene.partnership_id, cancelled=False)
    return _named(rows.order_by("-planned_at", "id"))


def consultations(scene: Scene) -> Choices:
    """Return the partnership's consultations, the latest first."""
    rows = Consultation.objects.filter(partnership=scene.partnership_id)
    return _named(rows.order_by("-opens_at", "id"))


def _named(rows: Any) -> Choices:
    return [(str(row.pk), str(row)) for row in rows[:MOST]]
