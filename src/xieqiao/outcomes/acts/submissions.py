"""Reporting that the own side submitted something."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _
from pydantic import Field

from xieqiao.acts import choosing
from xieqiao.acts.access import Capability
from xieqiao.acts.dates import PartialDate
from xieqiao.acts.kinds import Kind, PayloadError, Scene
from xieqiao.acts.matter import Matter
from xieqiao.acts.payloads import ActPayload, FileRef, Line, Text
from xieqiao.acts.references import check_order, check_past, check_subject
from xieqiao.acts.step import Step
from xieqiao.bodies.sorting import sort_key
from xieqiao.outcomes import choices
from xieqiao.outcomes.acts.about import check_said, keep_files
from xieqiao.outcomes.models import Submission, SubmittedFile
from xieqiao.outcomes.words import Recipient


class Sent(ActPayload):
    """What was submitted, to whom, when."""

    outcome: UUID | None = Field(default=None, title=_("Outcome"))
    topic: UUID | None = Field(default=None, title=_("Topic"))
    title: Line = Field(
        default=Line(""),
        title=_("What was submitted"),
        description=_("The title of the outcome, or of what else was submitted."),
    )
    recipient_kind: Recipient = Field(title=_("Submitted to"))
    recipient: Line = Field(
        title=_("Name of the recipient"),
        description=_("As it is called: the Party committee, the government, the bureau."),
        min_length=1,
    )
    recipient_body: UUID | None = Field(
        default=None,
        title=_("Provincial or national body"),
        description=_("For an upward report to a body listed here."),
    )
    sent_on: PartialDate | None = Field(
        default=None,
        title=_("Submitted on"),
        description=_(
            "2019, 2019-12 or 2019-12-05. Empty only for what is entered later from a source that "
            "does not say it."
        ),
    )
    letter_number: Line = Field(default=Line(""), title=_("Number of the letter"), max_length=60)
    note: Text = Field(default=Text(""), title=_("Remark"))
    answer_due: date | None = Field(default=None, title=_("Answer expected by"))
    files: list[FileRef] = Field(default_factory=list, title=_("Files"))


class SendSubmission(Kind[Sent]):
    """Report that the own side submitted an outcome."""

    name = "submission.send"
    title = _("Report a submission")
    subject = "submission"
    creates = True
    matter = Matter.REPORTED
    release = Capability.REPORT
    go = _("Enter and report")
    payload = Sent

    def summary(self, payload: Sent) -> str:
        """Return the sentence by which desks and lists name the act."""
        if payload.title:
            words = {"title": payload.title, "recipient": payload.recipient}
            return str(_("“%(title)s” was submitted to %(recipient)s") % words)
        return str(
            _("An outcome was submitted to %(recipient)s") % {"recipient": payload.recipient}
        )

    def effect(self, payload: Sent) -> str:
        """Return what will be so once the act is in force."""
        return str(
            _("All parties read that our side submitted it, and when an answer is expected.")
        )

    def initial(self, scene: Scene) -> dict[str, Any]:
        """Return title and topic of the outcome that is submitted."""
        outcome = choices.outcome_in_hand(scene)
        return {"title": outcome.title, "topic": outcome.topic_id} if outcome else {}

    def choices(self, field: str, scene: Scene) -> list[tuple[str, str]] | None:
        """Return the outcomes, topics and bodies that may be named."""
        match field:
            case "outcome":
                return choices.outcomes(scene)
            case "topic":
                return choices.topics(scene)
            case "recipient_kind":
                return choosing.listed(Recipient)
            case "recipient_body":
                return choices.bodies_above(scene)
        return None

    def check(self, payload: Sent, scene: Scene) -> None:
        """Refuse a submission of nothing, a strange recipient, and dates that cannot be."""
        check_subject(scene, "outcome", payload.outcome, "outcome")
        check_subject(scene, "topic", payload.topic, "topic")
        if payload.outcome is None and not payload.title:
            raise PayloadError("outcome", _("Choose the outcome, or say what was submitted."))
        self._check_body(payload, scene)
        check_said("sent_on", payload.sent_on, payload)
        check_past("sent_on", payload.sent_on)
        due = payload.answer_due.isoformat() if payload.answer_due else None
        check_order("answer_due", payload.sent_on, due)

    def _check_body(self, payload: Sent, scene: Scene) -> None:
        if payload.recipient_body is None:
            return
        if payload.recipient_kind is not Recipient.UPWARD:
            words = _("Only an upward report names such a body. Choose “upward” above, or none.")
            raise PayloadError("recipient_body", words)
        above = {value for value, _label in choices.bodies_above(scene)}
        if str(payload.recipient_body) not in above:
            raise PayloadError("recipient_body", _("Choose a provincial or national body."))

    def refers(self, payload: Sent) -> list[UUID]:
        """Return the outcome and the topic."""
        return [i for i in (payload.outcome, payload.topic) if i]

    def apply(self, payload: Sent, step: Step) -> None:
        """Write the submission."""
        step.put(
            Submission,
            outcome_id=payload.outcome,
            topic_id=payload.topic,
            title=payload.title,
            recipient_kind=payload.recipient_kind.value,
            recipient=payload.recipient,
            sort_key=sort_key(payload.recipient),
            recipient_body_id=payload.recipient_body,
            sent_on=payload.sent_on or "",
            letter_number=payload.letter_number,
            note=payload.note,
            answer_due=payload.answer_due,
            entered_at=step.at,
        )
        keep_files(step, SubmittedFile.Stage.SENT, payload.files)
