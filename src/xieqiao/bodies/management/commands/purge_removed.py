"""Delete what was taken out of directories thirty days ago."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from xieqiao.bodies.removal import purge


class Command(BaseCommand):
    help = "Delete for good what was taken out of directories more than thirty days ago."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{purge()} rows deleted for good.")
