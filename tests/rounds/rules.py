"""A large round in which every rule is used."""

from __future__ import annotations

from itertools import islice
from random import Random
from typing import Any

from tests.parties import found
from tests.rounds.made import make_round
from xieqiao.acts.access import Acting
from xieqiao.rounds import own
from xieqiao.rounds.models import Entrant, Exclusion, Round, RoundNeed

TEAMS, EXCLUSIONS = 3, 20
"""Of each body."""


def with_rules(there: list[Acting], needs: int, people: int) -> Round:
    """Return a round with teams, needs for all or nobody, languages, caps and exclusions.

    The gates for acts and live matter must be open.
    """
    round_ = make_round(there, found(there), needs, people)
    rows = list(RoundNeed.objects.filter(round=round_).select_related("need").order_by("id"))
    for n, row in enumerate(rows):
        row.whole, row.languages = n % 15 == 0, "en" if n % 10 == 0 else ""
        row.save()
    for place, who in enumerate(there):
        _rules(who, round_, rows, Random(place))
    return round_


def _rules(who: Acting, round_: Round, needs: list[RoundNeed], chance: Random) -> None:
    entrants = list(Entrant.objects.filter(round=round_, body=who.body_id).order_by("id"))
    Entrant.objects.filter(id__in=[row.id for row in entrants[::5]]).update(languages="en,zh")
    people = iter(entrants)
    for number in range(TEAMS):
        members = [row.id for row in islice(people, 2 + number % 2)]
        own.make_team(who, round_, f"演示组 {number}", members)
    own.set_limit(who, round_, 1, max(len(needs) // 4, 2))
    pairs: set[Any] = set()
    while len(pairs) < min(EXCLUSIONS, len(entrants)):
        pairs.add((chance.choice(entrants), chance.choice(needs)))
    Exclusion.objects.bulk_create(
        Exclusion(body_id=who.body_id, round=round_, entrant=one, need=need, why="kin")
        for one, need in pairs
    )
