"""Subjects that an act carries along without changing what they say."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import TypeVar, cast
from uuid import UUID

from django.apps import apps

from xieqiao.acts.deciders import Rule
from xieqiao.acts.kinds import Move, Scene
from xieqiao.acts.matter import SubjectModel
from xieqiao.acts.models import Subject
from xieqiao.acts.step import Step
from xieqiao.partnerships.models import StandingConsent

M = TypeVar("M", bound=SubjectModel)

PARTNERSHIP, STANDING, ERASURE = "partnership", "standing", "erasure"


def open_subjects(space: UUID) -> list[Subject]:
    """Return what the parties decide about together and have not closed, in a steady order.

    The partnership itself and its standing consents are left out.
    """
    rows = Subject.objects.filter(space=space, closed=False)
    rows = rows.exclude(type__in=(PARTNERSHIP, STANDING, ERASURE)).order_by("id")
    return [row for row in rows if row.deciders.rule is not Rule.ONE]


def open_standing(space: UUID) -> list[Subject]:
    """Return the standing consents that nobody took back."""
    rows = Subject.objects.filter(space=space, type=STANDING, closed=False)
    return list(rows.order_by("id"))


def present(scene: Scene, model: type[M]) -> M:
    """Return the row of the scene's subject as it is now."""
    assert scene.subject is not None
    return cast("M", model.objects.get(id=scene.subject.id))


def moves_for(rows: Iterable[Subject], *, closes: bool = False) -> list[Move]:
    """Return the moves of existing subjects."""
    return [Move(row.type, row.id, closes=closes) for row in rows]


def table_of(subject_type: str) -> type[SubjectModel] | None:
    """Return the table that holds subjects of a type: it is named after it."""
    return _tables().get(subject_type)


@cache
def _tables() -> dict[str, type[SubjectModel]]:
    models = (m for m in apps.get_models() if issubclass(m, SubjectModel))
    named = {re.sub(r"(?<!^)(?=[A-Z])", "_", m.__name__).lower(): m for m in models}
    return {**named, STANDING: StandingConsent}


def carry(step: Step) -> None:
    """Move the subject's row along, whichever room it belongs to; it may have none."""
    model = table_of(step.subject.type)
    if model is not None:
        step.carry(model)
