"""What each body needs and is good at, and whom it sends to whom."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ExchangeConfig(AppConfig):
    name = "xieqiao.exchange"
    verbose_name = _("Needs and strengths")
