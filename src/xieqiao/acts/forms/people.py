"""People whom a body may name in an act: those of its own directory."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from uuid import UUID

from django.apps import apps

from xieqiao.acts.access import Acting, Capability


@dataclass(frozen=True)
class OwnPerson:
    """Somebody in the body's directory, with what would be shown of them."""

    id: UUID
    name: str
    office: str = ""

    @property
    def label(self) -> str:
        """How the person is listed to who may choose them."""
        return f"{self.name}（{self.office}）" if self.office else self.name


def _from_directory(acting: Acting) -> Iterable[OwnPerson]:
    rows = apps.get_model("bodies.Person")._default_manager.filter(
        body=acting.body_id, deleted_at=None
    )
    for row in rows.order_by("name_key", "id"):
        yield OwnPerson(row.pk, str(row), getattr(row, "office", "") or "")


Source = Callable[[Acting], Iterable[OwnPerson]]
_source: Source = _from_directory


def people_come_from(source: Source) -> None:
    """Let another room say who can be named; without it, everybody in the directory."""
    global _source  # noqa: PLW0603 - set once, when the rooms are ready
    _source = source


def own_people(acting: Acting) -> list[OwnPerson]:
    """Return who can be named, or nobody for roles that do not see the directory."""
    if not acting.can(Capability.READ_OWN):
        return []
    return list(_source(acting))
