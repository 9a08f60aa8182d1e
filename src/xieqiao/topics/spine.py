"""The story of a topic from top to bottom: together in the middle, each party at its side."""

from __future__ import annotations

import importlib
import importlib.util
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings

from xieqiao.acts.access import Acting
from xieqiao.topics.dates import iso, place_in_time, said
from xieqiao.topics.flow import Way
from xieqiao.topics.models import Topic
from xieqiao.topics.story import StoryItem

MOST_LANES = 4
_WAY = [way.value for way in Way]


@dataclass
class Side:
    """What one party did, in its lane (0: it has none and is named by its label alone)."""

    body: Any
    lane: int
    steps: list[StoryItem] = field(default_factory=list)


@dataclass
class Row:
    """Steps that stand beside each other: one done together, or some at the parties' sides."""

    said: str
    iso: str
    new_date: bool
    together: StoryItem | None = None
    sides: list[Side] = field(default_factory=list)


def story_of(acting: Acting, topic: Topic) -> list[StoryItem]:
    """Return what all rooms tell of a topic, in the order of time."""
    found = [item for items in _sources() for item in items(acting, topic.id)]
    return in_order(found)


def _sources() -> Iterator[Any]:
    for room in settings.ROOMS:
        module = f"xieqiao.{room}.story_items"
        if importlib.util.find_spec(module):
            yield importlib.import_module(module).items


def in_order(items: Iterable[StoryItem]) -> list[StoryItem]:
    """Return steps by date; one without a date follows the steps that must have come before it.

    A step without a date stands after the last dated one that must have come before it on the way
    from need to result, or at the end when it names no station.
    """
    rows = list(items)
    dated = sorted((i for i in rows if i.when), key=_place)
    undated = sorted((i for i in rows if not i.when), key=_station)
    places: list[list[StoryItem]] = [[] for _ in range(len(dated) + 1)]
    for item in undated:
        before = [n for n, other in enumerate(dated) if 0 <= _station(other) <= _latest(item)]
        place = (before[-1] + 1 if before else 0) if item.station else len(dated)
        places[place].append(item)
    found = list(places[0])
    for item, following in zip(dated, places[1:], strict=True):
        found += [item, *following]
    return found


def _place(item: StoryItem) -> tuple[str, int]:
    """Return what sorts a dated step: its date, then its place on the way to a result."""
    station = _station(item)
    return place_in_time(item.when), station if station >= 0 else len(_WAY)


def _latest(item: StoryItem) -> int:
    """Return the last station that must have come before an undated step.

    Actions and results go on beside each other, so none of them need come before another.
    """
    own = _station(item)
    return own - 1 if own >= _WAY.index(Way.ACTION.value) else own


def _station(item: StoryItem) -> int:
    return _WAY.index(item.station) if item.station in _WAY else -1


def layout_for(parties: Sequence[Any]) -> str:
    """Return how the sides are drawn: two sides, lanes, or labels when there are too many."""
    count = len(parties)
    if count > MOST_LANES:
        return "labels"
    return f"lanes lanes-{count}" if count > 2 else "two"


def rows_of(items: Iterable[StoryItem], parties: Sequence[Any]) -> list[Row]:
    """Return the steps in rows, each date once."""
    lanes = {party.id: n for n, party in enumerate(parties[:MOST_LANES], start=1)}
    lanes = lanes if len(parties) <= MOST_LANES else {}
    rows: list[Row] = []
    last = None
    for item in items:
        words = said(item.when)
        new = last is None or words != last
        last = words
        joins = rows and not new and rows[-1].together is None and item.body is not None
        if not joins:
            rows.append(Row(words, iso(item.when), new))
        if item.body is None:
            rows[-1].together = item
        else:
            _beside(rows[-1], item, lanes)
    return rows


def _beside(row: Row, item: StoryItem, lanes: dict[Any, int]) -> None:
    side = next((s for s in row.sides if s.body.id == item.body.id), None)
    if side is None:
        side = Side(item.body, lanes.get(item.body.id, 0))
        row.sides.append(side)
        row.sides.sort(key=lambda s: s.lane)
    side.steps.append(item)
