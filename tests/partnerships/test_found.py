"""Founding a partnership with two, four and forty parties."""

from __future__ import annotations

import pytest

from tests.parties import acting, body, consent, found, parties, two_parties
from xieqiao.acts import gate
from xieqiao.acts.errors import BadPayload
from xieqiao.acts.kinds import kind_named
from xieqiao.acts.models import Seat
from xieqiao.partnerships import queries
from xieqiao.partnerships.models import Partnership

pytestmark = pytest.mark.django_db


def words(**fields: object) -> object:
    """Return the payload of a founding."""
    given = {"title": "演示合作", "kind": "complementary", **fields}
    return kind_named("partnership.found").payload.model_validate(given)


@pytest.mark.parametrize("count", [2, 4, 40])
def test_it_works(count: int) -> None:
    there = parties(count)
    partnership = found(there, title="四地协作", setting="同在一条江边")
    assert partnership.title == "四地协作"
    assert partnership.revision == 0
    assert {p.body_id for p in partnership.parties.all()} == {a.body_id for a in there}
    assert Seat.objects.filter(space=partnership.id, left_at=None).count() == count
    for one in there:
        assert queries.partnerships_seen_by(one).get() == partnership


def test_nothing_is_there_before_the_last_consent() -> None:
    one, other, third = parties(3)
    ids = [str(a.body_id) for a in (one, other, third)]
    act = gate.propose(one, "partnership.found", words(parties=ids))
    consent(other, act)
    assert not Partnership.objects.exists()
    assert consent(third, act).state == "sealed"
    assert Partnership.objects.count() == 1


def test_a_stranger_sees_nothing() -> None:
    found(list(two_parties()))
    assert not queries.partnerships_seen_by(acting(body(9))).exists()


def test_one_party_is_too_few() -> None:
    one, _other = two_parties()
    with pytest.raises(BadPayload) as refused:
        gate.propose(one, "partnership.found", words(parties=[str(one.body_id)]))
    assert refused.value.errors[0][0] == "parties"


def test_forty_one_are_too_many() -> None:
    there = parties(41)
    with pytest.raises(BadPayload):
        gate.propose(there[0], "partnership.found", words(parties=[str(a.body_id) for a in there]))


def test_a_body_that_is_only_listed_cannot_be_a_party() -> None:
    one, _other = two_parties()
    listed = body(50, participates=False, name="只列名的机构")
    with pytest.raises(BadPayload) as refused:
        gate.propose(
            one,
            "partnership.found",
            words(parties=[str(one.body_id), str(listed.id)]),
        )
    assert "只列名的机构" in str(refused.value.errors[0][1])


def test_somebody_else_s_partnership_cannot_be_founded() -> None:
    one, other, third = parties(3)
    with pytest.raises(BadPayload):
        gate.propose(
            third, "partnership.found", words(parties=[str(one.body_id), str(other.body_id)])
        )


def test_paired_assistance_names_who_carries_more() -> None:
    one, other = two_parties()
    ids = [str(one.body_id), str(other.body_id)]
    with pytest.raises(BadPayload) as refused:
        gate.propose(one, "partnership.found", words(kind="assistance", parties=ids))
    assert refused.value.errors[0][0] == "carrier"
    partnership = found([one, other], kind="assistance", carrier=ids[0])
    assert partnership.carrier_id == one.body_id


def test_what_was_founded_long_ago_keeps_its_date_and_source() -> None:
    partnership = found(list(two_parties()), happened="2019-12", source="演示报 2021-05-27")
    assert partnership.founded == "2019-12"
    assert partnership.source == "演示报 2021-05-27"
    assert partnership.parties.first().joined == "2019-12"
