"""Sections of different bodies that keep in touch."""

from __future__ import annotations

import pytest

from tests.parties import found, parties, pass_act
from xieqiao.acts.access import Acting
from xieqiao.acts.errors import BadPayload
from xieqiao.partnerships import queries
from xieqiao.partnerships.models import SectionExchange

pytestmark = pytest.mark.django_db


def sides(*there: Acting) -> list[dict[str, str]]:
    """Return a side for each body."""
    return [
        {"body": str(a.body_id), "kind": "sector", "section": f"经济界 {n}"}
        for n, a in enumerate(there)
    ]


def test_it_works() -> None:
    there = parties(3)
    partnership = found(there)
    words = {"title": "经济界互访", "sides": sides(*there), "note": "每季度一次"}
    act = pass_act(there, "section_exchange.set_up", words, partnership=partnership.id)
    (exchange,) = queries.exchanges_of(there[2], partnership.id)
    assert exchange.id == act.subject_id
    assert [s.body_id for s in exchange.sides.all()] == [a.body_id for a in there]
    pass_act(there, "section_exchange.end", {"reason": "换届"}, subject=exchange.id)
    assert SectionExchange.objects.get().closed


def test_one_body_alone_is_no_exchange() -> None:
    there = parties(2)
    words = {"title": "自己人", "sides": sides(there[0], there[0])}
    with pytest.raises(BadPayload):
        pass_act(there, "section_exchange.set_up", words, partnership=found(there).id)


def test_a_stranger_has_no_side() -> None:
    one, other, stranger = parties(3)
    words = {"title": "外人", "sides": sides(one, stranger)}
    with pytest.raises(BadPayload):
        pass_act([one, other], "section_exchange.set_up", words, partnership=found([one, other]).id)
