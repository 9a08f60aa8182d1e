"""The closed lists of this room."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Stage(models.TextChoices):
    """How far a topic has come; it follows from what is there and is never stored."""

    PROPOSED = "proposed", _("Being proposed")
    CONFIRMED = "confirmed", _("Topic confirmed")
    RESEARCH = "research", _("In research")
    CONSULTATION = "consultation", _("In consultation")
    OUTCOME = "outcome", _("Outcome agreed")
    CONVERSION = "conversion", _("In conversion")
    CLOSED = "closed", _("Topic closed")


class Beginning(models.TextChoices):
    """What was on its way when the topic was entered, as far as a source reports it."""

    NOTHING = "nothing", _("Nothing is reported yet")
    ACTIVITY = "activity", _("An activity is planned")
    RESEARCH = "research", _("Joint research is in preparation")
    RESEARCH_CONSULTATION = (
        "research_consultation",
        _("Joint research and consultation are planned"),
    )
    CONSULTATION = "consultation", _("A consultation is planned")


class Ending(models.TextChoices):
    """How work on a topic ended."""

    COMPLETED = "completed", _("Completed")
    PAUSED = "paused", _("Paused")
    DROPPED = "dropped", _("Dropped")
