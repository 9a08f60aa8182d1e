"""The closed lists of this room."""

from __future__ import annotations

from django.db import models
from django.utils.translation import pgettext_lazy


class Stage(models.TextChoices):
    """How far a round has come."""

    GATHERING = "gathering", pgettext_lazy("round", "Being gathered")
    MATCHED = "matched", pgettext_lazy("round", "A result is there")
    ADOPTED = "adopted", pgettext_lazy("round", "Adopted")
    CLOSED = "closed", pgettext_lazy("round", "Closed")


class Status(models.TextChoices):
    """What came of a run."""

    WAITING = "waiting", pgettext_lazy("run", "Waiting its turn")
    RUNNING = "running", pgettext_lazy("run", "Being reckoned")
    OPTIMAL = "optimal", pgettext_lazy("run", "Proven: nobody could be assigned better")
    BOUNDED = "bounded", pgettext_lazy("run", "Good, with a proven bound")
    INFEASIBLE = "infeasible", pgettext_lazy("run", "The rules contradict each other")
    FAILED = "failed", pgettext_lazy("run", "Broke off")


UNDER_WAY = (Status.WAITING, Status.RUNNING)
USABLE = (Status.OPTIMAL, Status.BOUNDED)


class Why(models.TextChoices):
    """Why somebody does not go to a need; the first three may be entered by hand."""

    COMPANY = "company", pgettext_lazy("exclusion", "Own company or unit")
    KIN = "kin", pgettext_lazy("exclusion", "Kin, or close to somebody there")
    EARLIER = "earlier", pgettext_lazy("exclusion", "Was sent there within a year")
    OTHER = "other", pgettext_lazy("exclusion", "Another reason")


class Fixed(models.TextChoices):
    """Why a pair could not be otherwise."""

    FREE = "", pgettext_lazy("assignment", "Chosen by how well it fits")
    LOCK = "lock", pgettext_lazy("assignment", "Set by hand")
    TOLD = "told", pgettext_lazy("assignment", "Told already, so not moved")


class Reason(models.TextChoices):
    """Why a need is unmet, and what would change it."""

    NONE = "none", pgettext_lazy("unmet", "Nobody who fits was put in")
    LANGUAGE = "language", pgettext_lazy("unmet", "Whoever fits lacks the language")
    CONFLICT = "conflict", pgettext_lazy("unmet", "Whoever fits is excluded")
    LOCK = "lock", pgettext_lazy("unmet", "Whoever fits is set elsewhere, by hand or because told")
    LIMIT = "limit", pgettext_lazy("unmet", "Whoever fits is at the most of his or her duties")
    CAP = "cap", pgettext_lazy("unmet", "The parties whose people fit are at their most")
    TEAM = "team", pgettext_lazy("unmet", "Whoever fits goes together with others")
    TOTAL = "total", pgettext_lazy("unmet", "Whoever fits does more good elsewhere")


WOULD_CHANGE = {
    Reason.NONE: pgettext_lazy("would change", "Somebody who can do this, put in by any party"),
    Reason.LANGUAGE: pgettext_lazy("would change", "Doing without the language, or an interpreter"),
    Reason.CONFLICT: pgettext_lazy("would change", "Taking back an exclusion, or somebody new"),
    Reason.LOCK: pgettext_lazy("would change", "Taking back what was set by hand elsewhere"),
    Reason.LIMIT: pgettext_lazy("would change", "One more duty for somebody who fits"),
    Reason.CAP: pgettext_lazy("would change", "One more duty for a party whose people fit"),
    Reason.TEAM: pgettext_lazy("would change", "Letting a team go one by one, or more places"),
    Reason.TOTAL: pgettext_lazy("would change", "Setting somebody for it by hand"),
}
"""By what keeps away the person who fits best: what would let one more come."""


class Said(models.TextChoices):
    """What somebody who was told has said."""

    NOTHING = "", pgettext_lazy("told", "No answer yet")
    ACCEPTED = "accepted", pgettext_lazy("told", "Goes")
    REFUSED = "refused", pgettext_lazy("told", "Cannot go")


class AgreedHow(models.TextChoices):
    """How somebody without an own strength on the list agreed to be put in."""

    WRITING = "writing", pgettext_lazy("consent", "In writing")
    SPOKEN = "spoken", pgettext_lazy("consent", "By word of mouth")
