"""One more party."""

from __future__ import annotations

import pytest

from tests.parties import acting, body, consent, found, parties
from tests.partnerships.steps import adopt, deciders, ids, join, payload, set_up
from xieqiao.acts import gate
from xieqiao.acts.errors import BadPayload, NotAllowed
from xieqiao.acts.models import Subject
from xieqiao.partnerships import queries

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("count", [2, 4, 39])
def test_it_works(count: int) -> None:
    *there, newcomer = parties(count + 1)
    partnership = found(there)
    join(there, newcomer, partnership)
    present = queries.parties_of(partnership.id)
    assert len(present) == count + 1
    assert present[-1].body_id == newcomer.body_id
    assert queries.is_party(newcomer.body_id, partnership.id)
    assert deciders(partnership.id) == ids(*there, newcomer)


def test_the_newcomer_must_consent() -> None:
    one, other, newcomer = parties(3)
    partnership = found([one, other])
    words = payload("partnership.join", body=str(newcomer.body_id))
    act = gate.propose(one, "partnership.join", words, subject=partnership.id)
    assert consent(other, act).state == "open"
    assert not queries.is_party(newcomer.body_id, partnership.id)
    assert consent(newcomer, act).state == "sealed"


def test_the_newcomer_may_decline() -> None:
    one, other, newcomer = parties(3)
    partnership = found([one, other])
    words = payload("partnership.join", body=str(newcomer.body_id))
    act = gate.propose(one, "partnership.join", words, subject=partnership.id)
    digest = act.versions.get(number=1).digest
    act = gate.decline(newcomer, act.id, digest, "时机未到")
    assert act.versions.get(number=1).closed
    assert not queries.is_party(newcomer.body_id, partnership.id)


def test_what_is_open_takes_the_newcomer_along() -> None:
    *there, newcomer = parties(3)
    partnership = found(there)
    agreement, mechanism = adopt(there, partnership), set_up(there, partnership)
    join(there, newcomer, partnership)
    for row in (agreement, mechanism):
        row.refresh_from_db()
        assert row.revision == 1
        assert deciders(row.id) == ids(*there, newcomer)


def test_what_is_closed_keeps_its_parties() -> None:
    *there, newcomer = parties(3)
    partnership = found(there)
    mechanism = set_up(there, partnership)
    for_ever = payload("mechanism.end", reason="不再需要")
    act = gate.propose(there[0], "mechanism.end", for_ever, subject=mechanism.id)
    consent(there[1], act)
    join(there, newcomer, partnership)
    assert deciders(mechanism.id) == ids(*there)


def test_an_open_proposal_on_the_old_parties_is_overtaken() -> None:
    *there, newcomer = parties(3)
    partnership = found(there)
    mechanism = set_up(there, partnership)
    words = payload("mechanism.change", kind="research", rhythm="as_needed")
    act = gate.propose(there[1], "mechanism.change", words, subject=mechanism.id)
    join_words = payload("partnership.join", body=str(newcomer.body_id))
    joining = gate.propose(there[0], "partnership.join", join_words, subject=partnership.id)
    consent(newcomer, joining)
    gate.withdraw(there[1], act.id)
    assert consent(there[1], joining).state == "sealed"
    assert Subject.objects.get(id=mechanism.id).revision == 1


def test_a_party_cannot_join_again() -> None:
    there = parties(2)
    partnership = found(there)
    words = payload("partnership.join", body=str(there[1].body_id))
    with pytest.raises(BadPayload):
        gate.propose(there[0], "partnership.join", words, subject=partnership.id)


def test_a_stranger_cannot_invite_itself() -> None:
    there = parties(2)
    partnership = found(there)
    stranger = acting(body(9))
    words = payload("partnership.join", body=str(stranger.body_id))
    with pytest.raises(NotAllowed):
        gate.propose(stranger, "partnership.join", words, subject=partnership.id)


def test_the_fortyfirst_is_one_too_many() -> None:
    *there, newcomer = parties(41)
    partnership = found(there)
    words = payload("partnership.join", body=str(newcomer.body_id))
    with pytest.raises(BadPayload):
        gate.propose(there[0], "partnership.join", words, subject=partnership.id)
