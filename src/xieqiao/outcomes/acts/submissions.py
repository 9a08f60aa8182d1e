"""What a party reports about submitting: sent, received, answered, instructed."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _
from pydantic import Field

from xieqiao.acts.access import Capability
from xieqiao.acts.dates import PartialDate
from xieqiao.acts.kinds import Kind, PayloadError, Scene
from xieqiao.acts.matter import Matter
from xieqiao.acts.payloads import ActPayload, FileRef, Line, PersonShown, Text
from xieqiao.acts.references import check_order, check_past, check_subject
from xieqiao.acts.step import Step
from xieqiao.outcomes import choices
from xieqiao.outcomes.models import Instruction, Submission, SubmittedFile
from xieqiao.outcomes.words import Adoption, Recipient


class Sent(ActPayload):
    """What was submitted, to whom, when."""

    outcome: UUID | None = Field(default=None, title=_("Outcome"))
    topic: UUID | None = Field(default=None, title=_("Topic"))
    title: Line = Field(
        default=Line(""),
        title=_("What was submitted"),
        description=_("Only when it is not a joint outcome."),
    )
    recipient_kind: Recipient = Field(title=_("Submitted to"))
    recipient: Line = Field(
        title=_("Name of the recipient"),
        description=_("As it is called: the Party committee, the government, the bureau."),
        min_length=1,
    )
    recipient_unit: UUID | None = Field(
        default=None,
        title=_("Unit in our directory"),
        description=_("Its handlers then see what is addressed to it."),
    )
    recipient_body: UUID | None = Field(
        default=None,
        title=_("Provincial or national body"),
        description=_("For an upward report to a body listed here."),
    )
    sent_on: PartialDate = Field(
        title=_("Submitted on"), description=_("2019, 2019-12 or 2019-12-05.")
    )
    letter_number: Line = Field(default=Line(""), title=_("Number of the letter"), max_length=60)
    note: Text = Field(default=Text(""), title=_("Remark"))
    answer_due: date | None = Field(default=None, title=_("Answer expected by"))
    files: list[FileRef] = Field(default_factory=list, title=_("Files"))


class Received(ActPayload):
    """That the recipient has it."""

    received_on: PartialDate = Field(title=_("Received on"))
    received_by: Line = Field(default=Line(""), title=_("Received by"))
    files: list[FileRef] = Field(default_factory=list, title=_("Files"))


class Answered(ActPayload):
    """How the recipient answered, in its own words."""

    adoption: Adoption = Field(title=_("What became of it"))
    answered_on: PartialDate = Field(title=_("Answered on"))
    answered_by: Line = Field(default=Line(""), title=_("Answered by"))
    wording: Text = Field(default=Text(""), title=_("Wording of the answer"))
    reason: Text = Field(
        default=Text(""),
        title=_("Reason given"),
        description=_("Needed when it was adopted partly or not."),
    )
    files: list[FileRef] = Field(default_factory=list, title=_("Files"))


class Instructed(ActPayload):
    """What a leader wrote on it."""

    leader: PersonShown = Field(title=_("Leader"))
    wording: Text = Field(title=_("Wording"), min_length=1)
    given_on: PartialDate = Field(title=_("Written on"))


class OwnReport(Kind[Any]):
    """What only the submitting party can say."""

    subject = "submission"
    matter = Matter.REPORTED
    release = Capability.REPORT
    go = _("Report it")

    def present(self, scene: Scene) -> Submission:
        """Return the submission that the act is about."""
        row: Submission = Submission.objects.get(id=scene.on)
        return row

    def allowed(self, scene: Scene) -> bool:
        """Only the party that submitted reports what came back."""
        if scene.subject is None:
            return True
        return super().allowed(scene) and self.present(scene).owner_id == scene.acting.body_id


def _keep_files(step: Step, stage: SubmittedFile.Stage, files: list[FileRef]) -> None:
    within = {"submission_id": step.subject.id, "stage": stage.value}
    SubmittedFile.objects.filter(**within).delete()
    SubmittedFile.objects.bulk_create(
        SubmittedFile(
            id=step.child_id(f"{stage.value}/{n}"), position=n, **within, **file.model_dump()
        )
        for n, file in enumerate(files)
    )


class SendSubmission(OwnReport):
    """Report that the own side submitted an outcome."""

    name = "submission.send"
    title = _("Report a submission")
    creates = True
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

    def choices(self, field: str, scene: Scene) -> list[tuple[str, str]] | None:
        """Return the outcomes, topics, units and bodies that may be named."""
        match field:
            case "outcome":
                return choices.outcomes(scene)
            case "topic":
                return choices.topics(scene)
            case "recipient_kind":
                return choices.listed(Recipient)
            case "recipient_unit":
                return choices.units(scene)
            case "recipient_body":
                return choices.bodies_above(scene)
        return None

    def check(self, payload: Sent, scene: Scene) -> None:
        """Refuse a submission of nothing, a strange recipient, and dates that cannot be."""
        check_subject(scene, "outcome", payload.outcome, "outcome")
        check_subject(scene, "topic", payload.topic, "topic")
        if payload.outcome is None and not payload.title:
            raise PayloadError("outcome", _("Choose the outcome, or say what was submitted."))
        units = {value for value, _label in choices.units(scene)}
        if payload.recipient_unit and str(payload.recipient_unit) not in units:
            raise PayloadError("recipient_unit", _("Choose a unit of your own directory."))
        above = {value for value, _label in choices.bodies_above(scene)}
        if payload.recipient_body and str(payload.recipient_body) not in above:
            raise PayloadError("recipient_body", _("Choose a body that does not take part here."))
        check_past("sent_on", payload.sent_on)
        check_order(
            "answer_due",
            payload.sent_on,
            payload.answer_due.isoformat() if payload.answer_due else None,
        )

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
            recipient_body_id=payload.recipient_body,
            recipient_unit=payload.recipient_unit,
            sent_on=payload.sent_on,
            letter_number=payload.letter_number,
            note=payload.note,
            answer_due=payload.answer_due,
        )
        _keep_files(step, SubmittedFile.Stage.SENT, payload.files)


class ConfirmReceipt(OwnReport):
    """Report that the recipient has received it."""

    name = "submission.receipt"
    title = _("Report the receipt")
    payload = Received

    def summary(self, payload: Received) -> str:
        """Return the sentence by which desks and lists name the act."""
        return str(_("The submission was received"))

    def check(self, payload: Received, scene: Scene) -> None:
        """Refuse a receipt before the submission."""
        check_past("received_on", payload.received_on)
        check_order("received_on", self.present(scene).sent_on, payload.received_on)

    def apply(self, payload: Received, step: Step) -> None:
        """Write date and receiver."""
        step.put(Submission, received_on=payload.received_on, received_by=payload.received_by)
        _keep_files(step, SubmittedFile.Stage.RECEIPT, payload.files)


class RecordAnswer(OwnReport):
    """Report the recipient's answer."""

    name = "submission.answer"
    title = _("Register the answer")
    payload = Answered

    def summary(self, payload: Answered) -> str:
        """Return the sentence by which desks and lists name the act."""
        words = {"adoption": payload.adoption.label}
        return str(_("The submission was answered: %(adoption)s") % words)

    def effect(self, payload: Answered) -> str:
        """Return what will be so once the act is in force."""
        return str(_("All parties read the answer. An earlier one stays readable in the history."))

    def choices(self, field: str, scene: Scene) -> list[tuple[str, str]] | None:
        """Return what can become of a submission."""
        return choices.listed(Adoption) if field == "adoption" else None

    def initial(self, scene: Scene) -> dict[str, Any]:
        """Return the recipient as the one who answers."""
        return {"answered_by": self.present(scene).recipient}

    def check(self, payload: Answered, scene: Scene) -> None:
        """Refuse an answer before the submission, and a refusal without its reason."""
        check_past("answered_on", payload.answered_on)
        check_order("answered_on", self.present(scene).sent_on, payload.answered_on)
        if payload.adoption in (Adoption.PARTLY, Adoption.NOT) and not payload.reason:
            raise PayloadError("reason", _("Say which reason was given."))

    def apply(self, payload: Answered, step: Step) -> None:
        """Write the answer."""
        step.put(
            Submission,
            adoption=payload.adoption.value,
            answered_on=payload.answered_on,
            answered_by=payload.answered_by,
            wording=payload.wording,
            reason=payload.reason,
        )
        _keep_files(step, SubmittedFile.Stage.ANSWER, payload.files)


class RecordInstruction(OwnReport):
    """Report what a leader wrote on the submission."""

    name = "submission.instruct"
    title = _("Register a leader's instruction")
    payload = Instructed

    def summary(self, payload: Instructed) -> str:
        """Return the sentence by which desks and lists name the act."""
        words = {"leader": payload.leader.shown_as}
        return str(_("%(leader)s wrote an instruction on the submission") % words)

    def check(self, payload: Instructed, scene: Scene) -> None:
        """Refuse an instruction before the submission."""
        check_past("given_on", payload.given_on)
        check_order("given_on", self.present(scene).sent_on, payload.given_on)

    def apply(self, payload: Instructed, step: Step) -> None:
        """Add the instruction."""
        step.put(Submission)
        step.add(
            Instruction,
            submission_id=step.subject.id,
            leader=payload.leader.shown_as,
            office=payload.leader.office,
            person_id=payload.leader.person_id,
            wording=payload.wording,
            given_on=payload.given_on,
        )
