"""What follows from the registers is the same in every order that their citations allow."""

from __future__ import annotations

import pytest
from django.utils import timezone

from tests.acts.kinds import NoteText
from tests.parties import consent, found, parties, pass_act
from xieqiao.acts import gate
from xieqiao.acts.models import Act, ActState, Entry
from xieqiao.acts.replay import replay
from xieqiao.acts.verify import verify

pytestmark = [
    pytest.mark.django_db(databases=["default", "replay"]),
    pytest.mark.usefixtures("replay_database"),
    pytest.mark.database,
]


def _same_in_many_orders(orders: int = 12) -> None:
    assert verify(workers=1).problems == []
    for seed in range(orders):
        assert replay("default", seed=seed) == []


def test_an_overtaken_act_is_overtaken_in_every_order() -> None:
    """A plan that was declined lies open while somebody joins, and so is overtaken."""
    everybody = parties(3)
    one, two, joining = everybody
    space = found([one, two]).id
    plan = gate.propose(two, "test.plan", NoteText(text="甲"), partnership=space)
    gate.decline(one, plan.id, plan.versions.get().digest, "不同意")
    pass_act(everybody, "partnership.join", {"body": str(joining.body_id)}, subject=space)
    assert Act.objects.get(id=plan.id).state == ActState.STALE
    assert Entry.objects.filter(act=plan.id, type="lapse").exists()
    _same_in_many_orders()


def test_what_lapsed_before_it_could_be_overtaken_has_lapsed_in_every_order() -> None:
    everybody = parties(3)
    one, two, joining = everybody
    space = found([one, two]).id
    words, now = NoteText(text="甲"), timezone.now()
    plan = gate.propose(two, "test.plan", words, partnership=space, deadline=now)
    gate.lapse(plan.id)
    pass_act(everybody, "partnership.join", {"body": str(joining.body_id)}, subject=space)
    assert Act.objects.get(id=plan.id).state == ActState.LAPSED
    _same_in_many_orders()


def test_what_only_an_earlier_version_moved_does_not_overtake_the_present_one() -> None:
    one, two = parties(2)
    space = found([one, two]).id
    first, second = (
        pass_act([one, two], "test.make", {"text": "甲"}, partnership=space) for _ in range(2)
    )
    both = NoteText(text="乙", others=[second.subject_id])
    act = gate.propose(one, "test.change", both, subject=first.subject_id)
    gate.amend(one, act.id, NoteText(text="乙"))
    pass_act([two, one], "test.change", {"text": "丙"}, subject=second.subject_id)
    assert Act.objects.get(id=act.id).state == ActState.OPEN
    _same_in_many_orders()
    assert consent(two, act).state == ActState.SEALED
    _same_in_many_orders(4)
