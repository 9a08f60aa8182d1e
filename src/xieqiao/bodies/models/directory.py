"""The directory of one body: its sections and units, and how rows are taken out of it."""

from __future__ import annotations

from typing import Any, Self

from django.db import models
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from xieqiao.acts.matter import OwnModel
from xieqiao.bodies.sorting import sort_key


class RemovableQuerySet(models.QuerySet[Any]):
    """Rows that can be taken out of the directory, and put back for thirty days."""

    def kept(self) -> Self:
        """Return those that have not been taken out."""
        return self.filter(deleted_at=None)


class Removable(OwnModel):
    """A row of the directory that is taken out with time to think again."""

    deleted_at = models.DateTimeField(null=True, editable=False)

    objects = RemovableQuerySet.as_manager()

    class Meta:
        abstract = True


class Named(Removable):
    """A row with a name in one or two languages, kept in the order of the alphabet."""

    name = models.CharField(_("Name"), max_length=100)
    name_en = models.CharField(_("English name"), max_length=120, blank=True, default="")
    name_key = models.CharField(max_length=200, editable=False, default="")
    demonstration = models.BooleanField(default=False, editable=False)

    class Meta:
        abstract = True
        ordering = ("name_key", "id")

    def __str__(self) -> str:
        return self.name_en if get_language() == "en" and self.name_en else self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the sort key in step with the name."""
        self.name_key = self.sorts_by()
        super().save(*args, **kwargs)

    def sorts_by(self) -> str:
        """The key of the name."""
        return sort_key(self.name)

    def searchable(self) -> str:
        """All text worth finding."""
        return f"{self.name} {self.name_en}".strip()


class SectionKind(models.TextChoices):
    """What a section is; the body's kind supplies the word that its people use."""

    SECTOR = "sector", _("sector")
    COMMITTEE = "committee", _("special committee")
    GROUP = "group", _("party or people's group")
    LIAISON = "liaison", _("liaison office")


class Section(Named):
    """A sector, special committee, group or liaison office of a body."""

    kind = models.CharField(_("Kind"), max_length=20, choices=SectionKind.choices)

    class Meta(Named.Meta):
        indexes = [models.Index(fields=["body", "name_key"], name="section_by_name")]

    def path(self, body: str) -> str:
        """Return its page."""
        return reverse("bodies:section", kwargs={"body": body, "section": self.id})


class Unit(Named):
    """A unit in a body's directory: a Party committee, government, department, company."""

    class Meta(Named.Meta):
        indexes = [models.Index(fields=["body", "name_key"], name="unit_by_name")]

    def path(self, body: str) -> str:
        """Return its page."""
        return reverse("bodies:unit", kwargs={"body": body, "unit": self.id})
