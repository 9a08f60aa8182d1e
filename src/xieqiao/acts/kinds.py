"""Kinds of acts: one class says everything about one thing that parties can do together.

A room declares its kinds in `acts.py`; they are found there and listed nowhere else:

    class TopicText(ActPayload):
        title: Line = Field(title=_("Title"))

    class ConfirmTopic(Kind[TopicText]):
        name = "topic.confirm"
        title = _("Confirm a topic")
        subject = "topic"
        creates = True
        payload = TopicText

        def summary(self, payload: TopicText) -> str:
            return _("Confirm the topic “%s”") % payload.title

        def apply(self, payload: TopicText, step: Step) -> None:
            step.put(Topic, title=payload.title)
"""

from __future__ import annotations

import importlib
import importlib.util
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any, ClassVar, Generic, TypeVar
from uuid import UUID

from django.apps import apps
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from xieqiao.acts.access import Acting, Capability
from xieqiao.acts.deciders import Deciders, Standing
from xieqiao.acts.matter import Matter
from xieqiao.acts.payloads import ActPayload

if TYPE_CHECKING:
    from xieqiao.acts.models import Subject
    from xieqiao.acts.step import Step

P = TypeVar("P", bound=ActPayload)
Words = str | Promise


class PayloadError(ValueError):
    """What somebody typed does not fit; `field` names where (empty: the whole form)."""

    def __init__(self, field: str, message: Words) -> None:
        super().__init__(str(message))
        self.field = field
        self.message = message


@dataclass(frozen=True)
class Move:
    """A subject that an act moves: an existing one by id, or a new one by `label`.

    `standing` puts a new one under a standing consent that the parties have given before.
    """

    type: str
    id: UUID | None = None
    label: str = ""
    closes: bool = False
    standing: Standing | None = None


@dataclass(frozen=True)
class Scene:
    """Where an act is being prepared: who for, in which partnership, on which subject.

    `extra` holds what the address prefilled (such as the topic of a new activity), `partnership`
    the present revision of the partnership, once it is founded.
    """

    acting: Acting
    partnership_id: UUID | None
    parties: tuple[UUID, ...]
    subject: Subject | None = None
    extra: dict[str, str] = field(default_factory=dict)
    partnership: Subject | None = None

    @property
    def subject_id(self) -> UUID | None:
        """The id of the subject, when there is one already."""
        return self.subject.id if self.subject else None

    @property
    def on(self) -> UUID:
        """The id of the subject, for kinds that create none. Raises LookupError without one."""
        if self.subject is None:
            raise LookupError("this kind of act is about a subject, and none was named")
        return self.subject.id

    def named(self, name: str) -> UUID | None:
        """Return the id that the address gave under `name`; nonsense counts as nothing."""
        try:
            return UUID(self.extra.get(name, ""))
        except ValueError:
            return None


class Kind(Generic[P]):
    """A thing that parties can do together, or that one party reports."""

    name: ClassVar[str]
    title: ClassVar[Words]
    subject: ClassVar[str]
    payload: ClassVar[type[ActPayload]]
    creates: ClassVar[bool] = False
    founds: ClassVar[bool] = False
    matter: ClassVar[Matter] = Matter.SHARED
    go: ClassVar[Words] = _("Propose")
    prepare: ClassVar[Capability] = Capability.PREPARE_ACT
    release: ClassVar[Capability] = Capability.RELEASE_ACT
    consent: ClassVar[Capability] = Capability.CONSENT
    template: ClassVar[str] = ""

    # What it says

    def summary(self, payload: P) -> str:
        """Return the sentence by which desks and lists name the act."""
        return str(self.title)

    def effect(self, payload: P) -> str:
        """Return what will be so once the act is in force."""
        return ""

    def picture(self, payload: P) -> Any:
        """Return what the kind's own `template` shows below the text, on the page of the act."""
        return None

    # What it needs

    def initial(self, scene: Scene) -> dict[str, Any]:
        """Return what the form starts from (the present text, when something is revised)."""
        return {}

    def choices(self, field: str, scene: Scene) -> list[tuple[str, str]] | None:
        """Return what may be chosen for a field, or None when it is typed."""
        return None

    def check(self, payload: P, scene: Scene) -> None:
        """Refuse what makes no sense here. Raises PayloadError."""

    def allowed(self, scene: Scene) -> bool:
        """Say whether the act makes sense now (not on what is closed, for instance)."""
        return scene.subject is None or not scene.subject.closed

    # What it moves, who decides, what it does

    def moves(self, payload: P, scene: Scene) -> list[Move]:
        """Return the subjects that the act moves, its main one first."""
        subject_id = None if self.creates else scene.subject_id
        return [Move(self.subject, subject_id)]

    def binds(self, payload: P, scene: Scene) -> list[UUID]:
        """Return subjects whose present revision the act relies on, beside what is usual."""
        return []

    def refers(self, payload: P) -> list[UUID]:
        """Return subjects that must exist for this act (the topic of an activity)."""
        return []

    def also(self, payload: P) -> list[UUID]:
        """Return bodies that must consent beside the deciders (one that joins)."""
        return []

    def founders(self, payload: P) -> list[UUID]:
        """Return the parties of a partnership that the act founds."""
        return []

    def decides_next(self, payload: P, move: Move, present: Deciders) -> Deciders:
        """Return the deciders of the revision that the act makes of `move`."""
        if move.standing is not None:
            return present.but(routine=(), standing=move.standing)
        return present

    def apply(self, payload: P, step: Step) -> None:
        """Write the tables of `step.subject`, and nothing else.

        It must give the same rows whenever it is given the same payload and step: it runs again
        in a replay and after an erasure.
        """
        raise NotImplementedError(self.name)


def room_modules() -> list[str]:
    """Return the `acts` modules of all rooms."""
    names = [f"{config.name}.acts" for config in apps.get_app_configs()]
    ours = [n for n in names if n.startswith("xieqiao.")] + ["xieqiao.acts.own_kinds"]
    return [n for n in ours if importlib.util.find_spec(n) is not None]


def _subclasses(cls: type[Kind[Any]]) -> list[type[Kind[Any]]]:
    found = []
    for sub in cls.__subclasses__():
        found += [sub, *_subclasses(sub)]
    return found


@cache
def _registry() -> dict[str, Kind[Any]]:
    for module in room_modules():
        importlib.import_module(module)
    kinds: dict[str, Kind[Any]] = {}
    for cls in _subclasses(Kind):
        if "name" in cls.__dict__:
            if cls.name in kinds:
                raise RuntimeError(f"two kinds are named {cls.name}")
            kinds[cls.name] = cls()
    return dict(sorted(kinds.items()))


def all_kinds() -> list[Kind[Any]]:
    """Return every kind of every room, by name."""
    return list(_registry().values())


def kind_named(name: str) -> Kind[Any]:
    """Return the kind. Raises LookupError for an unknown name."""
    try:
        return _registry()[name]
    except KeyError:
        raise LookupError(f"no kind of act is named {name!r}") from None


def forget_kinds() -> None:
    """Look for kinds anew (after one was defined outside a room's `acts.py`)."""
    _registry.cache_clear()
