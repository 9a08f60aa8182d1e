"""What several acts of this room say in the same terms, and check in the same way."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from pydantic import Field

from xieqiao.acts.dates import PartialDate
from xieqiao.acts.kinds import PayloadError, Scene
from xieqiao.acts.payloads import ActPayload, FileRef, Line, Part, Text
from xieqiao.acts.references import check_party, check_past, check_subject
from xieqiao.acts.step import Step
from xieqiao.acts.zones import is_zone
from xieqiao.meetings.models import Activity, AgendaItem, Invited, Paper, Papers, Schedule
from xieqiao.meetings.moments import after, span_of
from xieqiao.meetings.words import ActivityKind, InvitedAs

ZONE = "Asia/Shanghai"
_EARLIEST, _LATEST = 1949, 2149
_LONGEST_DAYS = 366


class AgendaLine(Part):
    """A point of the agenda."""

    title: Line = Field(title=_("Point"), min_length=1)
    speaker: Line = Field(default=Line(""), title=_("Who speaks"))
    minutes: int | None = Field(default=None, ge=1, le=1440, title=_("Length in minutes"))


class Invitation(Part):
    """Somebody from outside who is invited."""

    name: Line = Field(title=_("Person or department"), min_length=1)
    quality: InvitedAs = Field(default=InvitedAs.EXPERT, title=_("Invited as"))
    note: Line = Field(default=Line(""), title=_("Why invited"))


class PaperText(Part):
    """A paper: its title and the file."""

    title: Line = Field(title=_("Title"), min_length=1)
    file: FileRef = Field(title=_("File"))


class OnActivity(ActPayload):
    """An act on one activity; its name goes along, so that everybody reads which one is meant."""

    activity_title: Line = Field(
        default=Line(""), title=_("Activity"), json_schema_extra={"fixed": True}
    )


class About(ActPayload):
    """What an activity is about, who hosts, and what is on the agenda."""

    kind: ActivityKind = Field(title=_("Kind"))
    title: Line = Field(title=_("Title"), min_length=1)
    purpose: Text = Field(default=Text(""), title=_("What it is for"))
    topic: UUID | None = Field(default=None, title=_("Topic"))
    mechanism: UUID | None = Field(
        default=None,
        title=_("Mechanism"),
        description=_("If it is one of the meetings that come round, such as the joint meeting."),
    )
    host: UUID | None = Field(default=None, title=_("Host"))


class TimeAndPlace(ActPayload):
    """When and where."""

    starts: datetime | None = Field(
        default=None,
        title=_("Begins at"),
        description=_("Date and time on the clocks of the zone below, such as 14:00."),
    )
    ends: datetime | None = Field(default=None, title=_("Ends at"))
    zone: str = Field(
        default=ZONE,
        min_length=1,
        title=_("Time zone"),
        description=_("The zone of the place where it is."),
    )
    expected: PartialDate | None = Field(
        default=None,
        title=_("About when"),
        description=_("Only while no day is fixed: 2026, 2026-12 or 2026-12-05."),
    )
    place: Line = Field(default=Line(""), title=_("Place"))
    link: Line = Field(
        default=Line(""),
        title=_("Link"),
        description=_("For joining from afar; the whole address, beginning with https://."),
    )


def check_title(payload: OnActivity, activity: Activity) -> None:
    """Refuse the name of another activity."""
    if payload.activity_title and str(payload.activity_title) != activity.title:
        raise PayloadError(
            "activity_title",
            _("The activity has another name now. Open this form from its page again."),
        )


def check_begun(activity: Activity) -> None:
    """Refuse to tell of what has not begun, or has no day yet."""
    if activity.schedule.open_ended:
        raise PayloadError("activity", _("Its day is not fixed yet. Say when it was first."))
    if activity.schedule.sort_at > timezone.now():
        raise PayloadError("activity", _("It has not begun yet. Enter this afterwards."))


def check_about(payload: Any, scene: Scene) -> None:
    """Refuse a topic, mechanism or host from elsewhere."""
    check_subject(scene, "topic", payload.topic, "topic")
    check_subject(scene, "mechanism", payload.mechanism, "mechanism")
    check_party(scene, "host", payload.host)


def about_refers(payload: Any) -> list[UUID]:
    """Return the topic and the mechanism, which must exist."""
    return [id_ for id_ in (payload.topic, payload.mechanism) if id_]


def check_time(payload: Any, *, past: PartialDate | None) -> None:
    """Refuse a time that is missing, said twice, or ends before it begins.

    `past` is the date that was reported for it, when it is entered later; a source may give none.
    """
    if not is_zone(payload.zone):
        raise PayloadError("zone", _("There is no time zone of this name."))
    for field, moment in (("starts", payload.starts), ("ends", payload.ends)):
        if moment is not None and moment.tzinfo is None:
            raise PayloadError(field, _("Say in which zone this time is meant."))
        if moment is not None and not _EARLIEST <= moment.year <= _LATEST:
            raise PayloadError(field, _("This year can hardly be meant."))
    if payload.starts and (payload.expected or past):
        raise PayloadError("starts", _("Give either the time, or a date as far as it is known."))
    if not (payload.starts or payload.expected or past or payload.source):
        raise PayloadError(
            "starts", _("Say when it begins; or, while no day is fixed, about when it will be.")
        )
    if payload.expected and past:
        raise PayloadError("expected", _("It lies behind us or before us, not both."))
    check_past("happened", past)
    _check_end(payload)


def _check_end(payload: Any) -> None:
    if payload.ends is None:
        return
    if payload.starts is None:
        raise PayloadError("starts", _("It has an end; say when it begins, too."))
    if payload.ends <= payload.starts:
        raise PayloadError("ends", _("It would end before it begins. Please look at both times."))
    if (payload.ends - payload.starts).days > _LONGEST_DAYS:
        raise PayloadError("ends", _("It would last longer than a year. Is the date right?"))


def check_still_expected(payload: Any, today: Any) -> None:
    """Refuse to expect what can no longer come."""
    if payload.expected and after(payload.expected) <= today:
        raise PayloadError("expected", _("This date is over. For the past, say when it happened."))


def check_link(link: str) -> None:
    """Refuse what is no address of a web page."""
    if not link:
        return
    words = _("Write the whole address, beginning with https:// or http://.")
    try:
        parts = urlsplit(link)
        host = parts.hostname
        parts.port  # noqa: B018 - raises ValueError for what is no port
    except ValueError:
        raise PayloadError("link", words) from None
    if parts.scheme not in {"http", "https"} or not host or any(c.isspace() for c in link):
        raise PayloadError("link", words)


def put_schedule(payload: Any, step: Step, *, past: PartialDate | None, **fields: Any) -> None:
    """Write when and where it is."""
    step.put(
        Schedule,
        starts_at=payload.starts,
        ends_at=payload.ends,
        zone=payload.zone,
        expected=payload.expected or "",
        happened=past or "",
        place=str(payload.place),
        link=str(payload.link),
        **span_of(
            starts=payload.starts,
            ends=payload.ends,
            zone=payload.zone,
            expected=payload.expected,
            happened=past,
            entered=step.at,
        ),
        **fields,
    )


def put_agenda(payload: Any, step: Step) -> None:
    """Write the agenda, and who is invited from outside."""
    within = {"activity_id": step.subject.id}
    step.replace(AgendaItem, within, [line.model_dump() for line in payload.agenda])
    guests = [{**i.model_dump(), "quality": i.quality.value} for i in payload.invited]
    step.replace(Invited, within, guests)


def put_papers(payload: Any, step: Step, **fields: Any) -> None:
    """Write the list of papers."""
    step.put(Papers, **fields)
    rows = [{**paper.file.model_dump(), "title": str(paper.title)} for paper in payload.papers]
    step.replace(Paper, {"papers_id": step.subject.id}, rows)
