"""From what was put into a round to an assignment with its reasons, by `engines.matching`."""

from __future__ import annotations

from xieqiao.rounds.reckoning.digests import digest_of
from xieqiao.rounds.reckoning.inputs import Inputs, inputs_of, size_of
from xieqiao.rounds.reckoning.outcome import Outcome, outcome_of
from xieqiao.rounds.reckoning.scores import scored
from xieqiao.rounds.reckoning.solve import solved

__all__ = ["Inputs", "Outcome", "digest_of", "inputs_of", "reckoned", "size_of"]


def reckoned(round_: object) -> Outcome:
    """Return what follows from all that is put into a round now."""
    inputs = inputs_of(round_)
    scores = scored(inputs)
    return outcome_of(inputs, scores, solved(inputs, scores))
