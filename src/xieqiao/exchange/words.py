"""The closed lists of this room."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Origin(models.TextChoices):
    """Whose need or strength it is."""

    BODY = "body", _("The body itself")
    SECTION = "section", _("A section")
    MEMBER = "member", _("A member")


class How(models.TextChoices):
    """How a need could be met."""

    ANY = "any", _("Any way")
    COME = "come", _("People come to us")
    GO = "go", _("We travel there")
    REMOTE = "remote", _("At a distance")
    PAPERS = "papers", _("Documents and experience in writing")
