"""Records as a body that left a partnership knew them: told again from the acts up to then.

The kinds of this room write through a `Step` alone, so a step that writes into a row in memory
tells what any of them did.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

from django.db.models import F, prefetch_related_objects

from xieqiao.acts.kinds import all_kinds, kind_named
from xieqiao.acts.matter import SubjectChild, SubjectModel
from xieqiao.acts.models import ActState, Version
from xieqiao.acts.projection import moves_of, version_payload
from xieqiao.acts.step import Step, SubjectAt

S = TypeVar("S", bound=SubjectModel)
_ROOM = __name__.rpartition(".")[0]
_KEPT = {"id", "partnership", "owner"}


@dataclass(frozen=True)
class Retelling(Step):
    """A step that changes `row` in memory, and nothing in the database."""

    row: Any = None

    def put(self, model: type[SubjectModel], **fields: Any) -> None:
        """Put the fields into the row, as the act once did."""
        said = {"revision": self.subject.revision, "in_force_at": self.at, **fields}
        said.setdefault("closed", self.subject.closes)
        brought = {"happened": self.payload.happened or "", "source": str(self.payload.source)}
        said |= {k: v for k, v in brought.items() if (v or self.creating) and k not in fields}
        if self.creating:
            said.setdefault("demonstration", self.payload.demonstration)
        for name, value in said.items():
            setattr(self.row, name, value)

    def replace(
        self,
        model: type[SubjectChild],
        within: Mapping[str, Any],
        rows: Iterable[Mapping[str, Any]],
        label: str = "",
    ) -> None:
        """Put these children in the place of those that match `within`."""
        kept = [c for c in self._children(model) if not _matches(c, within)]
        name = f"{model._meta.model_name}{label}"
        made = [
            model(id=self.child_id(f"{name}/{n}"), position=n, **{**within, **row})
            for n, row in enumerate(rows)
        ]
        self._keep(model, kept + made)

    def add(self, model: type[SubjectChild], **fields: Any) -> None:
        """Add one child."""
        fields.setdefault("position", self.subject.revision)
        label = f"{model._meta.model_name}@{self.subject.revision}"
        self._keep(model, [*self._children(model), model(id=self.child_id(label), **fields)])

    def _children(self, model: type[SubjectChild]) -> list[Any]:
        found: list[Any] = self.row._prefetched_objects_cache[_lists(self.row)[model]]
        return found

    def _keep(self, model: type[SubjectChild], children: list[Any]) -> None:
        self.row._prefetched_objects_cache[_lists(self.row)[model]] = children


def as_left(rows: Iterable[S], *related: str) -> list[S]:
    """Put the words of their time into the rows that changed after the body had left.

    `related` names what an act can have pointed elsewhere, to be loaded again. At most one query
    for the acts and one for each of these.
    """
    found = list(rows)
    changed = {row.id: row for row in found if _changed(row)}
    if not changed:
        return found
    for row in changed.values():
        _forget(row)
    for version in _versions(changed):
        row, ended = changed[version.act.subject_id], version.act.ended_at
        if ended is not None and ended <= _left(row):
            _tell(row, version, ended)
    prefetch_related_objects(list(changed.values()), *related)
    return found


def _left(row: Any) -> datetime:
    left: datetime = row.left_by_us
    return left


def _changed(row: Any) -> bool:
    left: datetime | None = getattr(row, "left_by_us", None)
    return left is not None and bool(row.in_force_at > left)


def _kinds() -> list[str]:
    return [kind.name for kind in all_kinds() if type(kind).__module__.startswith(_ROOM)]


def _versions(rows: Iterable[UUID]) -> Iterable[Version]:
    found = Version.objects.filter(
        act__subject_id__in=list(rows), act__state=ActState.SEALED, act__kind__in=_kinds()
    )
    found = found.filter(number=F("act__version")).order_by("act__ended_at", "act_id")
    return found.select_related("act", "structural", "erasable")


def _lists(row: SubjectModel) -> dict[Any, str]:
    related = row._meta.related_objects
    return {
        r.related_model: str(r.get_accessor_name())
        for r in related
        if issubclass(r.related_model, SubjectChild)
    }


def _forget(row: Any) -> None:
    """Empty the row of all that acts write; what it points to stays loaded."""
    for field in row._meta.concrete_fields:
        if not field.is_relation and field.name not in _KEPT:
            setattr(row, field.attname, field.get_default())
    cache = getattr(row, "_prefetched_objects_cache", {})
    row._prefetched_objects_cache = {**cache, **{name: [] for name in _lists(row).values()}}


def _tell(row: Any, version: Version, at: datetime) -> None:
    act = version.act
    moved = next(m for m in moves_of(version) if m.id == str(row.id))
    revision = 0 if moved.revision is None else moved.revision + 1
    subject = SubjectAt(row.id, moved.type, revision, moved.label, moved.closes)
    payload = version_payload(act, version)
    step = Retelling(subject, act.space_id, act.id, act.proposer_id, at, payload, {}, row=row)
    kind_named(act.kind).apply(payload, step)


def _matches(child: Any, within: Mapping[str, Any]) -> bool:
    return all(getattr(child, name) == value for name, value in within.items())
