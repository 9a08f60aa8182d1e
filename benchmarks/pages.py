"""Every page at a hundred thousand topics, against the same page with the demonstration alone.

Three states: the demonstration; the nation (400 copies of the demonstration beside it, 3,600
bodies, and bare topics up to 100,000, ten to a partnership; the reader's body sits in twenty-odd);
and, as nothing worse can happen to a list, the reader's body in every copy and all bare topics in
one partnership of its own. The pages come out of the URL configuration, so a new one is measured
by itself; beside them stand the ways of asking a list for something.

    python -m benchmarks.pages                    minutes; the rows are kept for next time
    python -m benchmarks.pages --short            ten thousand topics, fewer rounds
    python -m benchmarks.pages --postgresql
    python -m benchmarks.pages --only topics      addresses whose name begins so
    python -m benchmarks.pages --plans topics:list --state ours
    python -m benchmarks.pages --anew             make the rows anew

Times are of this process's work on SQLite, and by the clock on PostgreSQL.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.measure import table
from benchmarks.stage import set_up

GOAL, NEARLY_NOTHING = 2.0, 0.010
SLOW = 3.0  # seconds; what takes longer is not measured again
KEPT = Path(__file__).resolve().parent.parent / "data" / "benchmarks"
WHO, SLUG = "deqing-secretary-general-1", "deqing"
CHAIR, MEMBER, UNIT = "deqing-chair-1", "deqing-member-1", "deqing-unit-handler-1"


def options() -> Any:
    """Return what was asked for."""
    parser = argparse.ArgumentParser(prog="benchmarks.pages")
    parser.add_argument("--topics", type=int, default=0)
    parser.add_argument("--rounds", type=int, default=0)
    parser.add_argument("--short", action="store_true", help="a first look")
    parser.add_argument("--postgresql", action="store_true", help="on one started for this run")
    parser.add_argument("--only", default="", help="names of addresses begin so")
    parser.add_argument("--plans", default="", help="show the queries of one page, and their plans")
    parser.add_argument("--state", default="ours", choices=("demo", "nation", "ours"))
    parser.add_argument("--anew", action="store_true", help="make the rows anew")
    asked = parser.parse_args()
    asked.topics = asked.topics or (10_000 if asked.short else 100_000)
    asked.rounds = asked.rounds or (3 if asked.short else 7)
    return asked


def ways_to_ask() -> Iterator[tuple[str, str, str]]:
    """Yield what lists are asked for: a name, who asks, and the address."""
    at = f"/b/{SLUG}"
    yield "desk of a chair", CHAIR, f"{at}/"
    yield "desk of a chair, whole", CHAIR, f"{at}/?whole=1"
    yield "desk of a member", MEMBER, f"{at}/"
    yield "desk of a unit", UNIT, f"{at}/"
    for name, query in (
        ("page 3", "page=3"),
        ("page 4000", "page=4000"),
        ("the last page", "page=last"),
        ("by title", "sort=title"),
        ("by title, page 400", "sort=title&page=400"),
        ("by words", "q=老品牌"),
        ("by words that many have", "q=演示议题"),
        ("open ones", "state=open"),
        ("at a stage", "stage=research"),
    ):
        yield f"topics:list, {name}", WHO, f"{at}/topics/?{query}"
    for tab in ("theirs", "force", "ended"):
        yield f"acts:list, {tab}", WHO, f"{at}/acts/?tab={tab}"
    yield "acts:list, force, page 400", WHO, f"{at}/acts/?tab=force&page=400"
    yield "partnerships:list, by words", WHO, f"{at}/partnerships/?q=演示"
    yield "partnerships:list, page 100", WHO, f"{at}/partnerships/?page=100"
    yield "meetings:list, page 100", WHO, f"{at}/activities/?page=100"
    yield "outcomes:list, page 50", WHO, f"{at}/outcomes/?page=50"
    yield "outcomes:actions, page 50", WHO, f"{at}/actions/?page=50"
    yield "exchange:needs, page 50", WHO, f"{at}/needs/?page=50"
    for name, words in (
        ("few hits", "老品牌"),
        ("many hits", "议题"),
        ("one character", "议"),
        ("two words, many hits", "议题 河道"),
        ("no hits", "火星"),
    ):
        yield f"portal:search, {name}", WHO, f"{at}/search/?q={words}"
    yield "portal:search, many hits, page 100", WHO, f"{at}/search/?q=议题&page=100"


def pages(places: dict[str, Any], only: str) -> list[tuple[str, str, str]]:
    """Return the pages to measure: a name, who opens it, and the address."""
    found = [
        (name, place.get("account", ""), place["path"])
        for name, place in places.items()
        if "path" in place and place.get("account")
    ]
    found += ways_to_ask()
    return [page for page in found if page[0].startswith(only)]


class Visitors:
    """Clients that are signed in, in each state."""

    def __init__(self, states: Any) -> None:
        self.states = states
        self.clients: dict[tuple[str, str], Any] = {}

    def open(self, state: str, who: str, path: str) -> float:
        """Open a page in a state and return the seconds that it took."""
        from django.db import connection

        self.states.use(state)
        client = self._client(state, who)
        clock = time.process_time if connection.vendor == "sqlite" else time.perf_counter
        began = clock()
        answer = client.get(path)
        taken = clock() - began
        assert answer.status_code == 200, (path, answer.status_code)
        return taken

    def _client(self, state: str, who: str) -> Any:
        from django.test import Client

        from xieqiao.bodies.models import Account

        if (state, who) not in self.clients:
            client = Client(headers={"accept-language": "zh-hans", "host": "localhost"})
            client.force_login(Account.objects.get(sign_in_name=who))
            self.clients[state, who] = client
        return self.clients[state, who]


def measured(visitors: Visitors, who: str, path: str, rounds: int) -> dict[str, float]:
    """Return the median of what a page takes in each state, opened in turns."""
    taken = {state: [visitors.open(state, who, path)] for state in visitors.states.names}
    if max(taken["demo"] + taken["nation"] + taken["ours"]) < SLOW:
        taken = {state: [] for state in taken}  # what the first ones lacked is in memory now
        for _ in range(rounds):
            for state, times in taken.items():
                times.append(visitors.open(state, who, path))
    return {state: statistics.median(times) for state, times in taken.items()}


def main() -> int:
    """Measure in all three states and print the table. Return 1 when a page misses the goal."""
    asked = options()
    os.environ["XIEQIAO_DEMO"] = "true"  # its people may sign in
    kept = KEPT / f"pages-{asked.topics}{'-postgresql' if asked.postgresql else ''}"
    sys.argv[1:] = ["--postgresql"] if asked.postgresql else []
    database = set_up(kept)
    from benchmarks.states import States

    states = States(kept, asked.topics, SLUG, anew=asked.anew)
    visitors = Visitors(states)
    found = pages(states.places, asked.only or asked.plans)
    if asked.plans:
        from benchmarks.plans import show

        for name, who, path in found:
            print(f"\n==== {name} {path}")
            show(lambda who=who, path=path: visitors.open(asked.state, who, path))
        return 0
    rows = {}
    for name, who, path in found:
        try:
            rows[name] = measured(visitors, who, path, asked.rounds)
        except AssertionError as error:
            print(f"NOT MEASURED: {name}: {error}", flush=True)
    slow = [name for name, taken in rows.items() if _missed(taken)]
    print(f"{database}, {asked.topics:,} topics; ms, and how many times the demonstration's")
    heads = ["page", "demo, ms", "nation, ms", "all ours, ms", "nation / demo", "all ours / demo"]
    print(table(heads, [_row(name, taken) for name, taken in sorted(rows.items(), key=_worst)]))
    ratios = [taken["nation"] / taken["demo"] for taken in rows.values()]
    print(f"median ratio {statistics.median(ratios):.2f}, highest {max(ratios):.2f}; goal {GOAL:g};"
          f" {len(slow)} of {len(rows)} pages miss it: {', '.join(slow) or 'none'}")  # fmt: skip
    return 1 if slow else 0


def _missed(taken: dict[str, float]) -> bool:
    return taken["nation"] > GOAL * taken["demo"] + NEARLY_NOTHING


def _worst(item: tuple[str, dict[str, float]]) -> float:
    taken = item[1]
    return -max(taken["nation"], taken["ours"]) / taken["demo"]


def _row(name: str, taken: dict[str, float]) -> list[str]:
    times = [f"{one * 1e3:.1f}" for one in taken.values()]
    ratios = [f"{taken[state] / taken['demo']:.2f}" for state in ("nation", "ours")]
    return [name, *times, *ratios]


if __name__ == "__main__":
    sys.exit(main())
