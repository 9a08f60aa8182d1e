"""Fills in the form of an act as the script says, with what such a form carries along itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import override

from xieqiao.acts.access import Acting
from xieqiao.acts.forms.shapes import shapes_of
from xieqiao.acts.forms.trees import plain
from xieqiao.acts.kinds import Scene, kind_named
from xieqiao.acts.models import Subject
from xieqiao.acts.plan import scene_for
from xieqiao.demo.references import made, resolved
from xieqiao.demo.script import SOURCE, Step


@dataclass(frozen=True)
class Filled:
    """A form that is filled in: where it was opened, and what it says."""

    scene: Scene
    payload: Any

    @property
    def space(self) -> UUID | None:
        """The partnership that something new belongs to; a subject knows its own."""
        return None if self.scene.subject else self.scene.partnership_id

    @property
    def subject(self) -> UUID | None:
        """What the act moves."""
        return self.scene.subject_id


def filled(who: Acting, step: Step, words: dict[str, Any], within: str) -> Filled:
    """Return the form of a step. Raises pydantic's ValidationError for what does not fit."""
    kind = kind_named(step.kind)
    given = _marks(step) | resolved(words)
    scene = _scene(who, step, given, "" if kind.founds else within)
    needed = {shape.name for shape in shapes_of(kind.payload) if shape.fixed or shape.required}
    with override("zh-hans"):
        started = kind.initial(scene)
    carried = {n: value for n, value in started.items() if n in needed or step.composed}
    return Filled(scene, kind.payload.model_validate(carried | given))


def _marks(step: Step) -> dict[str, Any]:
    """Return the marks of what is entered later from the source, or of what is invented."""
    if step.reported is None:
        return {"demonstration": True}
    return {"source": SOURCE, "happened": step.reported or None}


def _scene(who: Acting, step: Step, given: dict[str, Any], within: str) -> Scene:
    subject = Subject.objects.get(id=made(step.on)) if step.on else None
    space = subject.space_id if subject else UUID(made(within)) if within else None
    address = {name: value for name, value in given.items() if _is_id(value)}
    if step.composed:
        address["compose"] = "meeting"
    return scene_for(who, space, subject, address)


def _is_id(value: Any) -> bool:
    try:
        return isinstance(value, str) and bool(UUID(value))
    except ValueError:
        return False


def tree(form: Filled) -> Any:
    """Return what a form says as a draft keeps it."""
    return plain(form.payload)
