"""Eight bodies, thirty needs and a hundred and twenty invented people: a refusal and a refill."""

from __future__ import annotations

from collections import Counter
from typing import Any

import numpy as np
import pytest
from django.utils import timezone
from scipy.optimize import linear_sum_assignment

from tests.parties import found, parties
from tests.rounds.made import make_round
from tests.rounds.rules import with_rules
from tests.rounds.steps import adopted, pairs, run
from xieqiao.acts.access import Acting
from xieqiao.acts.matter import gate_open
from xieqiao.rounds import live, own, queries
from xieqiao.rounds.languages import lacks
from xieqiao.rounds.models import BodyLimit, Entrant, Exclusion, Round, RoundNeed, Team
from xieqiao.rounds.reckoning import inputs_of
from xieqiao.rounds.reckoning.scores import scored

pytestmark = pytest.mark.django_db
BODIES, NEEDS, PEOPLE = 8, 30, 120


@pytest.fixture
def there() -> list[Acting]:
    """Offices of eight new bodies."""
    return parties(BODIES)


def best_total(round_: Any) -> int:
    """Return the best sum of scores, found by another way: one seat a row, one person a column."""
    inputs = inputs_of(round_)
    scores = scored(inputs)
    seats = np.repeat(np.arange(len(inputs.needs)), [need.most for need in inputs.needs])
    value = np.where(scores.free, scores.score, 0)[seats]
    return int(value[linear_sum_assignment(value, maximize=True)].sum())


def test_a_round_of_eight_bodies_with_a_refusal_and_a_refill(there: list[Acting]) -> None:
    with gate_open("acts"), gate_open("live"):
        round_ = make_round(there, found(there), NEEDS, PEOPLE)
    first = run(there, round_)
    assert first.status == "optimal"
    assert first.needs_in == NEEDS
    assert first.total == best_total(round_)
    round_ = adopted(there, round_, first)
    refused: set[Any] = set()
    told: set[Any] = set()
    for who in there:
        for n, row in enumerate(queries.adopted_ours(who, round_)):
            pair = (row.need.id, row.entrant.id)
            made = own.tell(who, round_, row.entrant.id, row.need.id, timezone.localdate())
            if n == 0:
                own.answer(who, made, "refused", timezone.localdate(), "届时出国")
            (refused if n == 0 else told).add(pair)
    second = live.start_run(there[3], round_)
    assert refused
    assert told
    assert told <= pairs(second)
    assert not refused & pairs(second)
    after: Round = adopted(there, round_, second)
    shares = queries.shares_of(there[0], after)
    assert sum(share.total for share in shares) == second.assignments.count()


def test_every_rule_holds_where_all_are_used_at_once(there: list[Acting]) -> None:
    with gate_open("acts"), gate_open("live"):
        round_ = with_rules(there, NEEDS, PEOPLE)
    result = run(there, round_)
    assert result.status == "optimal"
    needs = {
        need.id: need for need in RoundNeed.objects.filter(round=round_).select_related("need")
    }
    people = {row.id: row for row in Entrant.objects.filter(round=round_)}
    sent = pairs(result)
    assert sent
    for need, person in sent:
        assert needs[need].need.owner_id != people[person].body_id
        assert not lacks(needs[need].languages, people[person].languages)
    assert not sent & set(Exclusion.objects.values_list("need_id", "entrant_id"))
    goes = {person: {n for n, p in sent if p == person} for person in people}
    for team in Team.objects.prefetch_related("members"):
        assert len({frozenset(goes[row.id]) for row in team.members.all()}) == 1
    given = Counter(need for need, _ in sent)
    assert all(given[n] <= need.most for n, need in needs.items())
    assert all(given[n] == 0 or given[n] >= need.least for n, need in needs.items() if need.whole)
    duties = Counter(people[person].body_id for _, person in sent)
    for limit in BodyLimit.objects.filter(round=round_):
        assert limit.floor <= duties[limit.body_id] <= (limit.cap or NEEDS)
