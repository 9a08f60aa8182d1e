"""Passing the minutes of an activity, and correcting them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from pydantic import Field

from xieqiao.acts import choosing
from xieqiao.acts.kinds import Kind, Move, PayloadError, Scene
from xieqiao.acts.payloads import ActPayload, Line, Part, Text
from xieqiao.acts.references import check_party, check_subject
from xieqiao.acts.step import Step
from xieqiao.meetings import choices, composing
from xieqiao.meetings.acts.counts import Counted, check_counts, kept
from xieqiao.meetings.acts.terms import check_begun
from xieqiao.meetings.live import live_digest
from xieqiao.meetings.models import (
    Activity,
    ActivityComment,
    Minutes,
    MinutesPoint,
)
from xieqiao.meetings.words import PointKind

MOST_POINTS, MOST_CONSULTATIONS = 100, 20
# A point of these kinds says who holds it.
_SOMEBODYS = {PointKind.VIEW, PointKind.DIFFERENCE, PointKind.DISSENT}


class Point(Part):
    """A point of the minutes, and who holds it."""

    kind: PointKind = Field(default=PointKind.CONSENSUS, title=_("What it is"))
    text: Text = Field(title=_("Text"), min_length=1)
    held_by: list[UUID] = Field(
        default_factory=list,
        title=_("Held by these parties"),
        description=_("A consensus or decision is held by all; nobody need be ticked then."),
    )
    who: Line = Field(
        default=Line(""),
        title=_("Held by others"),
        description=_("In words: experts of both sides."),
    )


class MinutesWords(ActPayload):
    """The wording of minutes."""

    title: Line = Field(title=_("Title"), min_length=1)
    number: Line = Field(
        default=Line(""),
        title=_("Number of the document"),
        description=_("As your office counts them, such as 2025-17."),
        max_length=40,
    )
    text: Text = Field(default=Text(""), title=_("Course of the meeting"))
    points: list[Point] = Field(
        default_factory=list,
        title=_("Points"),
        description=_("What all hold, what stays disputed, what was decided, who sees it how."),
        max_length=MOST_POINTS,
    )


class MinutesText(MinutesWords):
    """New minutes, with the digest of the comments that are frozen with them."""

    activity: UUID = Field(title=_("Activity"), json_schema_extra={"fixed": True})
    digest: str = Field(
        title=_("Comments that are frozen with the minutes"),
        pattern=r"^[0-9a-f]{64}$",
        description=_("From the proposal on nobody adds to them, unless it comes to nothing."),
    )
    consultations: list[Counted] = Field(
        default_factory=list,
        title=_("Consultations that were counted"),
        description=_(
            "Their figures stand in the registers, so that a later count can be checked."
        ),
        max_length=MOST_CONSULTATIONS,
    )


class MinutesCorrection(MinutesWords):
    """Minutes as they should read now, and why."""

    why: Text = Field(title=_("What is corrected, and why"), min_length=1)


def _check(payload: MinutesWords, scene: Scene) -> None:
    if not payload.text and not payload.points:
        raise PayloadError("text", _("Write how it went, or at least one point."))
    for place, point in enumerate(payload.points):
        for body in point.held_by:
            check_party(scene, f"points.{place}.held_by", body)
        alone = point.kind in _SOMEBODYS
        if alone and not point.held_by and not point.who:
            raise PayloadError(
                f"points.{place}.held_by", _("Say who holds this view, or between whom it is.")
            )


def _put(payload: MinutesWords, step: Step, **fields: Any) -> None:
    step.put(
        Minutes,
        title=str(payload.title),
        number=str(payload.number),
        text=str(payload.text),
        **fields,
    )
    rows = [
        {
            "kind": point.kind.value,
            "text": str(point.text),
            "held_by": [str(body) for body in point.held_by],
            "who": str(point.who),
        }
        for point in payload.points
    ]
    step.replace(MinutesPoint, {"minutes_id": step.subject.id}, rows)


def _choices(field: str, scene: Scene) -> list[tuple[str, str]] | None:
    match field:
        case "points.kind":
            return choosing.listed(PointKind)
        case "points.held_by":
            return choosing.parties(scene)
        case "activity":
            return choices.activities(scene)
        case "digest":
            return _digests(scene)
    return None


def _digests(scene: Scene) -> list[tuple[str, str]] | None:
    activity = choices.activity_in_hand(scene)
    if activity is None:
        return None
    digest = live_digest(activity.id)
    count = ActivityComment.objects.filter(activity=activity).count()
    if not count:
        return [(digest, _now("There are none."))]
    words = ngettext(
        "The %(count)d comment there is now (digest %(digest)s)",
        "The %(count)d comments there are now (digest %(digest)s)",
        count,
    )
    return [(digest, words % {"count": count, "digest": digest[:12]})]


class PassMinutes(Kind[MinutesText]):
    """Pass the minutes; what the activity is about is settled then."""

    name = "minutes.pass"
    title = _("Pass the minutes")
    go = _("Propose these minutes")
    subject = "minutes"
    creates = True
    payload = MinutesText

    def summary(self, payload: MinutesText) -> str:
        """Return the sentence by which desks and lists name the act."""
        return str(_now("Pass the minutes “%s”") % payload.title)

    def effect(self, payload: MinutesText) -> str:
        """Return what will be so once the act is in force."""
        return str(
            _now(
                "They are the minutes of all parties. The comments on the activity are frozen, "
                "and their digest stands in the registers."
            )
        )

    def choices(self, field: str, scene: Scene) -> list[tuple[str, str]] | None:
        """Offer activities, parties, and the comments as they are now."""
        return _choices(field, scene)

    def initial(self, scene: Scene) -> dict[str, Any]:
        """Start with the activity's title, or with all that the meeting says for its minutes."""
        activity = choices.activity_in_hand(scene)
        if activity is None:
            return {}
        title = _now("Minutes of “%s”") % activity.title
        start = {"title": title[:200], "digest": live_digest(activity.id)}
        if "compose" in scene.extra:
            start |= composing.composed(scene, activity)
        return start

    def check(self, payload: MinutesText, scene: Scene) -> None:
        """Refuse minutes of what was called off or has not been, and second minutes."""
        check_subject(scene, "activity", payload.activity, "activity")
        row = Activity.objects.select_related("schedule").get(id=payload.activity)
        if row.cancelled:
            raise PayloadError("activity", _("This activity was called off."))
        if Minutes.objects.filter(activity=row).exists():
            raise PayloadError("activity", _("It has minutes already; those can be corrected."))
        check_begun(row)
        if payload.digest != live_digest(row.id):
            raise PayloadError(
                "digest",
                _(
                    "Comments were added meanwhile. Read them on the activity's page, then choose "
                    "them here as they are now."
                ),
            )
        check_counts(payload.consultations, scene)
        _check(payload, scene)

    def refers(self, payload: MinutesText) -> list[UUID]:
        """Return the consultations whose figures stand in the minutes."""
        return [row.consultation for row in payload.consultations]

    def moves(self, payload: MinutesText, scene: Scene) -> list[Move]:
        """Return the minutes, and the activity, which closes: so there is never a second set."""
        return [
            Move("minutes", label="minutes"),
            Move("activity", payload.activity, closes=True),
        ]

    def apply(self, payload: MinutesText, step: Step) -> None:
        """Write the minutes; the activity's words stay as they are."""
        if step.subject.type == "activity":
            step.carry(Activity)
            return
        _put(
            payload,
            step,
            activity_id=payload.activity,
            digest=payload.digest,
            consultations=kept(payload.consultations),
            passed_at=step.at,
            passed_by_act=step.act_id,
        )


