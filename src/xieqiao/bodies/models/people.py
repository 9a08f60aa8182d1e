"""People of a body: members and terms, and the roles that accounts act in."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from xieqiao.acts.dates import PartialDateField
from xieqiao.bodies.models.accounts import Account
from xieqiao.bodies.models.directory import Named, Removable, RemovableQuerySet, Section, Unit
from xieqiao.bodies.sorting import person_key


class Outside(models.TextChoices):
    """What somebody is who is no member of the body."""

    NO = "", _("of the body itself")
    EXPERT = "expert", _("expert")
    UNIT_STAFF = "unit_staff", _("staff of a unit")
    LEADER = "leader", _("leader")


class Sex(models.TextChoices):
    """As identity papers say it; empty when the directory does not."""

    UNSAID = "", "—"
    FEMALE = "female", _("female")
    MALE = "male", _("male")


class Person(Named):
    """Somebody in a body's own directory, with or without an account."""

    office = models.CharField(_("Office"), max_length=120, blank=True, default="")
    work = models.CharField(_("Occupation"), max_length=200, blank=True, default="")
    outside = models.CharField(
        _("Belongs to"), max_length=20, choices=Outside.choices, blank=True, default=""
    )
    unit = models.ForeignKey(
        Unit, null=True, blank=True, on_delete=models.SET_NULL, verbose_name=_("Unit")
    )
    account = models.ForeignKey(
        Account, null=True, blank=True, on_delete=models.SET_NULL, related_name="people"
    )
    sex = models.CharField(
        _("Sex"), max_length=8, choices=Sex.choices, blank=True, default=Sex.UNSAID
    )
    born = PartialDateField(_("Born"))
    phone = models.CharField(_("Telephone"), max_length=60, blank=True, default="")
    note = models.CharField(_("Note"), max_length=200, blank=True, default="")
    source = models.CharField(_("Source"), max_length=200, blank=True, default="")

    class Meta(Named.Meta):
        indexes = [models.Index(fields=["body", "name_key"], name="person_by_name")]

    def sorts_by(self) -> str:
        """The key of the name, as family names are read."""
        return person_key(self.name)

    def path(self, body: str) -> str:
        """Return the person's page."""
        return reverse("bodies:person", kwargs={"body": body, "person": self.id})

    def searchable(self) -> str:
        """All text worth finding."""
        return " ".join(filter(None, [self.name, self.name_en, self.office, self.work]))


class Term(Removable):
    """A term of the body, such as its tenth."""

    name = models.CharField(_("Name"), max_length=60)
    begins = PartialDateField(_("Begins"))
    ends = PartialDateField(_("Ends"))

    class Meta:
        ordering = ("-begins", "id")

    def __str__(self) -> str:
        return self.name


class Membership(Removable):
    """A person being a member for a term, in sections."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="memberships")
    term = models.ForeignKey(
        Term, on_delete=models.PROTECT, related_name="memberships", verbose_name=_("Term")
    )
    sections = models.ManyToManyField(
        Section, blank=True, related_name="memberships", verbose_name=_("Sections")
    )
    begins = PartialDateField(_("Member since"))

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "term"], condition=Q(deleted_at=None), name="one_membership"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.term}"


class AssignmentQuerySet(RemovableQuerySet):
    """Assignments."""

    def around_today(self) -> Self:
        """Return those that hold today in one zone or another; `holds` says where exactly."""
        today = timezone.localdate()
        begun = Q(begins=None) | Q(begins__lte=today + timedelta(days=1))
        open_ = Q(ends=None) | Q(ends__gte=today - timedelta(days=1))
        return self.kept().filter(begun, open_)

    def today(self) -> Self:
        """Return those that hold today by the server's clock."""
        today = timezone.localdate()
        begun = Q(begins=None) | Q(begins__lte=today)
        return self.kept().filter(begun).filter(Q(ends=None) | Q(ends__gte=today))


class Assignment(Removable):
    """A person in a role at the body, or at one of its units, from one day to another."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="assignments")
    role = models.CharField(_("Role"), max_length=30)
    unit = models.ForeignKey(
        Unit, null=True, blank=True, on_delete=models.CASCADE, verbose_name=_("Unit")
    )
    begins = models.DateField(_("From"), null=True, blank=True)
    ends = models.DateField(_("To"), null=True, blank=True)

    objects = AssignmentQuerySet.as_manager()  # type: ignore[misc]

    def __str__(self) -> str:
        return f"{self.person}, {self.role_label}"

    def holds(self, day: date) -> bool:
        """Say whether the role is held on a day."""
        return (self.begins is None or self.begins <= day) and (
            self.ends is None or self.ends >= day
        )

    @property
    def role_label(self) -> str:
        """The role in the reader's language."""
        from xieqiao.bodies.roles import role_label

        return role_label(self.role)
