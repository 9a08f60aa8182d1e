"""Naming whom one's own side sends."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest

from tests.meetings.steps import (
    client_of,
    form_path,
    held,
    page,
    person,
    plan,
    report,
    sections,
    send,
    text,
)
from tests.parties import acting, found, parties, pass_act
from xieqiao.acts.errors import BadPayload, NotAllowed
from xieqiao.acts.kinds import kind_named
from xieqiao.bodies.models import Person
from xieqiao.meetings.models import Activity, Delegate, Delegation

pytestmark = pytest.mark.django_db
NAME = "activity.name_delegation"


def delegations(who: Any, activity: Activity) -> str:
    """Return the part of the page that shows the delegations."""
    return sections(text(page(who, "activity", activity=activity.id)))["delegations"]


def path_for(who: Any, activity: Activity) -> str:
    """Return the address of the form."""
    return form_path(who, NAME, partnership=activity.partnership_id, activity=activity.id)


def test_it_works_at_once_and_all_read_it() -> None:
    there = parties(3)
    activity = plan(there, found(there))
    act = report(there[1], NAME, activity, heads=[person("演示副主席 002", "区政协副主席")],
                 members=[person("演示委员 012")], note="乘车前往")  # fmt: skip
    assert act.state == "sealed"
    for who in there:
        shown = delegations(who, activity)
        assert shown.index("演示副主席 002") < shown.index("演示委员 012")
        assert "区政协副主席" in shown
        assert "乘车前往" in shown
        assert "尚未确定" in shown


def test_saying_it_again_replaces_it() -> None:
    there = parties(2)
    activity = plan(there, found(there))
    report(there[0], NAME, activity, heads=[person("演示委员 012")])
    report(there[0], NAME, activity, heads=[person("演示委员 013")])
    assert Delegation.objects.get().revision == 1
    assert [d.shown_as for d in Delegate.objects.all()] == ["演示委员 013"]


def test_each_party_speaks_for_itself() -> None:
    there = parties(3)
    activity = plan(there, found(there))
    for number, who in enumerate(there):
        report(who, NAME, activity, heads=[person(f"演示委员 01{number}")])
    assert {d.owner_id for d in Delegation.objects.all()} == {a.body_id for a in there}


def test_the_form_shows_whom_one_named_before() -> None:
    there = parties(2)
    activity = plan(there, found(there))
    report(there[0], NAME, activity, heads=[person("演示委员 012", "委员")])
    form = text(client_of(there[0]).get(path_for(there[0], activity)))
    assert 'value="演示委员 012"' in form
    assert activity.title in form
    assert "演示委员 012" not in text(client_of(there[1]).get(path_for(there[1], activity)))


def test_somebody_of_the_directory_is_shown_as_there() -> None:
    there = parties(2)
    activity = plan(there, found(there))
    member = Person.objects.create(body=there[0].body, name="演示委员 045", office="工商联界")
    answer = send(
        there[0],
        path_for(there[0], activity),
        activity=activity.id,
        activity_title=activity.title,
        heads__count="2",
        heads__0__person_id=member.id,
    )
    assert answer.status_code == 302
    delegate = Delegate.objects.get()
    assert (delegate.shown_as, delegate.office, delegate.person_id, delegate.head) == (
        "演示委员 045",
        "工商联界",
        member.id,
        True,
    )


def test_its_sentence_names_meeting_and_head() -> None:
    there = parties(2)
    activity = plan(there, found(there), title="联席会议")
    act = report(
        there[0], NAME, activity, activity_title="联席会议", heads=[person("演示主席 001")]
    )
    sentence = kind_named(NAME).summary(act.versions.get().payload())
    assert "联席会议" in sentence
    assert "演示主席 001" in sentence


@pytest.mark.parametrize(
    ("fields", "where"),
    [
        ({}, "heads"),
        ({"heads": [person("")]}, "heads.0.shown_as"),
        ({"members": [person("演示", person_id=uuid4())]}, "members.0.person_id"),
        ({"activity_title": "别的会", "heads": [person("演示")]}, "activity_title"),
    ],
)
def test_what_makes_no_sense_is_refused_at_its_field(fields: dict[str, Any], where: str) -> None:
    there = parties(2)
    activity = plan(there, found(there))
    with pytest.raises(BadPayload) as refused:
        report(there[0], NAME, activity, **fields)
    assert refused.value.errors[0][0] == where
    assert not Delegation.objects.exists()


def test_nobody_of_another_body_can_be_named_by_id() -> None:
    there = parties(2)
    activity = plan(there, found(there))
    theirs = Person.objects.create(body=there[1].body, name="演示委员 045")
    with pytest.raises(BadPayload):
        report(there[0], NAME, activity, heads=[person("演示委员 045", person_id=theirs.id)])


def test_everybody_is_named_once() -> None:
    there = parties(2)
    activity = plan(there, found(there))
    mine = Person.objects.create(body=there[0].body, name="演示委员 045")
    twice = [person("演示委员 045", person_id=mine.id)]
    with pytest.raises(BadPayload) as refused:
        report(there[0], NAME, activity, heads=twice, members=twice)
    assert refused.value.errors[0][0] == "members.0.person_id"


def test_nothing_is_sent_to_what_was_called_off() -> None:
    there = parties(2)
    activity = plan(there, found(there))
    pass_act(there, "activity.cancel", {"why": "另有安排"}, subject=activity.id)
    with pytest.raises(BadPayload):
        report(there[0], NAME, activity, heads=[person("演示")])


def test_a_member_does_not_name_it() -> None:
    there = parties(2)
    activity = plan(there, found(there))
    with pytest.raises(NotAllowed):
        report(acting(there[0].body, "member"), NAME, activity, heads=[person("演示")])


def test_a_clerk_does() -> None:
    there = parties(2)
    activity = plan(there, found(there))
    clerk = acting(there[0].body, "clerk")
    assert report(clerk, NAME, activity, heads=[person("演示")]).state == "sealed"


def test_an_activity_elsewhere_is_refused() -> None:
    there = parties(2)
    activity, elsewhere = plan(there, found(there)), found(there)
    from tests.meetings.steps import payload
    from xieqiao.acts import gate

    words = payload(NAME, activity=str(activity.id), heads=[person("演示")])
    with pytest.raises(BadPayload):
        gate.propose(there[0], NAME, words, partnership=elsewhere.id)


def test_after_a_meeting_without_delegations_the_page_does_not_ask_for_them() -> None:
    there = parties(2)
    activity = held(there, found(there))
    shown = text(page(there[0], "activity", activity=activity.id))
    assert 'id="delegations"' not in shown
