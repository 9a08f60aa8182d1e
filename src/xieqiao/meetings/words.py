"""The closed lists of this room."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ActivityKind(models.TextChoices):
    """What the parties come together for."""

    JOINT_MEETING = "joint_meeting", _("Joint meeting")
    RESEARCH = "research", _("Joint research")
    VISIT = "visit", _("Visit")
    RETURN_VISIT = "return_visit", _("Return visit")
    CONSULTATION = "consultation", _("Consultation meeting")
    SUPERVISION = "supervision", _("Linked supervision")
    LIAISON = "liaison", _("Liaison")


class InvitedAs(models.TextChoices):
    """In which quality somebody from outside is invited."""

    EXPERT = "expert", _("Expert")
    DEPARTMENT = "department", _("Department")
    LEADER = "leader", _("Leader")
    OTHER = "other", _("Other guest")


class PointKind(models.TextChoices):
    """What a point of the minutes says."""

    CONSENSUS = "consensus", _("Consensus")
    DIFFERENCE = "difference", _("Difference")
    DECISION = "decision", _("Decision")
    VIEW = "view", _("View")
    DISSENT = "dissent", _("Differing view")


class SpeakerState(models.TextChoices):
    """What became of a wish to speak."""

    WAITING = "waiting", pgettext_lazy("speaker", "Waiting")
    SPEAKING = "speaking", pgettext_lazy("speaker", "Speaking")
    FINISHED = "finished", pgettext_lazy("speaker", "Has spoken")
    WITHDRAWN = "withdrawn", pgettext_lazy("speaker", "Withdrawn")
