"""Who takes part: once a person, under a number, counted under the own party."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from tests.consultations.steps import in_the_room, open_consultation, timed
from tests.meetings.steps import held, person, plan, report
from tests.parties import acting, body, found, parties
from tests.partnerships.steps import leave
from xieqiao.acts.errors import BadPayload, NotAllowed
from xieqiao.bodies.models import Person
from xieqiao.bodies.roles import Role
from xieqiao.consultations import live, queries
from xieqiao.consultations.live.guests import NoGuests, token_of
from xieqiao.consultations.models import GuestLink, Participant

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene() -> Any:
    there = parties(2)
    return there, open_consultation(there, found(there), guests=True)


def test_each_gets_a_number_and_joining_again_changes_nothing(scene: Any) -> None:
    there, consultation = scene
    first, second = (live.join(who, consultation) for who in there)
    assert (first.number, second.number) == (1, 2)
    assert live.join(there[0], consultation) == first
    assert Participant.objects.count() == 2


def test_members_experts_and_guests_are_counted_where_they_belong(scene: Any) -> None:
    there, consultation = scene
    member, expert = (acting(there[0].body, Role.MEMBER, n) for n in (1, 2))
    Person.objects.filter(id=str(expert.person_id)).update(outside="expert")
    guests = live.make_guest_link(there[1], consultation, "街坊")
    invited = live.make_guest_link(there[1], consultation, "经信局", as_kind="department", most=1)
    live.join(member, consultation)
    assert live.join(expert, consultation).as_kind == "expert"
    live.join_as_guest(guests)
    department, _key = live.join_as_guest(invited)
    assert (department.body_id, department.as_kind) == (there[1].body_id, "department")
    counted = {side.body and side.body.id: side.count for side in queries.sides_of(consultation)}
    assert counted == {there[0].body_id: 2, there[1].body_id: 1, None: 1}


def test_a_guest_comes_back_as_the_same_by_the_secret(scene: Any) -> None:
    there, consultation = scene
    link = live.make_guest_link(there[0], consultation, "街坊")
    me, key = live.join_as_guest(link)
    assert live.join_as_guest(link, key) == (me, key)
    other, _key = live.join_as_guest(link, "guessed")
    assert other != me
    assert key not in {me.key_hash, str(me.id)}


def test_no_more_guests_join_than_an_invitation_is_for(scene: Any) -> None:
    there, consultation = scene
    link = live.make_guest_link(there[0], consultation, "一人", most=1)
    live.join_as_guest(link)
    with pytest.raises(live.Full):
        live.join_as_guest(link)


def test_an_invitation_ends_by_its_time_or_by_its_office_alone(scene: Any) -> None:
    there, consultation = scene
    link = live.make_guest_link(
        there[0], consultation, "街坊", expires_at=timezone.now() + timedelta(hours=1)
    )
    live.revoke_guest_link(there[1], link)
    live.join_as_guest(link)
    live.revoke_guest_link(there[0], link)
    with pytest.raises(live.LinkEnded):
        live.join_as_guest(link)


def test_without_guests_nobody_is_invited() -> None:
    there = parties(2)
    consultation = open_consultation(there, found(there))
    with pytest.raises(NoGuests):
        live.make_guest_link(there[0], consultation, "街坊")


@pytest.mark.parametrize(
    "wrong",
    [{"label": " "}, {"most": 0}, {"most": 5001}, {"as_kind": "member"}, {"as_kind": "x"}],
)
def test_an_invitation_that_makes_no_sense_is_refused(scene: Any, wrong: dict[str, Any]) -> None:
    there, consultation = scene
    with pytest.raises(BadPayload):
        live.make_guest_link(there[0], consultation, **{"label": "街坊", **wrong})
    assert not GuestLink.objects.exists()


def test_the_address_of_an_invitation_is_not_in_the_database(scene: Any) -> None:
    there, consultation = scene
    link = live.make_guest_link(there[0], consultation, "街坊")
    assert live.guest_link_of(token_of(link)) == link
    assert live.guest_link_of(link.id.hex) is None
    assert live.guest_link_of(token_of(link)[:-2] + "xx") is None


def test_members_make_no_invitations(scene: Any) -> None:
    there, consultation = scene
    with pytest.raises(NotAllowed):
        live.make_guest_link(acting(there[0].body, Role.MEMBER), consultation, "街坊")


def test_nobody_joins_before_it_opens_or_after_it_closed(scene: Any) -> None:
    there, consultation = scene
    timed(consultation, opens=1)
    with pytest.raises(live.NotOpen):
        live.join(there[0], consultation)
    timed(consultation, opens=-2, closes=-1)
    with pytest.raises(live.Closed):
        live.join(there[0], consultation)


def test_strangers_and_who_left_do_not_take_part() -> None:
    there = parties(3)
    partnership = found(there)
    consultation = open_consultation(there, partnership)
    leave(there, there[2], partnership)
    for who in (there[2], acting(body(9))):
        with pytest.raises(NotAllowed):
            live.join(who, consultation)


def test_a_closed_consultation_is_for_those_who_were_entered_as_present() -> None:
    there = parties(2)
    partnership = found(there)
    activity = held(there, partnership)
    consultation = in_the_room(
        there, partnership, mode="closed", activity=str(activity.id), guests=False
    )
    absent, present = (acting(there[0].body, Role.MEMBER, n) for n in (1, 2))
    names = [person("演示委员 002", person_id=present.person_id)]
    with pytest.raises(live.NotPresent):
        live.join(present, consultation)
    report(there[0], "activity.record_attendance", activity, people=names)
    assert live.join(present, consultation).body_id == there[0].body_id
    with pytest.raises(live.NotPresent):
        live.join(absent, consultation)


def test_before_attendance_is_entered_the_delegation_counts_as_present() -> None:
    there = parties(2)
    partnership = found(there)
    activity = plan(there, partnership)
    consultation = in_the_room(
        there, partnership, mode="closed", activity=str(activity.id), guests=False
    )
    member = acting(there[0].body, Role.MEMBER)
    names = [person("演示委员 001", person_id=member.person_id)]
    report(there[0], "activity.name_delegation", activity, heads=names)
    assert live.join(member, consultation).number == 1
