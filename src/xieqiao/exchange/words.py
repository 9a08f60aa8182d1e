"""The closed lists of this room."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Origin(models.TextChoices):
    """Whose need or strength it is."""

    BODY = "body", _("The body itself")
    SECTION = "section", _("A section")
    MEMBER = "member", _("A member")
    EXPERT = "expert", _("An expert")
    COMPANY = "company", _("A company or other unit")


NEED_ORIGINS = (Origin.BODY, Origin.SECTION, Origin.MEMBER)
OF_PERSONS = (Origin.MEMBER, Origin.EXPERT)
ASKED_FIRST = (*OF_PERSONS, Origin.COMPANY)  # whose consent is needed before a strength is used


class How(models.TextChoices):
    """How a need could be met."""

    ANY = "any", _("Any way")
    COME = "come", _("People come to us")
    GO = "go", _("We travel there")
    REMOTE = "remote", _("Online, or by telephone")
    RESEARCH = "research", _("Research together")
    TEACHING = "teaching", _("Teaching and training")
    TRADE = "trade", _("Trade and investment")
    PAPERS = "papers", _("Documents and experience in writing")


class ConsentHow(models.TextChoices):
    """How somebody consented to a strength being used."""

    SELF = "self", pgettext_lazy("consent", "By the person's own account")
    WRITING = "writing", pgettext_lazy("consent", "In writing")
    SPOKEN = "spoken", pgettext_lazy("consent", "By word of mouth")


class WordKind(models.TextChoices):
    """What one party says of a dispatch afterwards."""

    REPORT = "report", _("Report")
    THANKS = "thanks", _("Thanks")
