"""The room of consultations: statements, votes, and what both regions hold in common."""

from __future__ import annotations

from django.apps import AppConfig


class ConsultationsConfig(AppConfig):
    """Registers the room."""

    name = "xieqiao.consultations"
