"""The source's facts as the team keeps them, leaf by leaf."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

NAMES = ("id", "name", "title", "member", "by")


def facts_file() -> Path:
    """Return where the facts lie, beside the checkout or where XIEQIAO says; they may be absent."""
    here = Path(__file__).resolve().parents[2]
    return Path(os.environ.get("FACTS", here.parent / "shared" / "facts.yaml"))


def read_facts() -> dict[str, Any]:
    """Return the facts. Skips the test, saying so, where the file is not at hand."""
    file = facts_file()
    if not file.exists():
        pytest.skip(f"the source's facts are not at hand ({file}): nothing to compare with")
    found: dict[str, Any] = yaml.safe_load(file.read_text("utf-8"))
    return found


def leaves(value: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """Yield every leaf with its path: `topics.old-brands.consultation.when`, `2019-12`."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from leaves(inner, f"{path}.{key}" if path else str(key))
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            step = _step(inner, number) if isinstance(inner, dict) else ""
            yield from leaves(inner, f"{path}.{step}" if step else path)
    else:
        yield path, str(value)


def _step(row: dict[str, Any], number: int) -> str:
    return next((str(row[name]) for name in NAMES if name in row), f"#{number}")
