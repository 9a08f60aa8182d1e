"""Opening a consultation, and changing its times or whether guests take part."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from pydantic import Field

from xieqiao.acts import choosing
from xieqiao.acts.kinds import Kind, Move, PayloadError, Scene
from xieqiao.acts.payloads import ActPayload, Line, Text
from xieqiao.acts.references import check_subject
from xieqiao.acts.step import Step
from xieqiao.consultations import choices
from xieqiao.consultations.models import Closing, Consultation
from xieqiao.consultations.words import ConsultationMode

_LONGEST_DAYS = 366


class Times(ActPayload):
    """From when until when people take part, and whether guests do."""

    opens: datetime = Field(
        title=_("Opens at"),
        description=_("From then on people take part, put statements and vote."),
    )
    closes: datetime | None = Field(
        default=None,
        title=_("Closes at"),
        description=_(
            "A survey needs it. Without it, a consultation in the room closes when the moderators "
            "of two parties say so."
        ),
    )
    guests: bool = Field(
        default=False,
        title=_("Admit guests"),
        description=_("People without an account join by a link or QR code of either office."),
    )


class Opening(Times):
    """A new consultation: on what, how, and from when until when."""

    title: Line = Field(title=_("Title"), min_length=1)
    question: Text = Field(
        default=Text(""),
        title=_("Question"),
        description=_("What everybody is asked, as it stands above the statements."),
    )
    mode: ConsultationMode = Field(title=_("How it is held"), default=ConsultationMode.SURVEY)
    topic: UUID | None = Field(default=None, title=_("Topic"))
    activity: UUID | None = Field(
        default=None,
        title=_("Meeting"),
        description=_("A closed consultation is for those who are present at this meeting."),
    )
    follows: UUID | None = Field(
        default=None,
        title=_("Follows"),
        description=_(
            "An earlier consultation whose statements are put to the vote again, as soon as it is "
            "closed."
        ),
    )


class Change(Times):
    """The times and guests as they should be, and why."""

    consultation_title: Line = Field(
        default=Line(""), title=_("Consultation"), json_schema_extra={"fixed": True}
    )
    why: Text = Field(default=Text(""), title=_("Why it is changed"))


def _check_times(payload: Times, mode: ConsultationMode) -> None:
    for field, moment in (("opens", payload.opens), ("closes", payload.closes)):
        if moment is not None and moment.tzinfo is None:
            raise PayloadError(field, _("Say in which zone this time is meant."))
    if payload.closes is None:
        if mode == ConsultationMode.SURVEY:
            raise PayloadError("closes", _("Say until when the survey can be answered."))
    else:
        if payload.closes <= payload.opens:
            raise PayloadError("closes", _("It would close before it opens."))
        if (payload.closes - payload.opens).days > _LONGEST_DAYS:
            raise PayloadError("closes", _("It would be open longer than a year."))
        if payload.closes <= timezone.now():
            raise PayloadError("closes", _("This time is over. Choose a later one."))
    if payload.guests and mode == ConsultationMode.CLOSED:
        raise PayloadError(
            "guests", _("A closed consultation is for those present; it admits no guests.")
        )


def _check_followed(
    payload: Times, follows: UUID | None, field: str, this: UUID | None = None
) -> None:
    """Refuse that two put the same statements to the vote at a time; `this` is the one changed."""
    if follows is None:
        return
    others = Consultation.objects.filter(follows=follows, closing=None).exclude(id=this)
    others = others.exclude(closes_at__lte=payload.opens)
    if this is not None and payload.closes is not None:  # one may close before the next opens
        others = others.exclude(opens_at__gte=payload.closes)
    other = others.order_by("opens_at", "id").first()
    if other is not None:
        said = _("“%(title)s” puts these statements to the vote already. Let it close first.")
        raise PayloadError(field, said % {"title": other.title})


def _put_times(payload: Times, step: Step, **fields: Any) -> None:
    step.put(
        Consultation,
        opens_at=payload.opens,
        closes_at=payload.closes,
        guests=payload.guests,
        **fields,
    )


class OpenConsultation(Kind[Opening]):
    """Open a consultation; title, question and mode are fixed from then on."""

    name = "consultation.open"
    title = _("Open a consultation")
    go = _("Propose the consultation")
    subject = "consultation"
    creates = True
    payload = Opening

    def summary(self, payload: Opening) -> str:
        """Return the sentence by which desks and lists name the act."""
        return str(_now("Open the consultation “%s”") % payload.title)

    def effect(self, payload: Opening) -> str:
        """Return what will be so once the act is in force."""
        return str(
            _now(
                "From the opening time on, the people of all parties put statements and vote. "
                "Votes are anonymous to others; moderators of two parties hide or merge together."
            )
        )

    def initial(self, scene: Scene) -> dict[str, Any]:
        """Start with what the address named."""
        return {name: scene.named(name) for name in ("topic", "activity", "follows")}

    def choices(self, field: str, scene: Scene) -> list[tuple[str, str]] | None:
        """Offer modes, topics, meetings, and earlier consultations."""
        match field:
            case "mode":
                return choosing.listed(ConsultationMode)
            case "topic":
                return choices.topics(scene)
            case "activity":
                return choices.activities(scene)
            case "follows":
                return choices.consultations(scene)
        return None

    def check(self, payload: Opening, scene: Scene) -> None:
        """Refuse what belongs elsewhere, and times that cannot be."""
        check_subject(scene, "topic", payload.topic, "topic")
        check_subject(scene, "activity", payload.activity, "activity")
        check_subject(scene, "follows", payload.follows, "consultation")
        _check_times(payload, payload.mode)
        _check_followed(payload, payload.follows, "follows")
        if payload.mode == ConsultationMode.CLOSED and payload.activity is None:
            raise PayloadError("activity", _("Choose the meeting at which people are present."))

    def refers(self, payload: Opening) -> list[UUID]:
        """Return the topic, the meeting and the earlier consultation."""
        return [id_ for id_ in (payload.topic, payload.activity, payload.follows) if id_]

    def moves(self, payload: Opening, scene: Scene) -> list[Move]:
        """Return the consultation."""
        return [Move("consultation", label="consultation")]

    def apply(self, payload: Opening, step: Step) -> None:
        """Write the consultation."""
        _put_times(
            payload,
            step,
            title=str(payload.title),
            question=str(payload.question),
            mode=payload.mode.value,
            topic_id=payload.topic,
            activity_id=payload.activity,
            follows_id=payload.follows,
        )


class ChangeConsultation(Kind[Change]):
    """Change from when until when it is open, or whether guests take part."""

    name = "consultation.change"
    title = _("Change the consultation")
    go = _("Propose the change")
    subject = "consultation"
    payload = Change

    def summary(self, payload: Change) -> str:
        """Return the sentence by which desks and lists name the act."""
        if payload.consultation_title:
            words = _now("Change times or guests of the consultation “%s”")
            return str(words % payload.consultation_title)
        return str(_now("Change times or guests of a consultation"))

    def effect(self, payload: Change) -> str:
        """Return what will be so once the act is in force."""
        return str(_now("The new times hold; statements and votes stay as they are."))

    def allowed(self, scene: Scene) -> bool:
        """What is closed is frozen."""
        closed = Closing.objects.filter(consultation=scene.on).exists()
        return super().allowed(scene) and not closed

    def initial(self, scene: Scene) -> dict[str, Any]:
        """Start from the consultation as it is."""
        row = Consultation.objects.get(id=scene.on)
        return {
            "consultation_title": row.title,
            "opens": row.opens_at,
            "closes": row.closes_at,
            "guests": row.guests,
        }

    def check(self, payload: Change, scene: Scene) -> None:
        """Refuse times that cannot be, and the name of another consultation."""
        row = Consultation.objects.get(id=scene.on)
        if payload.consultation_title and str(payload.consultation_title) != row.title:
            raise PayloadError(
                "consultation_title",
                _("The consultation has another name. Open this form from its page again."),
            )
        _check_times(payload, ConsultationMode(row.mode))
        _check_followed(payload, row.follows_id, "closes", row.id)
        now = timezone.now()
        if row.opens_at <= now < payload.opens:
            raise PayloadError("opens", _("It is open already, so it cannot open later."))

    def apply(self, payload: Change, step: Step) -> None:
        """Write the times."""
        _put_times(payload, step)
