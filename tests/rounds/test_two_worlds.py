"""Two worlds that differ in one body's people only: what another body reads of them."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Any

import pytest
from django.db import transaction

from tests.exchange.steps import person, skill, strength
from tests.parties import parties
from tests.rounds.reading import put_in_seen, results_seen
from tests.rounds.steps import DIGITAL, FARMING, HEALTH, adopted, opened, run, somebody, wanted
from xieqiao.acts.access import Acting
from xieqiao.rounds import live, own
from xieqiao.rounds.models import Entrant, Round

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]

WORDS = (FARMING, HEALTH, DIGITAL, "县医院管理与远程会诊", "数字政府与城市大脑", "茶叶")


class Worlds:
    """Three parties: the asker with needs, a second with people, a third with both."""

    def __init__(self) -> None:
        self.there = parties(3)
        self.asker, self.second, self.third = self.there
        self.round: Round = opened(self.there)
        for title in (HEALTH, FARMING):
            wanted(self.asker, self.round, title)
        wanted(self.third, self.round, DIGITAL)
        somebody(self.second, self.round, 1, HEALTH)
        somebody(self.third, self.round, 2, FARMING)
        somebody(self.asker, self.round, 3, DIGITAL)

    def seen(self, change: Callable[[], None], who: Acting) -> tuple[str, str]:
        """Return what a body reads after a change, before the runs and after them; undo it all."""
        with transaction.atomic():
            change()
            before = put_in_seen(who, self.round)
            result = run(self.there, self.round)
            after = results_seen(who, self.round)
            round_ = adopted(self.there, self.round, result)
            live.start_run(self.second, round_)
            after += results_seen(who, round_)
            transaction.set_rollback(True)
        return before, after


def nothing() -> None:
    """Change nothing."""


@pytest.mark.parametrize("seed", range(2))
def test_people_who_are_not_put_in_change_nothing_that_others_read(seed: int) -> None:
    worlds, chance = Worlds(), Random(seed)

    def more_people() -> None:
        for number in range(chance.randint(1, 5)):
            skill(worlds.second, 100 + number, title=chance.choice(WORDS))
            person(worlds.second, 200 + number, work=chance.choice(WORDS))
            strength(worlds.second, title=chance.choice(WORDS), origin="body")

    for who in (worlds.asker, worlds.third):
        one, two = worlds.seen(nothing, who), worlds.seen(more_people, who)
        assert one[0] == two[0]
        assert one[1] == two[1]


@pytest.mark.parametrize("seed", range(2))
def test_people_who_are_put_in_change_results_alone(seed: int) -> None:
    worlds, chance = Worlds(), Random(seed)

    def more_entrants() -> None:
        for number in range(chance.randint(1, 4)):
            somebody(worlds.second, worlds.round, 100 + number, chance.choice(WORDS))

    before, _ = worlds.seen(nothing, worlds.asker)
    after, _ = worlds.seen(more_entrants, worlds.asker)
    assert before == after


def test_own_rules_that_decide_nothing_are_read_by_nobody_else() -> None:
    worlds = Worlds()

    def rules() -> None:
        who, round_ = worlds.second, worlds.round
        idle = somebody(who, round_, 50, "与本轮无关的事：古籍修复")
        need = round_.needs.first()
        assert need is not None
        own.exclude(who, idle.id, need.id, "kin", "机密的缘由")
        own.set_limit(who, round_, 0, 9)

    def readable(seen: tuple[str, str]) -> tuple[str, list[str]]:
        lines = [line for line in seen[1].splitlines() if '"inputs"' not in line]
        return seen[0], lines

    for who in (worlds.asker, worlds.third):
        assert readable(worlds.seen(nothing, who)) == readable(worlds.seen(rules, who))


def test_names_reasons_and_entrants_of_others_are_nowhere() -> None:
    worlds = Worlds()
    result = run(worlds.there, worlds.round)
    round_ = adopted(worlds.there, worlds.round, result)
    for who in worlds.there:
        seen = put_in_seen(who, round_) + results_seen(who, round_)
        foreign: Any = Entrant.objects.exclude(body=who.body_id)
        for row in foreign:
            assert str(row.id) not in seen
            assert str(row) not in seen
