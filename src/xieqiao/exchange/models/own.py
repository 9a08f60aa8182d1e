"""A body's own list: needs and strengths, people's consent, and vectors of what they say."""

from __future__ import annotations

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from xieqiao.acts.dates import PartialDateField
from xieqiao.acts.matter import OwnModel
from xieqiao.exchange.words import ASKED_FIRST, ConsentHow, How, Origin


class OwnEntry(OwnModel):
    """What a body's own need and its own strength have in common."""

    origin = models.CharField(max_length=8, choices=Origin.choices, default=Origin.BODY)
    person = models.ForeignKey(
        "bodies.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    section = models.ForeignKey(
        "bodies.Section", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    unit = models.ForeignKey(
        "bodies.Unit", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    title = models.CharField(max_length=200)
    text = models.TextField(blank=True)
    sector = models.CharField(max_length=1, blank=True)
    division = models.CharField(max_length=2, blank=True)
    focus_area = models.CharField(max_length=200, blank=True)
    wanted_number = models.PositiveIntegerField(null=True, blank=True)
    settled = models.BooleanField(default=False)
    language = models.CharField(max_length=16, default="zh-hans")
    demonstration = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)
    deleted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.title

    def path(self, body: str) -> str:
        """Return the address of the entry within its own body."""
        raise NotImplementedError

    @property
    def whose(self) -> str:
        """Whose it is: the person, the section, the company, or the body itself."""
        return str(self.person or self.section or self.unit or self.get_origin_display())

    def searchable(self) -> str:
        """Return all text worth finding."""
        return "\n".join(part for part in (self.title, self.text, self.focus_area) if part)


class Need(OwnEntry):
    """Something that a member, a section or the body lacks; the body's own until offered."""

    at_least = models.PositiveIntegerField(null=True, blank=True)
    by_when = models.DateField(null=True, blank=True)
    where = models.CharField(max_length=200, blank=True)
    how = models.CharField(max_length=8, choices=How.choices, default=How.ANY)

    class Meta:
        verbose_name = _("own need")
        indexes = [models.Index(fields=["body", "deleted_at", "-changed_at"], name="need_newest")]

    def path(self, body: str) -> str:
        """Return the address of the need within its own body."""
        return reverse("exchange:need", args=[body, self.id])


class Strength(OwnEntry):
    """What a member, expert, company, section or the body is good at; its own until offered."""

    proof = models.TextField(blank=True)
    proof_where = models.CharField(max_length=200, blank=True)
    proof_when = PartialDateField()
    languages = models.CharField(max_length=200, blank=True)
    times_a_year = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        verbose_name = _("own strength")
        indexes = [
            models.Index(fields=["body", "deleted_at", "-changed_at"], name="strength_newest")
        ]

    def path(self, body: str) -> str:
        """Return the address of the strength within its own body."""
        return reverse("exchange:strength", args=[body, self.id])

    @property
    def asked_first(self) -> bool:
        """Whether somebody must have consented before it is used."""
        return self.origin in ASKED_FIRST

    def searchable(self) -> str:
        """Return all text worth finding."""
        return "\n".join(part for part in (super().searchable(), self.proof) if part)


class StrengthConsent(OwnModel):
    """That somebody let the office use a strength, and perhaps took it back."""

    strength = models.ForeignKey(Strength, on_delete=models.CASCADE, related_name="consents")
    how = models.CharField(max_length=8, choices=ConsentHow.choices)
    note = models.CharField(max_length=200, blank=True)
    given_on = models.DateField()
    recorded_at = models.DateTimeField(auto_now_add=True)
    recorded_by = models.UUIDField(null=True, blank=True)
    taken_back_at = models.DateTimeField(null=True, blank=True)
    taken_back_by = models.UUIDField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["strength"],
                condition=models.Q(taken_back_at=None),
                name="one_consent_that_holds",
            )
        ]


class TextVector(OwnModel):
    """What a text means to the sentence encoder, kept so that it is reckoned once.

    `of` is one of the body's own strengths or needs, or one of the offers that it may read; the
    row is the reading body's own in either case. `digest` is of the text and the encoder.
    """

    of = models.UUIDField()
    digest = models.CharField(max_length=64)
    vector = models.BinaryField(default=b"")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["body", "of"], name="one_vector_each")]
