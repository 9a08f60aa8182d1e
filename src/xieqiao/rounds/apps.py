"""Rounds of matching: many needs and many bodies' people, assigned at once, with proof."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RoundsConfig(AppConfig):
    """Registers the room."""

    name = "xieqiao.rounds"
    verbose_name = _("Rounds of matching")
