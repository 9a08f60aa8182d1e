"""What an address can be about: rows found by the names of its parts, and who may read each."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.apps import apps
from django.conf import settings
from django.db import models

from tests.matrix.addresses import Address
from xieqiao.acts.kinds import all_kinds
from xieqiao.acts.matter import Matter, SubjectModel
from xieqiao.acts.models import Act, ActSeat, Comment, Seat

# Parts of addresses that are not called as the model is. `kind` and `token` are texts.
CALLED_OTHERWISE = {
    "listed_body": "bodies.Body",
    "shared": "duty.SharedInitiative",
    "addressed": "outcomes.AddressedAction",
}
# Live matter that whoever reads the consultation reads; its invitations are one office's alone.
_OF_A_CONSULTATION = {"consultations.Statement"}
TEXTS: dict[str, Callable[[], str]] = {"kind": lambda: all_kinds()[0].name, "number": lambda: "1"}


def model_of(address: Address, part: str) -> type[models.Model]:
    """Return the model that a part of an address names. Raises LookupError."""
    if part in CALLED_OTHERWISE:
        return apps.get_model(CALLED_OTHERWISE[part])
    called = {model._meta.label.lower(): model for model in apps.get_models()}
    rooms = [address.room, "acts", *settings.ROOMS]
    labels = [f"{room}.{part.replace('_', '')}" for room in rooms]
    for label in labels:
        if label in called:
            return called[label]
    raise LookupError(f"{address.name}: what is a {part!r}? Name its model in CALLED_OTHERWISE.")


def main_part(address: Address) -> str | None:
    """Return the part that names the thing an address is about."""
    parts = [p for p in address.takes if p not in {"body", *TEXTS}]
    return parts[-1] if parts else None


def readers(row: Any) -> set[UUID]:
    """Return the bodies whose people may read a row, as far as their roles go."""
    if row._meta.label == "bodies.Body":
        return set(type(row).objects.values_list("id", flat=True))
    if isinstance(row, Act):
        own = set(ActSeat.objects.filter(act=row).values_list("body", flat=True))
        return own | _seated(row.space_id, row.proposed_at)
    if isinstance(row, Comment):
        return readers(row.act)
    if isinstance(row, SubjectModel):
        return _seated(row.partnership_id or row.pk, row.in_force_at)
    if row._meta.label in _OF_A_CONSULTATION:
        return readers(row.consultation)
    if row._meta.label == "consultations.Moderation":
        return readers(row.statement)
    matter = getattr(row, "matter", None)
    own_links = row._meta.label == "consultations.GuestLink"
    assert matter is Matter.OWN or own_links, f"who may read a {row._meta.label}?"
    return {row.body_id}


def _seated(space: Any, at: Any) -> set[UUID]:
    seats = Seat.objects.filter(space=space)
    there = seats.filter(models.Q(left_at=None) | models.Q(left_at__gte=at))
    return set(there.values_list("body", flat=True))
