"""What the forms of acts offer alike, whatever the room."""

from __future__ import annotations

from django.apps import apps

from xieqiao.acts.kinds import Scene

Choices = list[tuple[str, str]]
MOST = 500


def listed(words: type) -> Choices:
    """Return a closed list in the reader's language."""
    return [(str(value), str(label)) for value, label in words.choices]  # type: ignore[attr-defined]


def parties(scene: Scene) -> Choices:
    """Return the parties of the partnership, the own body first."""
    rows = apps.get_model("bodies.Body")._default_manager.filter(id__in=scene.parties)
    own = scene.acting.body_id
    return [(str(b.pk), str(b)) for b in sorted(rows, key=lambda b: (b.pk != own, str(b)))]
