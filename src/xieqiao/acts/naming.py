"""Names for the ids in payloads: bodies, and subjects by their headings."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db.models import Model

from xieqiao.acts.matter import SubjectChild, SubjectModel


def names_for(ids: Iterable[UUID]) -> dict[str, str]:
    """Return what each id is called. One query a table, and only for ids not found before."""
    return {id_: str(row) for id_, row in rows_for(ids).items()}


def rows_for(ids: Iterable[UUID | str]) -> dict[str, Any]:
    """Return the body or subject that each id names, wherever it is kept."""
    left = {str(i) for i in ids}
    rows: dict[str, Any] = {}
    for model in _tables():
        if not left:
            break
        rows |= {str(row.pk): row for row in model._default_manager.filter(pk__in=left)}
        left -= rows.keys()
    return rows


def _tables() -> list[Any]:
    subjects = [m for m in apps.get_models() if issubclass(m, SubjectModel | SubjectChild)]
    return [apps.get_model("bodies.Body"), *(m for m in subjects if m.__str__ is not Model.__str__)]
