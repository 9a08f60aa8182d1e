"""Where persons are named, the way to what they opened of their duty records."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import template

from xieqiao.duty.models import OpenedRecord
from xieqiao.duty.opened import opened_to

register = template.Library()
_KEPT = "_opened_duty"


@register.simple_tag(takes_context=True)
def with_opened(
    context: Any, people: Iterable[Any], owner: UUID | None, partnership: UUID
) -> list[tuple[Any, str]]:
    """Return each person shown with the page that he or she opened, or without one.

    One query a page, however many lists of people it has; none where no list names an id.
    """
    there = list(people)
    if not any(row.person_id for row in there):
        return [(row, "") for row in there]
    request = context["request"]
    found = _opened(request, partnership)
    return [(row, _path(found.get(row.person_id), owner, request.acting.slug)) for row in there]


def _opened(request: Any, partnership: UUID) -> dict[UUID, OpenedRecord]:
    kept: dict[UUID, dict[UUID, OpenedRecord]] = request.__dict__.setdefault(_KEPT, {})
    if partnership not in kept:
        kept[partnership] = opened_to(request.acting, partnership)
    return kept[partnership]


def _path(record: OpenedRecord | None, owner: UUID | None, slug: str) -> str:
    return record.path(slug) if record is not None and record.body_id == owner else ""
