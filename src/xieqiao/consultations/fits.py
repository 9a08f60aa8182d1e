"""What the votes of a consultation tell so far, as a model for choosing what to ask next.

It is reckoned from the same votes as the result, at most once a minute in a process, and only
while that takes a moment; without it the least answered statements come first.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from xieqiao.consultations.results.folding import FEWEST
from xieqiao.consultations.results.reading import sheet_of

RENEW = 60.0
FEWEST_VOTES, MOST_VOTES = 100, 10_000
_MOST_KEPT = 50
_kept: dict[UUID, tuple[float, Fit | None]] = {}


@dataclass(frozen=True)
class Fit:
    """The engine's model, and the places of people and statements in it by their numbers."""

    model: Any
    counts: Any
    people: dict[int, int]
    statements: dict[int, int]

    def order(self, person: int, open_to: Sequence[int], shown: int, seed: int) -> list[int]:
        """Return the numbers of statements that tell most of a person, the best first.

        Empty for a person who had not voted when it was reckoned. `open_to` holds the numbers of
        statements to choose among; of those that came since, none is in the answer.
        """
        import numpy as np

        from xieqiao.engines.consensus import next_statement
        from xieqiao.engines.consensus.routing import expected_gain

        place = self.people.get(person)
        known = [number for number in open_to if number in self.statements]
        if place is None or not known:
            return []
        places = np.array([self.statements[number] for number in known], np.int64)
        flags = np.zeros(len(self.statements), bool)
        flags[places] = True
        first = next_statement(self.model, self.counts, place, flags, shown, seed).statement
        gain = expected_gain(self.model, place, places)
        order = sorted(range(len(known)), key=lambda k: (places[k] != first, -gain[k], known[k]))
        return [known[k] for k in order]


def fit_of(consultation_id: UUID, votes: int) -> Fit | None:
    """Return the model of a consultation that has about so many votes, or None without one."""
    if not FEWEST_VOTES <= votes <= MOST_VOTES:
        return None
    now = time.monotonic()
    known = _kept.get(consultation_id)
    if known is not None and now - known[0] < RENEW:
        return known[1]
    if len(_kept) >= _MOST_KEPT:
        _kept.clear()
    _kept[consultation_id] = (now, known[1] if known else None)  # the others need not wait
    found = _reckoned(consultation_id)
    _kept[consultation_id] = (now, found)
    return found


def forget() -> None:
    """Forget all models (for tests)."""
    _kept.clear()


def _reckoned(consultation_id: UUID) -> Fit | None:
    import numpy as np

    from xieqiao.engines.consensus import Ballot, analyse, of_ballots

    sheet = sheet_of(consultation_id)
    if len(sheet.voters) < FEWEST:
        return None
    ballots = [Ballot(str(p), str(s), value, at) for p, s, value, at in sheet.votes]
    votes = of_ballots(ballots, statements=[str(number) for number in sheet.statements])
    found = analyse(votes, resamples=0, suspicions=False)
    counts = np.zeros((len(votes.statements), 3), np.int64)
    np.add.at(counts, (votes.statement, votes.vote.astype(np.int64) + 1), 1)
    return Fit(
        model=found.model,
        counts=counts,
        people={int(id_): place for place, id_ in enumerate(votes.participants)},
        statements={int(id_): place for place, id_ in enumerate(votes.statements)},
    )
