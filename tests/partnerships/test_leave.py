"""One party less."""

from __future__ import annotations

from typing import Any

import pytest

from tests.parties import found, parties, pass_act
from tests.partnerships.steps import adopt, deciders, ids, join, leave, payload, set_up
from xieqiao.acts import gate
from xieqiao.acts.errors import BadPayload, NotAllowed
from xieqiao.partnerships import queries, story

pytestmark = pytest.mark.django_db


def test_it_works() -> None:
    there = parties(4)
    partnership = found(there)
    agreement = adopt(there, partnership)
    leave(there, there[3], partnership)
    assert [p.body_id for p in queries.parties_of(partnership.id)] == [a.body_id for a in there[:3]]
    assert deciders(agreement.id) == ids(*there[:3])
    assert not queries.is_party(there[3].body_id, partnership.id)


def test_two_must_remain() -> None:
    there = parties(2)
    partnership = found(there)
    words = payload("partnership.leave", body=str(there[1].body_id), reason="另有安排")
    with pytest.raises(BadPayload):
        gate.propose(there[1], "partnership.leave", words, subject=partnership.id)


def test_who_left_no_longer_proposes() -> None:
    there = parties(3)
    partnership = found(there)
    leave(there, there[2], partnership)
    words = payload("agreement.adopt", title="新协议")
    with pytest.raises(NotAllowed):
        gate.propose(there[2], "agreement.adopt", words, partnership=partnership.id)


def test_who_left_reads_up_to_leaving() -> None:
    there = parties(3)
    partnership = found(there, title="旧名")
    before = adopt(there, partnership)
    leave(there, there[2], partnership)
    after = adopt(there[:2], partnership, title="之后的协议")
    new = {"title": "新名", "kind": "league"}
    pass_act(there[:2], "partnership.revise", new, subject=partnership.id)

    seen: Any = queries.partnerships_seen_by(there[2]).get()
    assert seen.left_by_us is not None
    story.as_left([seen])
    assert (seen.title, seen.kind) == ("旧名", "complementary")
    assert list(queries.agreements_of(there[2], partnership.id)) == [before]
    assert set(queries.agreements_of(there[0], partnership.id)) == {before, after}
    told = story.timeline_of(there[2], partnership.id, seen.left_by_us)
    assert not any("之后" in event.words for event in told)


def test_the_carrier_s_part_ends_when_it_leaves() -> None:
    there = parties(3)
    partnership = found(there, kind="assistance", carrier=str(there[2].body_id))
    leave(there, there[2], partnership)
    partnership.refresh_from_db()
    assert partnership.carrier is None


def test_who_left_can_come_back() -> None:
    there = parties(3)
    partnership = found(there)
    mechanism = set_up(there, partnership)
    leave(there, there[2], partnership)
    join(there[:2], there[2], partnership)
    assert queries.is_party(there[2].body_id, partnership.id)
    times = queries.comings_and_goings(partnership.id)
    assert [bool(t.left_at) for t in times if t.body_id == there[2].body_id] == [True, False]
    mechanism.refresh_from_db()
    assert mechanism.revision == 2
