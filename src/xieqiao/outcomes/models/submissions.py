"""What a party reports about its own submissions, and what came back."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_stubs_ext.db.models.manager import RelatedManager

from xieqiao.acts.dates import PartialDate, PartialDateField
from xieqiao.acts.matter import ReportedChild, ReportedModel
from xieqiao.outcomes.words import Adoption, Recipient


class Submission(ReportedModel):
    """An outcome as one party submitted it to one recipient."""

    outcome = models.ForeignKey(
        "outcomes.Outcome",
        null=True,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        related_name="submissions",
    )
    topic = models.ForeignKey(
        "topics.Topic",
        null=True,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        related_name="+",
    )
    title = models.CharField(max_length=200, blank=True)
    recipient_kind = models.CharField(max_length=16, choices=Recipient.choices)
    recipient = models.CharField(max_length=200)
    sort_key = models.CharField(max_length=200, blank=True, default="")
    recipient_body = models.ForeignKey(
        "bodies.Body",
        null=True,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        related_name="+",
    )
    sent_on = PartialDateField()
    letter_number = models.CharField(max_length=60, blank=True)
    note = models.TextField(blank=True)
    answer_due = models.DateField(null=True)
    received_on = PartialDateField()
    received_by = models.CharField(max_length=200, blank=True)
    answered_on = PartialDateField()
    answered_by = models.CharField(max_length=200, blank=True)
    adoption = models.CharField(max_length=16, choices=Adoption.choices, blank=True)
    wording = models.TextField(blank=True)
    reason = models.TextField(blank=True)
    entered_at = models.DateTimeField()
    files: RelatedManager[SubmittedFile]
    instructions: RelatedManager[Instruction]

    class Meta:
        verbose_name = _("submission")
        indexes = [
            models.Index(fields=["partnership", "-in_force_at"], name="submission_newest"),
            models.Index(fields=["owner", "adoption"], name="submission_open"),
        ]

    def __str__(self) -> str:
        return self.heading

    @property
    def heading(self) -> str:
        """What was submitted; without a joint outcome, its own title."""
        return self.title or (str(self.outcome) if self.outcome_id else "")

    @property
    def upward(self) -> bool:
        """Whether it went to a provincial or national body."""
        return self.recipient_kind == Recipient.UPWARD

    @property
    def sent_day(self) -> date:
        """The first day that the date of sending can mean; unknown, the day of its entering."""
        if not self.sent_on:
            return timezone.localtime(self.entered_at).date()
        return PartialDate(self.sent_on).first_day

    def path(self, body: str) -> str:
        """Return the address of the submission as seen by the body with that slug."""
        return reverse("outcomes:submission", args=[body, self.id])

    def searchable(self) -> str:
        """Return all text worth finding."""
        parts = [self.title, self.recipient, self.letter_number, self.note]
        parts += [self.received_by, self.answered_by, self.wording, self.reason]
        for instruction in self.instructions.all():
            parts += [instruction.leader, instruction.office, instruction.wording]
        return "\n".join(part for part in parts if part)


class SubmittedFile(ReportedChild):
    """A file that went with a submission, its receipt or its answer."""

    class Stage(models.TextChoices):
        """What it came with."""

        SENT = "sent"
        RECEIPT = "receipt"
        ANSWER = "answer"

    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="files")
    stage = models.CharField(max_length=8, choices=Stage.choices)
    file_id = models.UUIDField()
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    media_type = models.CharField(max_length=100)
    name = models.CharField(max_length=200)


class Instruction(ReportedChild):
    """What a leader wrote on a submission (批示), as its party reports it."""

    submission = models.ForeignKey(
        Submission, on_delete=models.CASCADE, related_name="instructions"
    )
    leader = models.CharField(max_length=200)
    office = models.CharField(max_length=200, blank=True)
    person_id = models.UUIDField(null=True)
    wording = models.TextField()
    given_on = PartialDateField()
