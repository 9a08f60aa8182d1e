"""What members start on their own."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DutyConfig(AppConfig):
    name = "xieqiao.duty"
    verbose_name = _("Duty records")
