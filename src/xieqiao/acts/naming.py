"""Names for the ids in payloads: bodies, and subjects by their headings."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.apps import apps

from xieqiao.acts.matter import SubjectChild, SubjectModel


def names_for(ids: Iterable[UUID]) -> dict[str, str]:
    """Return what each id is called. One query a table, and only for ids not found before."""
    left = {str(i) for i in ids}
    names: dict[str, str] = {}
    for model in _tables():
        if not left:
            break
        for row in model._default_manager.filter(pk__in=left):
            names[str(row.pk)] = str(row)
        left -= names.keys()
    return names


def _tables() -> list[Any]:
    subjects = [m for m in apps.get_models() if issubclass(m, SubjectModel | SubjectChild)]
    return [apps.get_model("bodies.Body"), *(m for m in subjects if "__str__" in m.__dict__)]
