"""Reporting what came back to a submission: receipt, answer, a leader's instruction."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from pydantic import Field

from xieqiao.acts import choosing
from xieqiao.acts.access import Capability
from xieqiao.acts.dates import PartialDate
from xieqiao.acts.kinds import Kind, PayloadError, Scene
from xieqiao.acts.matter import Matter
from xieqiao.acts.payloads import ActPayload, FileRef, Line, PersonShown, Text
from xieqiao.acts.references import check_order, check_past
from xieqiao.acts.step import Step
from xieqiao.outcomes.acts.about import about, check_said, keep_files
from xieqiao.outcomes.models import AddressedSubmission, Instruction, Submission, SubmittedFile
from xieqiao.outcomes.words import Adoption

WITH_REASON = {Adoption.PARTLY, Adoption.NOT}


class Received(ActPayload):
    """That the recipient has it."""

    about: Line = about(_("Submission"))
    received_on: PartialDate = Field(title=_("Received on"))
    received_by: Line = Field(default=Line(""), title=_("Received by"))
    files: list[FileRef] = Field(
        default_factory=list,
        title=_("Files"),
        description=_("What shows the receipt: the signed slip, a letter, a picture of it."),
    )


class Answered(ActPayload):
    """How the recipient answered, in its own words."""

    about: Line = about(_("Submission"))
    adoption: Adoption = Field(title=_("What became of it"))
    answered_on: PartialDate | None = Field(
        default=None,
        title=_("Answered on"),
        description=_("Empty only for what is entered later from a source that does not say it."),
    )
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

    about: Line = about(_("Submission"))
    leader: PersonShown = Field(title=_("Leader who wrote it"))
    wording: Text = Field(title=_("Wording"), min_length=1)
    given_on: PartialDate = Field(title=_("Written on"))


class OwnReport(Kind[Any]):
    """What only the submitting party can say; a unit that has the submission may prepare it."""

    subject = "submission"
    matter = Matter.REPORTED
    prepare = Capability.ANSWER_FOR_UNIT
    release = Capability.REPORT
    go = _("Enter and report")

    def present(self, scene: Scene) -> Submission:
        """Return the submission that the act is about."""
        row: Submission = Submission.objects.select_related("recipient_body").get(id=scene.on)
        return row

    def initial(self, scene: Scene) -> dict[str, Any]:
        """Return which submission it is about."""
        return {"about": self.present(scene).heading}

    def allowed(self, scene: Scene) -> bool:
        """Only the party that submitted reports what came back."""
        mine = self.present(scene).owner_id == scene.acting.body_id
        return super().allowed(scene) and mine and self._reaches(scene)

    def _reaches(self, scene: Scene) -> bool:
        """Say whether it is the person's to report on: a unit only what was passed to it."""
        told = AddressedSubmission.objects.filter(
            body=scene.acting.body_id, submission=scene.on, unit=scene.acting.unit_id
        )
        return scene.acting.can(self.release) or told.exists()


class ConfirmReceipt(OwnReport):
    """Report that the recipient has received it."""

    name = "submission.receipt"
    title = _("Report the receipt")
    payload = Received

    def summary(self, payload: Received) -> str:
        """Return the sentence by which desks and lists name the act."""
        if payload.about:
            return str(_("“%(title)s” was received") % {"title": payload.about})
        return str(_("The submission was received"))

    def check(self, payload: Received, scene: Scene) -> None:
        """Refuse a receipt before the submission or after the answer, or without what shows it."""
        sent = self.present(scene)
        check_past("received_on", payload.received_on)
        check_order("received_on", sent.sent_on, payload.received_on)
        if _certainly_before(sent.answered_on, payload.received_on):
            raise PayloadError("received_on", _("It was answered before this day."))
        above = sent.recipient_body
        outside = above is not None and not above.participates
        if outside and not payload.files and not payload.happened:
            words = _("%(body)s does not take part here. Add a file that shows its receipt.")
            raise PayloadError("files", words % {"body": above})

    def apply(self, payload: Received, step: Step) -> None:
        """Write date and receiver."""
        step.put(Submission, received_on=payload.received_on, received_by=payload.received_by)
        keep_files(step, SubmittedFile.Stage.RECEIPT, payload.files)


class RecordAnswer(OwnReport):
    """Report the recipient's answer."""

    name = "submission.answer"
    title = _("Register the answer")
    payload = Answered

    def summary(self, payload: Answered) -> str:
        """Return the sentence by which desks and lists name the act."""
        words = {"title": payload.about, "adoption": payload.adoption.label}
        if payload.about:
            return str(_("Answer to “%(title)s”: %(adoption)s") % words)
        return str(_("The submission was answered: %(adoption)s") % words)

    def effect(self, payload: Answered) -> str:
        """Return what will be so once the act is in force."""
        return str(_("All parties read the answer. An earlier one stays readable in the history."))

    def choices(self, field: str, scene: Scene) -> list[tuple[str, str]] | None:
        """Return what can become of a submission."""
        return choosing.listed(Adoption) if field == "adoption" else None

    def initial(self, scene: Scene) -> dict[str, Any]:
        """Return the recipient as the one who answers."""
        return {**super().initial(scene), "answered_by": self.present(scene).recipient}

    def check(self, payload: Answered, scene: Scene) -> None:
        """Refuse an answer before submission or receipt, and a refusal without its reason."""
        sent = self.present(scene)
        check_said("answered_on", payload.answered_on, payload)
        check_past("answered_on", payload.answered_on)
        check_order("answered_on", sent.sent_on, payload.answered_on)
        check_order("answered_on", sent.received_on, payload.answered_on)
        if payload.adoption in WITH_REASON and not payload.reason:
            raise PayloadError("reason", _("Say which reason was given."))

    def apply(self, payload: Answered, step: Step) -> None:
        """Write the answer."""
        step.put(
            Submission,
            adoption=payload.adoption.value,
            answered_on=payload.answered_on or "",
            answered_by=payload.answered_by,
            wording=payload.wording,
            reason=payload.reason,
        )
        keep_files(step, SubmittedFile.Stage.ANSWER, payload.files)


class RecordInstruction(OwnReport):
    """Report what a leader wrote on the submission."""

    name = "submission.instruct"
    title = _("Register a leader's instruction")
    payload = Instructed

    def summary(self, payload: Instructed) -> str:
        """Return the sentence by which desks and lists name the act."""
        words = {"leader": payload.leader.shown_as, "title": payload.about}
        if payload.about:
            return str(_("%(leader)s wrote an instruction on “%(title)s”") % words)
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


def _certainly_before(first: str, then: str) -> bool:
    known = min(len(first), len(then))
    return bool(known) and first[:known] < then[:known]
