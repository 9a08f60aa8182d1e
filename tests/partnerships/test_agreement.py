"""Adopting, amending, renewing and ending an agreement."""

from __future__ import annotations

import pytest

from tests.parties import consent, found, parties, pass_act
from tests.partnerships.steps import adopt, payload, set_up
from xieqiao.acts import gate
from xieqiao.acts.errors import BadPayload
from xieqiao.acts.models import Subject
from xieqiao.partnerships import queries, story
from xieqiao.partnerships.models import FocusArea

pytestmark = pytest.mark.django_db

CLAUSES = [
    {"number": 2, "heading": "机制", "text": "每年召开主席联席会议。"},
    {"number": 1, "heading": "宗旨", "text": "优势互补，共同富裕。"},
]
AREAS = [{"number": 1, "name": "产业升级"}, {"number": 2, "name": "卫生康养"}]


def test_it_works() -> None:
    there = parties(2)
    partnership = found(there)
    agreement = adopt(there, partnership, signed="2019-12", clauses=CLAUSES, focus_areas=AREAS)
    assert agreement.signed == "2019-12"
    assert [c.heading for c in agreement.clauses.all()] == ["宗旨", "机制"]
    areas = queries.focus_areas_of(partnership.id)
    assert [a.name for a in areas] == ["产业升级", "卫生康养"]


def test_two_clauses_of_one_number_are_refused() -> None:
    there = parties(2)
    partnership = found(there)
    twice = [CLAUSES[0], {**CLAUSES[1], "number": 2}]
    with pytest.raises(BadPayload) as refused:
        adopt(there, partnership, clauses=twice)
    assert refused.value.errors[0][0] == "clauses"


def test_an_end_before_the_beginning_is_refused() -> None:
    there = parties(2)
    partnership = found(there)
    with pytest.raises(BadPayload) as refused:
        adopt(there, partnership, valid_from="2026-01-01", valid_to="2025-12-31")
    assert refused.value.errors[0][0] == "valid_to"


def test_an_amended_text_keeps_the_focus_areas_that_topics_point_to() -> None:
    there = parties(2)
    partnership = found(there)
    agreement = adopt(there, partnership, focus_areas=AREAS)
    second = FocusArea.objects.get(agreement=agreement, number=2)
    words = {
        "title": "战略合作协议（修订）",
        "focus_areas": [{"number": 3, "name": "科技创新"}, {"number": 2, "name": "康养旅游"}],
    }
    pass_act(there, "agreement.amend", words, subject=agreement.id)
    second.refresh_from_db()
    assert (second.name, second.dropped) == ("康养旅游", False)
    assert FocusArea.objects.get(agreement=agreement, number=1).dropped
    assert [a.name for a in queries.focus_areas_of(partnership.id)] == ["科技创新", "康养旅游"]


def test_every_version_stays_readable() -> None:
    there = parties(2)
    partnership = found(there)
    agreement = adopt(there, partnership, clauses=CLAUSES, valid_to="2026-12-31")
    new = {"title": "修订本", "clauses": CLAUSES[:1], "valid_to": "2026-12-31"}
    pass_act(there, "agreement.amend", new, subject=agreement.id)
    pass_act(there, "agreement.renew", {"valid_to": "2030-12-31"}, subject=agreement.id)
    first, second, third = story.editions_of(there[1], agreement)
    assert len(first.payload.clauses) == 2
    assert second.payload.title == third.payload.title == "修订本"
    assert str(third.payload.valid_to) == "2030-12-31"
    agreement.refresh_from_db()
    assert str(agreement.valid_to) == "2030-12-31"


def test_a_renewal_must_last_longer() -> None:
    there = parties(2)
    partnership = found(there)
    agreement = adopt(there, partnership, valid_to="2026-12-31")
    words = payload("agreement.renew", valid_to="2026-06-30")
    with pytest.raises(BadPayload):
        gate.propose(there[0], "agreement.renew", words, subject=agreement.id)


def test_for_routine_matters_more_than_half_suffices() -> None:
    there = parties(4)
    partnership = found(there)
    mechanism = set_up(there, partnership)
    adopt(there, partnership, routine=["mechanism.change", "mechanism.set_up"])
    words = payload("mechanism.change", kind="research", rhythm="as_needed")
    act = gate.propose(there[0], "mechanism.change", words, subject=mechanism.id)
    assert consent(there[1], act).state == "open"
    assert consent(there[2], act).state == "sealed"
    new = payload("mechanism.set_up", kind="supervision", rhythm="as_needed")
    act = gate.propose(there[0], "mechanism.set_up", new, partnership=partnership.id)
    consent(there[1], act)
    assert consent(there[3], act).state == "sealed"


def test_everything_else_needs_all() -> None:
    there = parties(4)
    partnership = found(there)
    mechanism = set_up(there, partnership)
    adopt(there, partnership, routine=["mechanism.change"])
    act = gate.propose(
        there[0], "mechanism.end", payload("mechanism.end", reason="停"), subject=mechanism.id
    )
    for one in there[1:3]:
        assert consent(one, act).state == "open"
    assert consent(there[3], act).state == "sealed"


@pytest.mark.parametrize("kind", ["agreement.amend", "partnership.join", "delegation.grant"])
def test_what_makes_the_rules_is_never_routine(kind: str) -> None:
    there = parties(4)
    with pytest.raises(BadPayload):
        adopt(there, found(there), routine=[kind])


def test_only_one_agreement_lays_down_routine_matters() -> None:
    there = parties(4)
    partnership = found(there)
    adopt(there, partnership, routine=["mechanism.change"])
    with pytest.raises(BadPayload):
        adopt(there, partnership, title="第二份", routine=["mechanism.end"])


def test_routine_matters_follow_an_amendment_and_end_with_the_agreement() -> None:
    there = parties(4)
    partnership = found(there)
    mechanism = set_up(there, partnership)
    agreement = adopt(there, partnership, routine=["mechanism.change"])

    def routine() -> list[tuple[str, ...]]:
        rows = Subject.objects.filter(id__in=(partnership.id, mechanism.id)).order_by("type")
        return [row.deciders.routine for row in rows]

    words = {"title": "修订", "routine": ["mechanism.end"]}
    pass_act(there, "agreement.amend", words, subject=agreement.id)
    assert routine() == [("mechanism.end",)] * 2
    basis = Subject.objects.get(id=mechanism.id).deciders.basis
    assert basis is not None
    assert (basis.id, basis.revision) == (str(agreement.id), 1)
    pass_act(there, "agreement.end", {"reason": "期满"}, subject=agreement.id)
    assert routine() == [()] * 2
    agreement.refresh_from_db()
    assert agreement.closed
