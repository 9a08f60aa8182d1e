"""Regions, bodies, sections, people, members and terms, roles, sign-in."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class BodiesConfig(AppConfig):
    name = "xieqiao.bodies"
    verbose_name = _("Bodies")
