"""What a page's address asks for, and what somebody may start on it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest

from xieqiao.acts.access import Acting, Capability
from xieqiao.acts.models import Seat
from xieqiao.acts.sight import is_party
from xieqiao.partnerships.queries import partnerships_seen_by
from xieqiao.partnerships.story import as_left

Choices = list[tuple[str, str]]


def asked_id(request: HttpRequest, name: str) -> UUID | None:
    """Return the id that the address gives under `name`; nonsense counts as nothing."""
    try:
        return UUID(request.GET.get(name, ""))
    except ValueError:
        return None


def narrowed(rows: QuerySet[Any], **wanted: Any) -> QuerySet[Any]:
    """Return the rows that meet those conditions which have a value."""
    return rows.filter(**{name: value for name, value in wanted.items() if value})


def partnership_choices(acting: Acting) -> Choices:
    """Return the partnerships that the body is or was a party of, named as it knows them."""
    rows = list(partnerships_seen_by(acting).order_by("sort_key", "id"))
    as_left(rows)
    return [(str(row.id), str(row)) for row in rows]


def party_choices(acting: Acting) -> Choices:
    """Return the parties of the partnerships that the body is in today, the own body first."""
    ours = Seat.objects.filter(body=acting.body_id, left_at=None)
    there = Seat.objects.filter(body=OuterRef("id"), left_at=None, space__in=ours.values("space"))
    bodies = apps.get_model("bodies.Body")._default_manager.filter(Exists(there))
    ordered = sorted(bodies.order_by("name_key", "id"), key=lambda b: b.pk != acting.body_id)
    return [(str(b.pk), str(b)) for b in ordered]


@dataclass(frozen=True)
class May:
    """What somebody may start on a page.

    `create` is agreeing on something new together, `propose` changing what there is.
    """

    create: bool = False
    propose: bool = False
    report: bool = False
    edit: bool = False


def may(acting: Acting, partnership: Any) -> May:
    """Return what the acting person may start; a body that has left starts nothing."""
    if partnership is None or not is_party(acting, partnership.id):
        return May()
    proposes = acting.writes_acts
    return May(
        create=proposes and not partnership.closed,
        propose=proposes,
        report=acting.can(Capability.REPORT),
        edit=acting.can(Capability.EDIT_OWN),
    )
