"""Joint outcomes, their way to each region, and what came of them."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OutcomesConfig(AppConfig):
    name = "xieqiao.outcomes"
    verbose_name = _("Outcomes")
