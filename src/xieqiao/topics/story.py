"""One step in the story of a topic; each room says its own in `story_items.py`.

A room declares `items(acting, topic_id) -> list[StoryItem]`; it is found there and listed
nowhere else.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any


@dataclass(frozen=True)
class StoryItem:
    """What was done, when as exactly as known, and by whom.

    `body` is the one at whose side it was done, or None for what was done together. `by` says in
    words who did it, `kind` which station of the way from need to result it belongs to, `state`
    how far it has come, and `until` by when it is due.
    """

    when: str | date | datetime
    heading: str
    text: str = ""
    body: Any = None
    path: str = ""
    tag: str = ""
    demonstration: bool = False
    source: str = ""
    by: str = ""
    links: tuple[tuple[str, str], ...] = ()
