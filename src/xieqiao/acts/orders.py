"""Orders in which entries may arrive: each after its predecessor and its citations."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from random import Random

from xieqiao.acts.entries import EntryBody


def causal_order(entries: Mapping[str, EntryBody], random: Random) -> Iterator[str]:
    """Yield the hashes in a random order that the citations allow.

    What rests on an entry that is not there is left out (rule 7).
    """
    waits = {h: {e.prev, *e.cites} - {None} for h, e in entries.items()}
    unlocks: dict[str, list[str]] = defaultdict(list)
    missing: dict[str, int] = {}
    for digest, needs in waits.items():
        missing[digest] = len(needs)
        for need in needs:
            unlocks[need or ""].append(digest)
    ready = sorted(h for h, n in missing.items() if n == 0)
    while ready:
        place = random.randrange(len(ready))
        ready[place], ready[-1] = ready[-1], ready[place]
        digest = ready.pop()
        yield digest
        for follower in unlocks[digest]:
            missing[follower] -= 1
            if missing[follower] == 0:
                ready.append(follower)
