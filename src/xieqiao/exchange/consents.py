"""Whose consent a strength needs before it is used, and whether it is there."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from xieqiao.acts.access import Acting, Capability
from xieqiao.exchange.models import OfferedStrength, Strength, StrengthConsent
from xieqiao.exchange.words import ASKED_FIRST, ConsentHow


def usable(rows: QuerySet[Strength]) -> QuerySet[Strength]:
    """Return the strengths that may be offered and matched: those whose person consents."""
    holds = StrengthConsent.objects.filter(strength=OuterRef("id"), taken_back_at=None)
    return rows.filter(~Q(origin__in=ASKED_FIRST) | Exists(holds))


def history_of(strength: Strength) -> list[StrengthConsent]:
    """Return the consents to a strength, the present one first."""
    rows = StrengthConsent.objects.filter(strength=strength)
    return sorted(rows, key=lambda row: row.recorded_at, reverse=True)


def may_speak(acting: Acting, strength: Strength) -> bool:
    """Say whether somebody records or takes back a consent: the office, or whose it is."""
    if acting.can(Capability.EDIT_OWN):
        return True
    return acting.person_id is not None and strength.person_id == acting.person_id


def record(acting: Acting, strength: Strength, how: str, note: str, day: date) -> StrengthConsent:
    """Record that whose strength it is lets the office use it."""
    if strength.person_id is not None and strength.person_id == acting.person_id:
        how = ConsentHow.SELF
    present = StrengthConsent.objects.filter(strength=strength, taken_back_at=None).first()
    if present is not None:
        return present
    return StrengthConsent.objects.create(
        body_id=strength.body_id,
        strength=strength,
        how=how,
        note=note,
        given_on=day,
        recorded_by=acting.person_id,
    )


def take_back(acting: Acting, strength: Strength) -> None:
    """Record that it may not be used any more."""
    rows = StrengthConsent.objects.filter(strength=strength, taken_back_at=None)
    rows.update(taken_back_at=timezone.now(), taken_back_by=acting.person_id)


def offered_without(body_id: UUID) -> QuerySet[Any]:
    """Return what a body still offers though its person does not consent any more."""
    own = Strength.objects.filter(body=body_id)
    refused = own.exclude(id__in=usable(own).values("id"))
    rows = OfferedStrength.objects.filter(
        owner=body_id, own_id__in=refused.values("id"), closed=False, partnership__closed=False
    )
    return rows.select_related("partnership").order_by("offered_at", "id")
