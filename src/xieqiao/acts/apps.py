"""The one gate through which shared and reported matter changes."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ActsConfig(AppConfig):
    name = "xieqiao.acts"
    verbose_name = _("Acts")
