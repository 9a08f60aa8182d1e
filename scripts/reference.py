"""Writes docs/reference/acts.md: every kind of act, from its class.

python scripts/reference.py
"""

from __future__ import annotations

import os
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "xieqiao.settings")

PAGE = Path(__file__).resolve().parent.parent / "docs" / "reference" / "acts.md"
HEAD = """# Kinds of acts

What bodies can do together, or report, each a class in some room's `acts`. This page is written
by `python scripts/reference.py`; a test fails when a kind is missing. What each asks for, field
by field, is on the page “Kinds of acts” of the program itself.

| Kind | In words | Moves | Who decides |
|---|---|---|---|
"""


def lines() -> list[str]:
    """Return a line for each kind."""
    from django.utils.translation import override

    from xieqiao.acts.kinds import all_kinds
    from xieqiao.acts.matter import Matter

    with override("en"):
        return [
            f"| `{kind.name}` | {kind.title} | {kind.subject}{' (a new one)' * kind.creates} | "
            f"{'its party alone' if kind.matter is Matter.REPORTED else 'the deciders'} |"
            for kind in all_kinds()
        ]


def main() -> None:
    """Write the page."""
    import django

    django.setup()
    PAGE.write_text(HEAD + "\n".join(lines()) + "\n", "utf-8")


if __name__ == "__main__":
    main()
