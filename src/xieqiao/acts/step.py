"""One step of a subject: what a kind's `apply` may know and write."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid5

from xieqiao.acts.matter import ReportedModel, SubjectChild, SubjectModel

if TYPE_CHECKING:
    from xieqiao.acts.payloads import ActPayload


@dataclass(frozen=True)
class SubjectAt:
    """A subject at the revision that the act makes."""

    id: UUID
    type: str
    revision: int
    label: str = ""
    closes: bool = False


@dataclass(frozen=True)
class Step:
    """An act coming into force for one of the subjects it moves.

    `at` is the time of the seal; `made` holds the ids of all subjects that the act creates, by
    label, so that one can point to another. `rows` gathers what was written.
    """

    subject: SubjectAt
    partnership_id: UUID
    act_id: UUID
    proposer_id: UUID
    at: datetime
    payload: ActPayload
    made: Mapping[str, UUID]
    rows: list[tuple[type[SubjectModel], UUID]] = field(default_factory=list, kw_only=True)

    @property
    def creating(self) -> bool:
        """Whether this step makes the subject."""
        return self.subject.revision == 0

    def put(self, model: type[SubjectModel], **fields: Any) -> None:
        """Write the subject's row; fields that are not given keep what they hold.

        The dates, the source and the demonstration mark of the payload go along: those of the
        creation stay unless a later act brings its own.
        """
        row = {"revision": self.subject.revision, "in_force_at": self.at, **fields}
        row.setdefault("closed", self.subject.closes)
        brought = {"happened": self.payload.happened or "", "source": str(self.payload.source)}
        row |= {k: v for k, v in brought.items() if (v or self.creating) and k not in fields}
        if self.creating:
            row.setdefault("demonstration", self.payload.demonstration)
            if model._meta.label != "partnerships.Partnership":
                row.setdefault("partnership_id", self.partnership_id)
            if issubclass(model, ReportedModel):
                row.setdefault("owner_id", self.proposer_id)
        self._write(model, row)

    def carry(self, model: type[SubjectModel]) -> None:
        """Move the row's revision along, and close it if the act does; its words stay.

        For acts that move many subjects without changing what they say (one more party). A subject
        that has no row gets none.
        """
        row: dict[str, Any] = {"revision": self.subject.revision}
        if self.subject.closes:
            row |= {"closed": True, "in_force_at": self.at}
        if model.objects.filter(id=self.subject.id).update(**row):
            self.rows.append((model, self.subject.id))

    def _write(self, model: type[SubjectModel], row: Mapping[str, Any]) -> None:
        """Update the row, or make it; an update alone is the usual case, and one statement."""
        if not model.objects.filter(id=self.subject.id).update(**row):
            model.objects.create(id=self.subject.id, **row)
        self.rows.append((model, self.subject.id))

    def child_id(self, label: str) -> UUID:
        """Return the id of a row within the subject: the same in every replay."""
        return uuid5(self.subject.id, label)

    def replace(
        self,
        model: type[SubjectChild],
        within: Mapping[str, Any],
        rows: Iterable[Mapping[str, Any]],
        label: str = "",
    ) -> None:
        """Replace the subject's rows of `model` (those that match `within`) by `rows`.

        `label` tells lists of one model apart that a subject has several of.
        """
        model.objects.filter(**within).delete()
        name = f"{model._meta.model_name}{label}"
        model.objects.bulk_create(
            model(id=self.child_id(f"{name}/{n}"), position=n, **{**within, **row})
            for n, row in enumerate(rows)
        )

    def add(self, model: type[SubjectChild], **fields: Any) -> None:
        """Add one row to a list that only grows; it is the same row when applied again."""
        label = f"{model._meta.model_name}@{self.subject.revision}"
        fields.setdefault("position", self.subject.revision)
        model.objects.update_or_create(id=self.child_id(label), defaults=fields)
