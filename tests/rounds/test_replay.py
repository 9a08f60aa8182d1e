"""From the registers alone come the same rounds and adopted numbers."""

from __future__ import annotations

import pytest

from tests.parties import parties, pass_act
from tests.rounds.steps import adopted, opened, run, somebody, soon, wanted
from xieqiao.acts.replay import replay
from xieqiao.acts.verify import verify
from xieqiao.rounds.models import Round, RoundShare

pytestmark = [
    pytest.mark.django_db(databases=["default", "replay"]),
    pytest.mark.usefixtures("replay_database"),
    pytest.mark.database,
]


def test_every_kind_replays_to_the_same_rows() -> None:
    there = parties(2)
    round_ = opened(there, purpose="为三个山区县找人")
    pass_act(there, "round.change", {"gathers_until": soon(), "per_person": 2}, subject=round_.id)
    wanted(there[0], round_)
    somebody(there[1], round_)
    adopted(there, round_, run(there, round_))
    pass_act(there, "round.close", {"ending": "已派员"}, subject=round_.id)
    assert (Round.objects.count(), RoundShare.objects.count()) == (1, 1)
    assert verify(workers=1).problems == []
    for seed in range(3):
        assert replay("default", seed=seed) == []
