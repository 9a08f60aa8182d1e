"""`xieqiao manage …`: Django's own commands."""

from __future__ import annotations

from django.core.management import execute_from_command_line


def main(args: list[str]) -> int:
    """Hand the words on to Django."""
    execute_from_command_line(["xieqiao manage", *args])
    return 0
