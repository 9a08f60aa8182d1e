"""What happens live, told at once to everyone who watches."""

from __future__ import annotations

from django.apps import AppConfig


class BroadcastConfig(AppConfig):
    """Registers the application."""

    name = "xieqiao.broadcast"
