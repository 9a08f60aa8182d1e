"""What happened in a partnership, told from its acts in force."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.db.models import F, QuerySet
from django.urls import reverse
from django.utils import timezone

from xieqiao.acts.access import Acting
from xieqiao.acts.contents import read_payload
from xieqiao.acts.kinds import all_kinds, kind_named
from xieqiao.acts.models import Act, ActState, Version
from xieqiao.acts.sight import acts_seen_by
from xieqiao.partnerships.models import Agreement, Partnership

LONGEST = 200
MOST_UNDER_WAY = 12


class Lane(StrEnum):
    """Which strand of the story something belongs to."""

    PARTIES = "parties"
    AGREEMENTS = "agreements"
    MECHANISMS = "mechanisms"
    TOPICS = "topics"
    ACTIVITIES = "activities"
    OUTCOMES = "outcomes"


_LANES = {
    "partnership": Lane.PARTIES,
    "agreement": Lane.AGREEMENTS,
    "mechanism": Lane.MECHANISMS,
    "section_exchange": Lane.MECHANISMS,
    "topic": Lane.TOPICS,
    "activity": Lane.ACTIVITIES,
    "dispatch": Lane.ACTIVITIES,
    "outcome": Lane.OUTCOMES,
}
_TOLD_TOO = {
    "partnership.join",
    "partnership.leave",
    "partnership.end",
    "agreement.amend",
    "agreement.renew",
    "agreement.end",
    "mechanism.end",
    "topic.close",
}
LAST = "9999"  # sorts what has no date after everything else
_DATES = ("happened", "signed", "on", "day", "begins", "starts")


@dataclass(frozen=True)
class Event:
    """Something that happened: when, as exactly as it is known, and in which words.

    `on` is empty for what a source reports without a date.
    """

    on: str
    words: str
    lane: Lane
    path: str
    demonstration: bool = False
    source: str = ""
    entered: datetime | None = None


@dataclass(frozen=True)
class Edition:
    """One version of a text in force: its number, when it came in, and by which act."""

    number: int
    at: datetime
    act_id: UUID
    payload: Any
    kind: str
    on: str


def _in_force(acts: QuerySet[Act]) -> QuerySet[Version]:
    rows = Version.objects.filter(act__in=acts.filter(state=ActState.SEALED))
    rows = rows.filter(number=F("act__version"))
    return rows.select_related("act__proposer", "structural", "erasable")


def payload_of(version: Version) -> Any:
    """Return the payload of a version whose contents are at hand."""
    return read_payload(kind_named(version.act.kind), version.structural, version.erasable)


def day_of(payload: Any, at: datetime | None) -> str:
    """Return when something happened: as the payload says, otherwise the day of the act."""
    for name in _DATES:
        value = getattr(payload, name, None)
        if isinstance(value, datetime):
            return timezone.localtime(value).date().isoformat()
        if isinstance(value, date):
            return value.isoformat()
        if value:
            return str(value)
    return timezone.localtime(at).date().isoformat() if at else ""


def _told() -> dict[str, Lane]:
    kinds = (k for k in all_kinds() if k.creates or k.name in _TOLD_TOO)
    return {k.name: _LANES[k.subject] for k in kinds if k.subject in _LANES}


def timeline_of(acting: Acting, partnership_id: UUID, until: datetime | None = None) -> list[Event]:
    """Return what happened, the first first; at most the newest two hundred."""
    lanes = _told()
    acts = acts_seen_by(acting).filter(space=partnership_id, kind__in=lanes)
    if until is not None:
        acts = acts.filter(ended_at__lte=until)
    rows = _in_force(acts).order_by("-act__ended_at")[:LONGEST]
    return sorted((_event(acting, row, lanes) for row in rows), key=lambda e: e.on or LAST)


def _event(acting: Acting, version: Version, lanes: dict[str, Lane]) -> Event:
    act, payload = version.act, payload_of(version)
    return Event(
        on=day_of(payload, None if payload.source else act.ended_at),
        words=kind_named(act.kind).summary(payload),
        lane=lanes[act.kind],
        path=reverse("acts:act", args=[acting.slug, act.id]),
        demonstration=act.demonstration,
        source=str(payload.source),
        entered=act.ended_at,
    )


def history_of(
    acting: Acting, partnership_id: UUID, until: datetime | None = None
) -> QuerySet[Version]:
    """Return the versions of all acts in force there, the newest first, for a paged list."""
    acts = acts_seen_by(acting).filter(space=partnership_id)
    return versions_of(acts if until is None else acts.filter(ended_at__lte=until))


def versions_of(acts: QuerySet[Act]) -> QuerySet[Version]:
    """Return the versions in force of these acts, the newest first."""
    return _in_force(acts).order_by("-act__ended_at", "act_id")


def sentence_of(version: Version) -> str:
    """Return the sentence by which lists name the act."""
    return kind_named(version.act.kind).summary(payload_of(version))


def under_way(acting: Acting, partnership_id: UUID) -> list[tuple[Act, str]]:
    """Return the open acts of a partnership and the sentence of each, the oldest twelve."""
    acts = acts_seen_by(acting).filter(space=partnership_id, state=ActState.OPEN)
    rows = Version.objects.filter(act__in=acts, number=F("act__version"))
    rows = rows.select_related("act__proposer", "structural", "erasable")
    return [
        (row.act, sentence_of(row)) for row in rows.order_by("act__proposed_at")[:MOST_UNDER_WAY]
    ]


def editions_of(acting: Acting, agreement: Agreement) -> list[Edition]:
    """Return the texts that an agreement has had, the first first.

    A renewal is an edition with the old text and the new end.
    """
    kinds = ("agreement.adopt", "agreement.amend", "agreement.renew")
    acts = acts_seen_by(acting).filter(subject_id=agreement.id, kind__in=kinds)
    found: list[Edition] = []
    for row in _in_force(acts).order_by("act__ended_at"):
        payload, at = payload_of(row), row.act.ended_at or row.at
        on = str(payload.happened or timezone.localtime(at).date().isoformat())
        if row.act.kind == "agreement.renew" and found:
            signed = payload.signed or found[-1].payload.signed
            change = {"valid_to": payload.valid_to, "signed": signed}
            payload = found[-1].payload.model_copy(update=change)
        found.append(Edition(len(found) + 1, at, row.act_id, payload, row.act.kind, on))
    return found


def as_left(rows: Sequence[Partnership]) -> None:
    """Put the words of their time into the partnerships that the asking body has left."""
    left = {row.id: row for row in rows if getattr(row, "left_by_us", None) is not None}
    if not left:
        return
    kinds = ("partnership.found", "partnership.revise")
    acts = Act.objects.filter(subject_id__in=left, kind__in=kinds)
    for version in _in_force(acts).order_by("act__ended_at"):
        row = left[version.act.subject_id]
        if version.act.ended_at and version.act.ended_at <= row.left_by_us:  # type: ignore[attr-defined]
            _restore(row, payload_of(version))
    for row in left.values():
        row.closed = row.closed and _ended_before(row)
        row.ending_note = row.ending_note if row.closed else ""


def _restore(row: Partnership, payload: Any) -> None:
    row.title, row.kind = str(payload.title), payload.kind.value
    row.kind_name, row.setting = str(payload.kind_name), str(payload.setting)
    row.carrier_id = payload.carrier


def _ended_before(row: Partnership) -> bool:
    left = getattr(row, "left_by_us", None)
    return bool(left and row.ended_at and row.ended_at <= left)
