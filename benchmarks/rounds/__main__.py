"""`python -m benchmarks.rounds`: 8 bodies, 300 needs, 6,000 invented people, a refusal, a refill.

The vectors of texts are reckoned when these are saved, so they are counted apart. Goals: a run in
at most a minute and 1.5 GiB.
"""

from __future__ import annotations

import resource
import sys
import time
from collections.abc import Callable
from typing import Any

BODIES, NEEDS, PEOPLE = 8, 300, 6_000
MOST_SECONDS, MOST_BYTES = 60.0, 1.5 * 2**30


def timed(name: str, work: Callable[[], Any]) -> tuple[Any, float]:
    """Print what some work takes; return what it found, and the seconds."""
    begun = time.perf_counter()
    found = work()
    seconds = time.perf_counter() - begun
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    print(f"{name}: {seconds:.1f} s, peak {peak / 2**30:.2f} GiB", flush=True)
    return found, seconds


def main() -> int:
    """Return 1 when a run misses its goal, or moves somebody who was told."""
    from benchmarks.stage import set_up

    print(f"{BODIES} bodies, {NEEDS} needs, {PEOPLE:,} people on {set_up()}", flush=True)
    from tests.parties import found, parties
    from tests.rounds.made import make_round
    from xieqiao.acts.matter import gate_open

    def made() -> Any:
        there = parties(BODIES)
        with gate_open("acts"), gate_open("live"):
            return there, make_round(there, found(there), NEEDS, PEOPLE)

    (there, round_), _ = timed("made", made)
    timed("vectors of all texts", _vectors)
    good = _matched(there, round_)
    return good or _with_rules(there)


def _with_rules(there: list[Any]) -> int:
    """Match such a round once more, with teams, needs for all or nobody, caps and exclusions."""
    from tests.rounds.rules import with_rules
    from xieqiao.acts.matter import gate_open
    from xieqiao.rounds import live

    def made() -> Any:
        with gate_open("acts"), gate_open("live"):
            return with_rules(there, NEEDS, PEOPLE)

    round_, _ = timed("made, with teams and caps", made)
    for who in there:
        live.say_ready(who, round_)
    timed("vectors of all texts", _vectors)
    run, seconds = timed("run with teams and caps", lambda: _run(there[0], round_))
    _tell_of(run)
    return 0 if run.usable and seconds <= 2 * MOST_SECONDS else 1


def _vectors() -> None:
    from xieqiao.exchange.sweep import read_new

    while read_new():
        pass


def _matched(there: list[Any], round_: Any) -> int:
    from tests.rounds.steps import adopted, pairs
    from xieqiao.rounds import live

    for who in there:
        live.say_ready(who, round_)
    first, seconds = timed("first run", lambda: _run(there[0], round_))
    _tell_of(first)
    round_, _ = timed("adopted by all", lambda: adopted(there, round_, first))
    (told, refused), _ = timed("told", lambda: _told(there, round_))
    again, more = timed("refill", lambda: _run(there[3], round_))
    _tell_of(again)
    moved = told - pairs(again)
    print(f"{len(told)} told, {len(moved)} of them moved; {len(refused)} refused")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    good = not moved and not refused & pairs(again) and peak <= MOST_BYTES
    return 0 if good and max(seconds, more) <= MOST_SECONDS else 1


def _run(who: Any, round_: Any) -> Any:
    from xieqiao.rounds import live
    from xieqiao.rounds.models import Run

    run = live.start_run(who, round_)
    live.reckon(run.id)  # a large one waits for the background
    return Run.objects.get(id=run.id)


def _tell_of(run: Any) -> None:
    print(
        f"  {run.status}: {run.needs_met} of {run.needs_in} needs met, {run.people_sent} people, "
        f"total {run.total / 10_000:.2f}"
    )


def _told(there: list[Any], round_: Any) -> tuple[set[Any], set[Any]]:
    from django.utils import timezone

    from xieqiao.rounds import own, queries

    told, refused = set(), set()
    today = timezone.localdate()
    for who in there:
        for n, row in enumerate(queries.adopted_ours(who, round_)):
            made = own.tell(who, round_, row.entrant.id, row.need.id, today)
            pair = (row.need.id, row.entrant.id)
            (refused if n == 0 else told).add(pair)
            if n == 0:
                own.answer(who, made, "refused", today)
    return told, refused


if __name__ == "__main__":
    sys.exit(main())
