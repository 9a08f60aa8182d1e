"""`xieqiao dumpdata`."""

from __future__ import annotations

from django.core.management import execute_from_command_line

# Made anew by migrations, or of no use elsewhere.
LEFT_OUT = (
    "contenttypes",
    "auth.permission",
    "sessions",
    "axes",
    "django_tasks_database",
)


def main(args: list[str]) -> int:
    """Write everything as JSON to standard output, or to --output FILE."""
    left_out = [f"--exclude={label}" for label in LEFT_OUT]
    execute_from_command_line(["xieqiao", "dumpdata", "--indent=1", *left_out, *args])
    return 0
