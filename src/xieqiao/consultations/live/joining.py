"""Taking part: once a person, under a number."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import transaction
from django.db.models import Count, Max
from django.utils import timezone

from xieqiao.acts.access import Acting, Capability
from xieqiao.acts.errors import NotAllowed
from xieqiao.acts.matter import writes_live
from xieqiao.acts.sight import is_party
from xieqiao.consultations.live.errors import Full, LinkEnded, NotPresent
from xieqiao.consultations.live.gates import demand_open, hold_alone
from xieqiao.consultations.models import Consultation, GuestLink, Participant
from xieqiao.consultations.telling import tell
from xieqiao.consultations.words import ConsultationMode, TakesPartAs
from xieqiao.meetings.models import Attendee, Delegate

KEY_BYTES = 32
_QUALITIES = {"expert": TakesPartAs.EXPERT, "unit_staff": TakesPartAs.DEPARTMENT}


def hash_of(key: str) -> str:
    """Return what is kept of a guest's secret."""
    return hashlib.sha256(key.encode()).hexdigest()


def participant_of(consultation_id: UUID, account_id: UUID | None) -> Participant | None:
    """Return as whom an account takes part."""
    if account_id is None:
        return None
    rows = Participant.objects.filter(consultation=consultation_id, account=account_id)
    found: Participant | None = rows.first()
    return found


def guest_of(consultation_id: UUID, key: str) -> Participant | None:
    """Return as whom the holder of a secret takes part."""
    if not key or len(key) > 100:
        return None
    rows = Participant.objects.filter(consultation=consultation_id, key_hash=hash_of(key))
    found: Participant | None = rows.first()
    return found


@writes_live
def join(acting: Acting, consultation: Consultation) -> Participant:
    """Return as whom an account takes part; the first time, it gets the next number.

    Raises ActError when it is not open, the body is no party, or somebody is not present at a
    closed consultation.
    """
    if acting.account_id is None or not _may_take_part(acting, consultation):
        raise NotAllowed
    with transaction.atomic():
        hold_alone(consultation.id)
        demand_open(consultation.id)
        known = participant_of(consultation.id, acting.account_id)
        if known is not None:
            return known
        if not is_present(acting, consultation):
            raise NotPresent
        return _enter(
            consultation,
            body_id=acting.body_id,
            person_id=acting.person_id,
            account_id=acting.account_id,
            as_kind=_quality(acting),
            demonstration=acting.demonstration,
        )


@writes_live
def join_as_guest(link: GuestLink, key: str = "") -> tuple[Participant, str]:
    """Return as whom somebody without an account takes part, and the secret that says so again.

    `key` is the secret of an earlier visit. Raises ActError when the link does not work any more,
    or as many as it is for have come.
    """
    consultation = link.consultation
    with transaction.atomic():
        hold_alone(consultation.id)
        demand_open(consultation.id)
        known = guest_of(consultation.id, key)
        if known is not None:
            return known, key
        link = GuestLink.objects.select_related("consultation").get(id=link.id)
        if not link.works or not admits_guests(link.consultation):
            raise LinkEnded
        if link.joined.count() >= link.most:
            raise Full
        secret = secrets.token_urlsafe(KEY_BYTES)
        counted = link.as_kind != TakesPartAs.GUEST
        made = _enter(
            consultation,
            body_id=link.body_id if counted else None,
            key_hash=hash_of(secret),
            link_id=link.id,
            as_kind=link.as_kind,
            demonstration=link.demonstration,
        )
        return made, secret


def admits_guests(consultation: Consultation) -> bool:
    """Say whether people without an account may take part."""
    return consultation.guests and consultation.mode != ConsultationMode.CLOSED


def is_present(acting: Acting, consultation: Consultation) -> bool:
    """Say whether a consultation is for this person, as far as one has to be present."""
    if consultation.mode != ConsultationMode.CLOSED:
        return True
    activity = consultation.activity_id
    return activity is not None and activity in present_at(acting, [activity])


def present_at(acting: Acting, activities: Collection[UUID]) -> set[UUID]:
    """Return at which of these activities somebody is present.

    Those whom the own side entered as having attended; before it did, its delegation.
    """
    if acting.person_id is None or not activities:
        return set()
    here = {"activity__in": list(activities), "owner": acting.body_id}
    there = Attendee.objects.filter(**{f"attendance__{k}": v for k, v in here.items()})
    there_by = dict(there.values_list("attendance__activity").annotate(n=Count("id")))
    came = there.filter(person_id=acting.person_id).values_list("attendance__activity", flat=True)
    sent = Delegate.objects.filter(
        person_id=acting.person_id, **{f"delegation__{k}": v for k, v in here.items()}
    )
    goes = set(sent.values_list("delegation__activity", flat=True))
    return set(came) | (goes - there_by.keys())


def _may_take_part(acting: Acting, consultation: Consultation) -> bool:
    return acting.can(Capability.COMMENT) and is_party(acting, consultation.partnership_id)


def _quality(acting: Acting) -> str:
    """Return in which quality somebody takes part: as the body's directory has the person."""
    people = apps.get_model("bodies.Person")._default_manager.all()
    person = people.filter(pk__in=[acting.person_id]).first()
    outside = getattr(person, "outside", "")
    return _QUALITIES.get(outside, TakesPartAs.MEMBER).value


def _enter(consultation: Consultation, **fields: Any) -> Participant:
    rows = Participant.objects.filter(consultation=consultation.id)
    last = rows.aggregate(last=Max("number"))["last"] or 0
    made: Participant = Participant.objects.create(
        consultation=consultation, number=last + 1, joined_at=timezone.now(), **fields
    )
    tell(consultation.id, "participants", count=last + 1)
    return made
