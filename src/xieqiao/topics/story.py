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

    `body` is the one at whose side it was done, or None for what was done together; `by` says in
    words who did it. An empty `when` is a date that nobody reported: the step then stands where
    its `station` (one of `flow.Way`) belongs. `links` lead to what belongs to it: (words, path).
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
    station: str = ""
    links: tuple[tuple[str, str], ...] = ()
