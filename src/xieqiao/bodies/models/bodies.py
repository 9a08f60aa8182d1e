"""Regions and bodies."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar
from uuid import uuid4
from zoneinfo import ZoneInfo, available_timezones

from django.core.exceptions import ValidationError
from django.core.validators import MinLengthValidator
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from xieqiao.acts.matter import Matter
from xieqiao.bodies.labels import Labels, labels_for
from xieqiao.bodies.sorting import sort_key

LATEST_REGION_YEAR = 2024  # the last year of the table that the package carries


class Region(models.Model):
    """A region as GB/T 2260 had it from one year to another.

    A row is one stretch of years in which neither its name nor those above it changed.
    """

    matter: ClassVar[Matter] = Matter.RECORD

    code = models.CharField(max_length=12)
    year_from = models.PositiveSmallIntegerField()
    year_to = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=100)
    full_name = models.CharField(max_length=150, default="")
    parent_code = models.CharField(max_length=12, blank=True, default="")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["code", "year_from"], name="one_region")]

    def __str__(self) -> str:
        return self.full_name or self.name


def known_zone(name: str) -> None:
    """Raise ValidationError unless there is such a zone in the IANA list."""
    if name not in available_timezones():
        raise ValidationError(_("There is no time zone of this name."))


class Level(models.TextChoices):
    """Where a body stands."""

    NATION = "nation", _("nation")
    PROVINCE = "province", _("province")
    CITY = "city", _("city")
    COUNTY = "county", _("county")
    DISTRICT = "district", _("district")
    OTHER = "other", _("other")


class BodyKind(models.TextChoices):
    """What sort of body it is; the kind supplies its labels (sector, special committee)."""

    CPPCC = "cppcc", _("CPPCC committee")
    COUNCIL = "council", _("council")
    GROUP = "group", _("parliamentary friendship group")
    PROGRAMME = "programme", _("programme partner")
    OTHER = "other", _("other body")


class Body(models.Model):
    """A consultative body. Its name and region are public; all else of it is its own."""

    matter: ClassVar[Matter] = Matter.OWN

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    slug = models.SlugField(max_length=40, unique=True)
    name = models.CharField(_("Name"), max_length=100)
    short_name = models.CharField(
        _("Short name on the seal"), max_length=4, validators=[MinLengthValidator(2)]
    )
    name_en = models.CharField(_("English name"), max_length=120, blank=True, default="")
    short_name_en = models.CharField(_("English short name"), max_length=20, blank=True, default="")
    name_key = models.CharField(max_length=200, editable=False, default="")
    kind = models.CharField(
        _("Kind"), max_length=20, choices=BodyKind.choices, default=BodyKind.CPPCC
    )
    level = models.CharField(_("Level"), max_length=20, choices=Level.choices, default=Level.COUNTY)
    region = models.ForeignKey(Region, null=True, blank=True, on_delete=models.PROTECT)
    region_year = models.PositiveSmallIntegerField(null=True, blank=True)
    region_text = models.CharField(_("Region abroad"), max_length=120, blank=True, default="")
    participates = models.BooleanField(default=True)
    timezone = models.CharField(
        _("Time zone"), max_length=60, default="Asia/Shanghai", validators=[known_zone]
    )
    demonstration = models.BooleanField(default=False)

    class Meta:
        ordering = ("name_key", "id")
        indexes = [models.Index(fields=["name_key"], name="body_by_name")]

    def __str__(self) -> str:
        if get_language() == "en" and self.name_en:
            return self.name_en
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the sort key in step with the name."""
        self.name_key = sort_key(self.name)
        super().save(*args, **kwargs)

    @property
    def short(self) -> str:
        """The short name in the reader's language."""
        if get_language() == "en" and self.short_name_en:
            return self.short_name_en
        return self.short_name

    @property
    def labels(self) -> Labels:
        """What this kind of body calls its members and sections."""
        return labels_for(self.kind)

    @property
    def region_shown(self) -> str:
        """The region's name, with the year that is meant when it has been renamed or merged since.

        Needs `region` loaded.
        """
        if self.region is None:
            return self.region_text
        if self.region_year is None or self.region.year_to >= LATEST_REGION_YEAR:
            return str(self.region)
        words = _("%(region)s (as of %(year)d)")
        return str(words) % {"region": self.region, "year": self.region_year}

    def today(self) -> date:
        """The day that it is now in the body's own zone."""
        return timezone.localdate(timezone=ZoneInfo(self.timezone))

    def path(self, body: str) -> str:
        """Return the public face of this body as the body with that slug sees it."""
        return reverse("bodies:body_face", kwargs={"body": body, "listed_body": self.id})
