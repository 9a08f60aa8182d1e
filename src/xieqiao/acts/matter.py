"""The four kinds of matter, and the lock on those that only acts may change.

Every model of every room derives from one of the bases here, and so says which matter it is.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from enum import StrEnum
from typing import Any, ClassVar, ParamSpec, TypeVar
from uuid import uuid4

from django.db import models

from xieqiao.acts.dates import PartialDateField

P = ParamSpec("P")
R = TypeVar("R")


class Matter(StrEnum):
    """What a table holds; see the design's first section."""

    OWN = "own"
    SHARED = "shared"
    REPORTED = "reported"
    LIVE = "live"
    RECORD = "record"


class NotByActs(RuntimeError):
    """Somebody tried to write shared, reported or live matter past its one gate."""


_open_gates: ContextVar[frozenset[str]] = ContextVar("open_gates", default=frozenset())


@contextmanager
def gate_open(gate: str) -> Iterator[None]:
    """Let the code inside write the tables behind `gate` (`acts`, or a room's live service)."""
    token = _open_gates.set(_open_gates.get() | {gate})
    try:
        yield
    finally:
        _open_gates.reset(token)


def writes_live(function: Callable[P, R]) -> Callable[P, R]:
    """Mark a function of a room's `live.py` as one that may write live matter."""

    @functools.wraps(function)
    def inner(*args: P.args, **kwargs: P.kwargs) -> R:
        with gate_open("live"):
            return function(*args, **kwargs)

    return inner


def _demand(model: type[models.Model]) -> None:
    gate = getattr(model, "gate", None)
    if gate is not None and gate not in _open_gates.get():
        raise NotByActs(f"{model.__name__} is {model.matter} matter: only {gate} may write it")  # type: ignore[attr-defined]


class GatedQuerySet(models.QuerySet[Any]):
    """A query set whose writes need the model's gate to be open."""

    def update(self, **kwargs: Any) -> int:
        """Change rows."""
        _demand(self.model)
        return super().update(**kwargs)

    def delete(self) -> tuple[int, dict[str, int]]:
        """Delete rows."""
        _demand(self.model)
        return super().delete()

    def bulk_create(self, objs: Iterable[Any], *args: Any, **kwargs: Any) -> list[Any]:
        """Make rows."""
        _demand(self.model)
        return super().bulk_create(objs, *args, **kwargs)

    def bulk_update(self, objs: Iterable[Any], *args: Any, **kwargs: Any) -> int:
        """Change rows, each in its own way."""
        _demand(self.model)
        return super().bulk_update(objs, *args, **kwargs)


class GatedModel(models.Model):
    """A table that is written through one gate alone."""

    matter: ClassVar[Matter]
    gate: ClassVar[str]

    objects = GatedQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write the row."""
        _demand(type(self))
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Delete the row."""
        _demand(type(self))
        return super().delete(*args, **kwargs)


class OwnModel(models.Model):
    """Matter of one body, edited by its own people with ordinary forms."""

    matter: ClassVar[Matter] = Matter.OWN

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    body = models.ForeignKey("bodies.Body", on_delete=models.CASCADE, related_name="+")

    class Meta:
        abstract = True


class SubjectModel(GatedModel):
    """The row that shows a subject's present revision; its id is the subject's id."""

    gate = "acts"

    id = models.UUIDField(primary_key=True, editable=False)
    partnership = models.ForeignKey(
        "partnerships.Partnership", null=True, on_delete=models.PROTECT, related_name="+"
    )
    revision = models.PositiveIntegerField()
    in_force_at = models.DateTimeField()
    happened = PartialDateField()
    source = models.CharField(max_length=200, blank=True, default="")
    demonstration = models.BooleanField(default=False)
    closed = models.BooleanField(default=False)

    class Meta:
        abstract = True


class SharedModel(SubjectModel):
    """Matter of a partnership; it changes by acts that its deciders consent to."""

    matter = Matter.SHARED

    class Meta:
        abstract = True


class ReportedModel(SubjectModel):
    """What only `owner` can say, and all parties may read; it changes by the owner's acts."""

    matter = Matter.REPORTED

    owner = models.ForeignKey("bodies.Body", on_delete=models.PROTECT, related_name="+")

    class Meta:
        abstract = True


class SubjectChild(GatedModel):
    """A row within a subject, replaced whole whenever the subject moves."""

    gate = "acts"

    id = models.UUIDField(primary_key=True, editable=False)
    position = models.PositiveIntegerField(default=0)

    class Meta:
        abstract = True
        ordering = ("position",)


class SharedChild(SubjectChild):
    """A part of a shared subject."""

    matter = Matter.SHARED

    class Meta(SubjectChild.Meta):
        abstract = True


class ReportedChild(SubjectChild):
    """A part of a reported subject."""

    matter = Matter.REPORTED

    class Meta(SubjectChild.Meta):
        abstract = True


class LiveModel(GatedModel):
    """Comments and what happens within an opened meeting; written by its room's `live.py`."""

    matter = Matter.LIVE
    gate = "live"

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)

    class Meta:
        abstract = True


class RecordModel(models.Model):
    """The acts' own book-keeping: registers, and what follows from them."""

    matter: ClassVar[Matter] = Matter.RECORD

    class Meta:
        abstract = True