class CorrectMinutes(Kind[MinutesCorrection]):
    """Correct minutes; the comments stay frozen as they were."""

    name = "minutes.correct"
    title = _("Correct the minutes")
    go = _("Propose the correction")
    subject = "minutes"
    payload = MinutesCorrection

    def summary(self, payload: MinutesCorrection) -> str:
        """Return the sentence by which desks and lists name the act."""
        return str(_now("Correct the minutes “%s”") % payload.title)

    def effect(self, payload: MinutesCorrection) -> str:
        """Return what will be so once the act is in force."""
        return str(_now("The corrected text holds; the earlier one stays readable in its act."))

    def choices(self, field: str, scene: Scene) -> list[tuple[str, str]] | None:
        """Offer the parties."""
        return _choices(field, scene)

    def initial(self, scene: Scene) -> dict[str, Any]:
        """Start from the minutes as they are."""
        row = Minutes.objects.get(id=scene.on)
        return {
            "title": row.title,
            "number": row.number,
            "text": row.text,
            "points": list(row.points.values("kind", "text", "held_by", "who")),
        }

    def check(self, payload: MinutesCorrection, scene: Scene) -> None:
        """Refuse minutes that say nothing."""
        _check(payload, scene)

    def apply(self, payload: MinutesCorrection, step: Step) -> None:
        """Write the corrected text."""
        _put(payload, step, correction=str(payload.why))
