"""Standing consent: given by all, used by its holder alone, taken back by any giver."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

import pytest

from tests.parties import consent, found, parties, pass_act
from tests.partnerships.steps import join, leave, payload
from tests.partnerships.trial import trial_kinds
from xieqiao.acts import gate
from xieqiao.acts.access import Acting
from xieqiao.acts.errors import ActError, BadPayload, NotAllowed
from xieqiao.acts.models import Subject
from xieqiao.partnerships import queries
from xieqiao.partnerships.models import Partnership, StandingConsent

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def schedules() -> Iterator[None]:
    """Let there be subjects of the sort `schedule`."""
    with trial_kinds("schedule"):
        yield


def plan(there: list[Acting], partnership: Partnership) -> UUID:
    """Return the id of a schedule that all agreed on."""
    return pass_act(there, "trial.plan", {}, partnership=partnership.id).subject_id


def grant(there: list[Acting], holder: Acting, partnership: Partnership) -> UUID:
    """Return the act by which all gave the holder standing consent for schedules."""
    words = {"holder": str(holder.body_id), "sorts": ["schedule"], "days_of_notice": 3}
    return pass_act(there, "delegation.grant", words, partnership=partnership.id).id


def shift(who: Acting, schedule: UUID) -> str:
    """Return the state of an act that moves the schedule."""
    return gate.propose(who, "trial.shift", payload("trial.shift"), subject=schedule).state


def take_back(who: Acting) -> str:
    """Return the state of the act by which somebody takes its consent back."""
    mine = StandingConsent.objects.filter(giver=who.body_id, closed=False).get()
    words = payload("delegation.revoke", reason="各方共同决定")
    return gate.propose(who, "delegation.revoke", words, subject=mine.id).state


@pytest.mark.parametrize("count", [2, 4, 40])
def test_the_holder_decides_alone(count: int) -> None:
    there = parties(count)
    partnership = found(there)
    before = plan(there, partnership)
    grant(there, there[0], partnership)
    after = plan(there, partnership)
    assert shift(there[0], before) == "sealed"
    assert shift(there[0], before) == "sealed"
    assert shift(there[0], after) == "sealed"


def test_nobody_else_does() -> None:
    there = parties(4)
    partnership = found(there)
    schedule = plan(there, partnership)
    grant(there, there[0], partnership)
    assert shift(there[1], schedule) == "open"


def test_without_it_all_decide() -> None:
    there = parties(3)
    schedule = plan(there, found(there))
    assert shift(there[0], schedule) == "open"


def test_every_use_is_told() -> None:
    there = parties(3)
    partnership = found(there)
    schedule = plan(there, partnership)
    grant(there, there[0], partnership)
    shift(there[0], schedule)
    for one in there:
        grants = queries.standing_of(one, partnership.id)
        assert [a.kind for a in queries.uses_of(one, grants)] == ["trial.shift"]


@pytest.mark.parametrize("giver", [1, 3])
def test_any_giver_takes_it_back_alone(giver: int) -> None:
    there = parties(4)
    partnership = found(there)
    schedule = plan(there, partnership)
    grant(there, there[0], partnership)
    assert take_back(there[giver]) == "sealed"
    assert queries.standing_for(partnership.id, "schedule") is None
    assert shift(there[0], schedule) == "open"


def test_nobody_takes_back_what_another_gave() -> None:
    there = parties(3)
    partnership = found(there)
    grant(there, there[0], partnership)
    theirs = StandingConsent.objects.get(giver=there[1].body_id)
    with pytest.raises(NotAllowed):
        gate.propose(there[2], "delegation.revoke", payload("delegation.revoke"), subject=theirs.id)


def test_it_can_be_given_anew() -> None:
    there = parties(4)
    partnership = found(there)
    schedule = plan(there, partnership)
    grant(there, there[0], partnership)
    take_back(there[1])
    grant(there, there[2], partnership)
    assert shift(there[2], schedule) == "sealed"
    open_rows = StandingConsent.objects.filter(closed=False)
    assert {row.holder_id for row in open_rows} == {there[2].body_id}


def test_there_is_one_holder_for_a_sort() -> None:
    there = parties(3)
    partnership = found(there)
    grant(there, there[0], partnership)
    words = payload("delegation.grant", holder=str(there[1].body_id), sorts=["schedule"])
    with pytest.raises(BadPayload) as refused:
        gate.propose(there[0], "delegation.grant", words, partnership=partnership.id)
    assert refused.value.errors[0][0] == "sorts"


def test_a_proposal_on_the_old_deciders_stands_in_the_way() -> None:
    there = parties(3)
    partnership = found(there)
    schedule = plan(there, partnership)
    waiting = gate.propose(there[1], "trial.shift", payload("trial.shift"), subject=schedule)
    words = payload("delegation.grant", holder=str(there[0].body_id), sorts=["schedule"])
    act = gate.propose(there[0], "delegation.grant", words, partnership=partnership.id)
    with pytest.raises(ActError):
        consent(there[1], act)
    gate.withdraw(there[1], waiting.id)
    consent(there[1], act)
    assert consent(there[2], act).state == "sealed"


@pytest.mark.parametrize("change", ["join", "leave"])
def test_it_ends_when_the_parties_change(change: str) -> None:
    *there, newcomer = parties(4)
    partnership = found(there)
    schedule = plan(there, partnership)
    grant(there, there[0], partnership)
    if change == "join":
        join(there, newcomer, partnership)
        now = [*there, newcomer]
    else:
        leave(there, there[2], partnership)
        now = there[:2]
    assert queries.standing_for(partnership.id, "schedule") is None
    deciders = Subject.objects.get(id=schedule).deciders
    assert deciders.standing is None
    assert set(deciders.parties) == {str(a.body_id) for a in now}
    assert shift(there[0], schedule) == "open"


def test_its_limits_can_be_asked_for() -> None:
    there = parties(2)
    partnership = found(there)
    grant(there, there[0], partnership)
    given = queries.grant_for(partnership.id, "schedule")
    assert given is not None
    assert given.days_of_notice == 3
    assert queries.grant_for(partnership.id, "papers") is None
