"""The closed lists of this room."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class PartnershipKind(models.TextChoices):
    """What brings the parties together."""

    COMPLEMENTARY = "complementary", _("Complementary strengths")
    ASSISTANCE = "assistance", _("Paired assistance")
    LEAGUE = "league", _("League of several regions")
    OTHER = "other", _("Other")


class MechanismKind(models.TextChoices):
    """Which mechanism an agreement sets up."""

    CHAIRS = "chairs", _("Chairs' joint meeting")
    SECRETARIES = "secretaries", _("Secretaries-general linkage")
    RESEARCH = "research", _("Joint research")
    SUPERVISION = "supervision", _("Linked supervision")
    SECTIONS = "sections", _("Exchange between sections")
    OTHER = "other", _("Another mechanism")


class Rhythm(models.TextChoices):
    """How often a mechanism comes round."""

    YEARLY = "yearly", _("Once a year")
    TWICE = "twice", _("Twice a year")
    QUARTERLY = "quarterly", _("Every quarter")
    MONTHLY = "monthly", _("Every month")
    AS_NEEDED = "as_needed", _("As needed")


class SectionKind(models.TextChoices):
    """What sort of section takes part in an exchange."""

    COMMITTEE = "committee", _("Special committee")
    GROUP = "group", _("Party or people's group")
    SECTOR = "sector", _("Sector")
    LIAISON = "liaison", _("Liaison office")


class StandingSort(models.TextChoices):
    """For which sort of subject a standing consent can be given; the values are subject types."""

    SCHEDULE = "schedule", _("Time and place of activities")
    PAPERS = "papers", _("List of papers for activities")
    TOPIC_PAPERS = "topic_papers", _("List of papers on topics")
