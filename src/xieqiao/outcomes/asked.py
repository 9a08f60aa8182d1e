"""What a page's address asks for: filters, as typed by people and by links."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db.models import QuerySet
from django.http import HttpRequest

from xieqiao.acts.access import Acting, Capability
from xieqiao.acts.sight import is_party, partnerships_seen


def asked_id(request: HttpRequest, name: str) -> UUID | None:
    """Return the id that the address gives under `name`; nonsense counts as nothing."""
    try:
        return UUID(request.GET.get(name, ""))
    except ValueError:
        return None


def asked_one_of(request: HttpRequest, name: str, allowed: Any) -> str:
    """Return the word that the address gives under `name`, if it is one of the allowed."""
    word = request.GET.get(name, "")
    return word if word in allowed else ""


def asked_words(request: HttpRequest) -> str:
    """Return what was typed into the page's search field."""
    return request.GET.get("q", "").replace("\x00", "").strip()[:100]


def narrowed(rows: QuerySet[Any], **wanted: Any) -> QuerySet[Any]:
    """Return the rows that meet those conditions which have a value."""
    return rows.filter(**{name: value for name, value in wanted.items() if value})


def partnerships_of(acting: Acting) -> list[Any]:
    """Return the partnerships that the body is or was a party of."""
    ids = partnerships_seen(acting).values("space_id")
    rows = apps.get_model("partnerships.Partnership")._default_manager.filter(id__in=ids)
    return list(rows)


@dataclass(frozen=True)
class May:
    """What somebody may start on a page of a partnership."""

    propose: bool
    report: bool
    edit: bool


def may(acting: Acting, partnership_id: UUID | None) -> May:
    """Return what the acting person may start; a body that has left starts nothing."""
    party = partnership_id is not None and is_party(acting, partnership_id)
    return May(
        propose=party
        and (acting.can(Capability.PREPARE_ACT) or acting.can(Capability.RELEASE_ACT)),
        report=party and acting.can(Capability.REPORT),
        edit=acting.can(Capability.EDIT_OWN),
    )


def may_start(acting: Acting) -> May:
    """Return what the acting person may start on a page of no particular partnership."""
    return May(
        propose=acting.can(Capability.PREPARE_ACT) or acting.can(Capability.RELEASE_ACT),
        report=acting.can(Capability.REPORT),
        edit=acting.can(Capability.EDIT_OWN),
    )
