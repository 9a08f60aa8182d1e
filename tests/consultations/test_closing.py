"""Closing, the digest, and what acts and registers prove."""

from __future__ import annotations

from typing import Any

import pytest

from tests.consultations.steps import (
    in_the_room,
    moment,
    open_consultation,
    statements,
    timed,
    vote,
    words,
)
from tests.parties import found, parties, pass_act
from xieqiao.acts import gate
from xieqiao.acts.errors import ActError, BadPayload
from xieqiao.acts.kinds import kind_named
from xieqiao.acts.matter import NotByActs, gate_open
from xieqiao.acts.replay import replay
from xieqiao.acts.verify import verify
from xieqiao.consultations import live, sweep
from xieqiao.consultations.live.closing import ByItsTime
from xieqiao.consultations.models import Closing, Consultation, Participant, Statement, Vote

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene() -> Any:
    there = parties(2)
    consultation = in_the_room(there, found(there))
    one, two = statements(there[0], consultation, 2)
    me = live.join(there[0], consultation)
    live.cast_votes(me, [vote(one, 1, 1), vote(two, -1, 2)])
    return there, consultation


def closed(there: Any, consultation: Any) -> Closing:
    """Return the closing that two parties said."""
    live.propose_closing(there[0], consultation)
    made = live.propose_closing(there[1], consultation)
    assert made is not None
    return made


def test_one_party_alone_does_not_close_it_and_may_think_again(scene: Any) -> None:
    there, consultation = scene
    assert live.propose_closing(there[0], consultation) is None
    assert live.propose_closing(there[0], consultation) is None
    live.withdraw_closing(there[0], consultation)
    assert live.propose_closing(there[1], consultation) is None
    assert live.propose_closing(there[0], consultation) is not None


def test_after_closing_nothing_changes(scene: Any) -> None:
    there, consultation = scene
    closed(there, consultation)
    one, me = Statement.objects.first(), Participant.objects.get()
    assert one is not None
    refused: list[Any] = [
        lambda: live.put_statement(me, "太晚了"),
        lambda: live.seed_statement(there[0], consultation, "太晚了"),
        lambda: live.translate(there[0], one, "en", "Too late"),
        lambda: live.propose_moderation(there[0], one, "hide", "太晚了"),
        lambda: live.join(there[1], consultation),
        lambda: live.propose_closing(there[0], consultation),
        lambda: live.withdraw_closing(there[0], consultation),
    ]
    for late in refused:
        with pytest.raises(ActError):
            late()
    assert list(live.check_digests("default")) == []


def test_a_changed_vote_shows_in_the_digest(scene: Any) -> None:
    there, consultation = scene
    made = closed(there, consultation)
    assert made.digest == live.live_digest(consultation.id)
    with gate_open("live"):
        Vote.objects.filter(value=1).update(value=0)
    (fault,) = live.check_digests("default")
    assert str(consultation.id) in fault
    assert [fault in str(p) for p in verify(workers=1).problems] == [True]


def test_the_digest_is_over_numbers_never_over_names(scene: Any) -> None:
    _there, consultation = scene
    before = live.live_digest(consultation.id)
    with gate_open("live"):
        Participant.objects.update(person_id=None, account=None)
    assert live.live_digest(consultation.id) == before


def test_a_survey_closes_by_its_time_alone() -> None:
    there = parties(2)
    consultation = open_consultation(there, found(there))
    with pytest.raises(ByItsTime):
        live.propose_closing(there[0], consultation)
    with pytest.raises(ActError):
        live.close(consultation)
    assert sweep.run() == 0
    timed(consultation, opens=-2, closes=-1)
    assert (sweep.run(), sweep.run()) == (1, 0)
    made = Closing.objects.get()
    assert (made.closed_at, made.body) == (consultation.closes_at, None)
    assert live.close(consultation) == made


def test_the_sweep_gives_a_follower_its_statements(scene: Any) -> None:
    there, consultation = scene
    then = in_the_room(there, consultation.partnership, follows=str(consultation.id))
    closed(there, consultation)
    sweep.run()
    sweep.run()
    assert Statement.objects.filter(consultation=then).count() == 2


def test_live_matter_is_written_by_the_service_alone(scene: Any) -> None:
    with pytest.raises(NotByActs):
        Vote.objects.update(value=0)
    with pytest.raises(NotByActs):
        Vote.objects.get(value=1).save()


@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        ("closes", {"closes": None}),
        ("closes", {"opens": moment(days=2), "closes": moment(days=1)}),
        ("closes", {"opens": moment(days=-3), "closes": moment(days=-2)}),
        ("closes", {"closes": moment(days=900)}),
        ("guests", {"mode": "closed", "guests": True}),
        ("activity", {"mode": "closed"}),
    ],
)
def test_times_that_cannot_be_are_refused(field: str, wrong: dict[str, Any]) -> None:
    there = parties(2)
    partnership = found(there)
    payload = kind_named("consultation.open").payload.model_validate(words(**wrong))
    with pytest.raises(BadPayload) as error:
        gate.propose(there[0], "consultation.open", payload, partnership=partnership.id)
    assert [name for name, _words in error.value.errors] == [field]


def test_times_and_guests_are_changed_by_all_but_not_after_closing(scene: Any) -> None:
    there, consultation = scene
    change = {"opens": moment(hours=-1), "closes": moment(days=3), "guests": True}
    pass_act(there, "consultation.change", change, subject=consultation.id)
    row = Consultation.objects.get(id=consultation.id)
    assert (row.guests, row.title, row.mode) == (True, consultation.title, "live")
    closed(there, consultation)
    payload = kind_named("consultation.change").payload.model_validate(change)
    with pytest.raises(ActError):
        gate.propose(there[0], "consultation.change", payload, subject=consultation.id)


@pytest.mark.database
@pytest.mark.django_db(databases=["default", "replay"])
@pytest.mark.usefixtures("replay_database")
def test_the_acts_replay_and_verify(scene: Any) -> None:
    there, consultation = scene
    change = {"opens": moment(hours=-1), "closes": moment(days=3), "guests": True}
    pass_act(there, "consultation.change", change, subject=consultation.id)
    open_consultation(there, consultation.partnership, follows=str(consultation.id))
    closed(there, consultation)
    for seed in range(3):
        assert replay("default", seed) == []
    assert verify(workers=1).problems == []
