"""People of a body: members and terms, sections, units, and the roles that accounts act in."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from xieqiao.acts.dates import PartialDateField
from xieqiao.acts.matter import OwnModel
from xieqiao.bodies.models.accounts import Account
from xieqiao.bodies.sorting import sort_key


class SectionKind(models.TextChoices):
    """What a section is."""

    SECTOR = "sector", _("sector")
    COMMITTEE = "committee", _("special committee")
    GROUP = "group", _("party or people's group")
    LIAISON = "liaison", _("liaison office")


class Section(OwnModel):
    """A sector, special committee, group or liaison office of a body."""

    kind = models.CharField(_("Kind"), max_length=20, choices=SectionKind.choices)
    name = models.CharField(_("Name"), max_length=100)
    name_en = models.CharField(_("English name"), max_length=120, blank=True, default="")
    name_key = models.CharField(max_length=200, editable=False, default="")
    deleted_at = models.DateTimeField(null=True, editable=False)
    demonstration = models.BooleanField(default=False, editable=False)

    class Meta:
        ordering = ("name_key", "id")

    def __str__(self) -> str:
        return self.name_en if get_language() == "en" and self.name_en else self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the sort key in step with the name."""
        self.name_key = sort_key(self.name)
        super().save(*args, **kwargs)


class Unit(OwnModel):
    """A unit in a body's directory: a Party committee, government, department, company."""

    name = models.CharField(_("Name"), max_length=120)
    name_key = models.CharField(max_length=200, editable=False, default="")
    deleted_at = models.DateTimeField(null=True, editable=False)
    demonstration = models.BooleanField(default=False, editable=False)

    class Meta:
        ordering = ("name_key", "id")

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the sort key in step with the name."""
        self.name_key = sort_key(self.name)
        super().save(*args, **kwargs)


class Outside(models.TextChoices):
    """What somebody is who is no member of the body."""

    NO = "", _("of the body itself")
    EXPERT = "expert", _("expert")
    UNIT_STAFF = "unit_staff", _("staff of a unit")
    LEADER = "leader", _("leader")


class Person(OwnModel):
    """Somebody in a body's own directory, with or without an account."""

    name = models.CharField(_("Name"), max_length=100)
    name_en = models.CharField(_("English name"), max_length=120, blank=True, default="")
    name_key = models.CharField(max_length=200, editable=False, default="")
    office = models.CharField(_("Office"), max_length=120, blank=True, default="")
    work = models.CharField(_("Work"), max_length=200, blank=True, default="")
    outside = models.CharField(max_length=20, choices=Outside.choices, blank=True, default="")
    unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.SET_NULL)
    account = models.ForeignKey(
        Account, null=True, blank=True, on_delete=models.SET_NULL, related_name="people"
    )
    source = models.CharField(max_length=200, blank=True, default="")
    deleted_at = models.DateTimeField(null=True, editable=False)
    demonstration = models.BooleanField(default=False, editable=False)

    class Meta:
        ordering = ("name_key", "id")

    def __str__(self) -> str:
        return self.name_en if get_language() == "en" and self.name_en else self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the sort key in step with the name."""
        self.name_key = sort_key(self.name)
        super().save(*args, **kwargs)


class Term(OwnModel):
    """A term of the body, such as its tenth."""

    name = models.CharField(_("Name"), max_length=60)
    begins = PartialDateField(_("Begins"))
    ends = PartialDateField(_("Ends"))

    class Meta:
        ordering = ("-begins", "id")

    def __str__(self) -> str:
        return self.name


class Membership(OwnModel):
    """A person being a member for a term, in sections."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="memberships")
    term = models.ForeignKey(Term, on_delete=models.PROTECT, related_name="memberships")
    sections = models.ManyToManyField(Section, blank=True, related_name="memberships")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "term"], name="one_membership")]


class AssignmentQuerySet(models.QuerySet["Assignment"]):
    """Assignments."""

    def today(self) -> AssignmentQuerySet:
        """Return those that hold today."""
        today = timezone.localdate()
        begun = Q(begins=None) | Q(begins__lte=today)
        return self.filter(begun).filter(Q(ends=None) | Q(ends__gte=today))


class Assignment(OwnModel):
    """A person in a role at the body, or at one of its units, from one day to another."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="assignments")
    role = models.CharField(_("Role"), max_length=30)
    unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.CASCADE)
    begins = models.DateField(_("From"), null=True, blank=True)
    ends = models.DateField(_("To"), null=True, blank=True)

    objects = AssignmentQuerySet.as_manager()

    def holds(self, day: date) -> bool:
        """Say whether the role is held on a day."""
        return (self.begins is None or self.begins <= day) and (
            self.ends is None or self.ends >= day
        )
