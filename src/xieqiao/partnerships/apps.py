"""Partnerships: who works together, on what agreement, by which mechanisms."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PartnershipsConfig(AppConfig):
    name = "xieqiao.partnerships"
    verbose_name = _("Partnerships")
