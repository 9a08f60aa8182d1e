"""The closed lists of this room: what an outcome is, how it was answered, how an action goes."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class OutcomeKind(models.TextChoices):
    """What sort of document the parties agreed on."""

    SUGGESTION = "suggestion", _("Suggestion")
    REPORT = "report", _("Report")
    MINUTES = "minutes", _("Minutes")
    PROPOSAL = "proposal", _("Joint proposal")


class Recipient(models.TextChoices):
    """Whom a party submits to."""

    COMMITTEE = "committee", _("Its Party committee")
    GOVERNMENT = "government", _("Its government")
    UNIT = "unit", _("Another unit of its own region")
    UPWARD = "upward", _("A provincial or national body (upward report)")


class Adoption(models.TextChoices):
    """What became of a submission, in the words of the answer."""

    FULLY = "fully", _("Adopted fully")
    PARTLY = "partly", _("Adopted partly")
    ADOPTED = "adopted", _("Adopted, extent not said")
    NOT = "not", _("Not adopted")
    VALUED = "valued", _("Valued by the leaders")
    NOTED = "noted", _("Noted")


class State(models.TextChoices):
    """How the responsible party says an action goes."""

    NOT_BEGUN = "not_begun", _("Not begun")
    UNDER_WAY = "under_way", _("Under way")
    DONE = "done", _("Done")
    STUCK = "stuck", _("Stuck")


class Ending(models.TextChoices):
    """Why the parties close an action."""

    DONE = "done", _("Done")
    DROPPED = "dropped", _("No longer pursued")
    REPLACED = "replaced", _("Replaced by another action")
