"""Ending a partnership, and what ends with it."""

from __future__ import annotations

import pytest

from tests.parties import found, parties, pass_act
from tests.partnerships.steps import adopt, payload, set_up
from xieqiao.acts import gate
from xieqiao.acts.errors import Ended
from xieqiao.acts.models import Subject
from xieqiao.partnerships import queries

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("count", [2, 4])
def test_it_works(count: int) -> None:
    there = parties(count)
    partnership = found(there)
    adopt(there, partnership)
    set_up(there, partnership)
    pass_act(there, "partnership.end", {"reason": "合作期满"}, subject=partnership.id)
    partnership.refresh_from_db()
    assert partnership.closed
    assert partnership.ending_note == "合作期满"
    assert not Subject.objects.filter(space=partnership.id, closed=False).exists()
    assert queries.partnerships_seen_by(there[0]).get() == partnership
    assert not queries.partnerships_open_to(there[0]).exists()


def test_nothing_new_comes_into_a_partnership_that_ended() -> None:
    there = parties(2)
    partnership = found(there)
    pass_act(there, "partnership.end", {"reason": "合作期满"}, subject=partnership.id)
    words = payload("agreement.adopt", title="新协议")
    with pytest.raises(Ended):
        gate.propose(there[0], "agreement.adopt", words, partnership=partnership.id)


def test_it_cannot_end_twice() -> None:
    there = parties(2)
    partnership = found(there)
    pass_act(there, "partnership.end", {"reason": "合作期满"}, subject=partnership.id)
    with pytest.raises(Ended):
        gate.propose(
            there[0],
            "partnership.end",
            payload("partnership.end", reason="再来一次"),
            subject=partnership.id,
        )
