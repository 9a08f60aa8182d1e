"""The desk, and search over what one may see."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PortalConfig(AppConfig):
    name = "xieqiao.portal"
    verbose_name = _("Desk and search")

    def ready(self) -> None:
        """Listen to what comes into force and to what is saved."""
        from xieqiao.portal import indexing

        indexing.listen()
