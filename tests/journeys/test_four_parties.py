"""Four parties go from first contact to a measured result, by clicking alone, in English."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

import pytest
from django.utils import timezone

from tests.browser import NewPage
from tests.journeys.walking import Walker, walker
from tests.parties import body
from xieqiao.acts.verify import verify
from xieqiao.bodies.roles import Role

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

NAMES = ("East Ridge", "South Ford", "West Peak", "North Roost")


def test_from_first_contact_to_a_measured_result(new_page: NewPage) -> None:
    there = secretaries(new_page, NAMES)
    found_a_league(there)
    adopt_an_agreement(there)
    raise_a_topic(there)
    meet(there)
    agree_on_an_outcome(there)
    submit_it(there)
    act_on_it(there)
    all_read_it(there)


def secretaries(new_page: NewPage, names: Sequence[str]) -> list[Walker]:
    """Return the secretaries-general of bodies of these names, each in a window."""
    bodies = [
        body(number, name_en=f"{name} committee", short_name_en=name)
        for number, name in enumerate(names, start=1)
    ]
    return [walker(new_page, one, Role.SECRETARY_GENERAL, language="en") for one in bodies]


def all_read_it(there: list[Walker]) -> None:
    """See the whole life of the topic on its page, from each side, and the registers hold."""
    for one in there:
        one.at_desk().go("Topics", "Clean river")
        one.reads("Meeting on the river", "On river and lakes", "Nets at the weir", "Nets hung")
    assert verify(workers=1).problems == []


def all_consent(others: list[Walker], what: str) -> None:
    """Let each of them consent to what waits on the desk."""
    for other in others:
        other.at_desk().go(what).press("Consent for")


def found_a_league(there: list[Walker]) -> None:
    """One proposes, and three consent."""
    east, *others = there
    east.go("Partnerships", "Start a partnership", "Prepare the founding proposal")
    east.fill(
        title="League of four",
        kind="League of several regions",
        setting="Four cities on one river",
        parties=[f"{name} committee" for name in NAMES],
    ).press("Propose to found it")
    all_consent(others, "Found the partnership")
    others[-1].at_desk().go("Partnerships", "League of four").reads("Four cities on one river")


def adopt_an_agreement(there: list[Walker]) -> None:
    """An agreement with a clause and a focus area."""
    east, *others = there
    east.at_desk().go("Partnerships", "League of four", "Propose an agreement")
    east.fill(
        title="Agreement of four",
        clauses__0__number="1",
        clauses__0__text="We consult together.",
        focus_areas__0__number="1",
        focus_areas__0__name="River",
    ).press("Propose the agreement")
    all_consent(others, "Adopt the agreement")


def raise_a_topic(there: list[Walker]) -> None:
    """Remarks, a wording taken over, a refusal with its reason, a new version, and consent."""
    east, south, west, north = there
    east.at_desk().go("Topics", "Raise a topic")
    east.fill(title="Clean river", question="How do we clean it?", focus_area="River")
    east.press("Propose the topic")
    south.at_desk().go("Confirm the topic")
    south.fill(
        text="Name the season, so that all can plan.",
        field="What to consult about",
        wording="How do we clean it before the summer?",
    ).press("Send the remark")
    east.at_desk().go("Confirm the topic")
    east.press("Take this wording over").reads("How do we clean it before the summer?")
    all_consent([south, west], "Confirm the topic")
    north.at_desk().go("Confirm the topic").open("Decline")
    north.fill(reason="It leaves the lakes out.").press("Decline")
    east.at_desk().go("Confirm the topic").reads("It leaves the lakes out.")
    east.go("Change the wording")
    east.fill(question="How do we clean river and lakes before the summer?")
    east.press("Propose the new version")
    north.at_desk().go("Confirm the topic").reads("river and lakes")
    all_consent([south, west, north], "Confirm the topic")


def meet(there: list[Walker]) -> None:
    """A consultation meeting, and its minutes."""
    east, *others = there
    last_week = timezone.localtime() - timedelta(days=7)
    east.at_desk().go("Topics", "Clean river", "Plan the consultation meeting")
    east.fill(
        title="Meeting on the river",
        starts=last_week.strftime("%Y-%m-%dT14:00"),
        place="East Ridge",
        agenda__0__title="What each city sees",
    ).press("Propose the activity")
    all_consent(others, "Hold the consultation meeting")
    east.at_desk().go("Draft the minutes of")
    east.fill(text="All four spoke.", points__0__text="The lakes belong to it.")
    east.press("Propose these minutes")
    all_consent(others, "Pass the minutes")


def agree_on_an_outcome(there: list[Walker]) -> None:
    """A document that all stand behind."""
    east, *others = there
    east.at_desk().go("Topics", "Clean river", "Draft the outcome")
    east.fill(
        kind="Suggestion",
        title="On river and lakes",
        sections__0__text="Clean both before the summer.",
    ).press("Propose the outcome")
    all_consent(others, "Agree on the outcome")


def submit_it(there: list[Walker]) -> None:
    """Submitted at one side, and answered; the others read it."""
    east, south, *_ = there
    today = timezone.localdate().isoformat()
    east.at_desk().go("Outcomes", "On river and lakes", "Report our submission")
    east.fill(
        recipient_kind="Its Party committee",
        recipient="Party committee of East Ridge",
        sent_on=today,
    ).press("Enter and report")
    east.at_desk().go("Outcomes", "On river and lakes", "Register the answer")
    east.fill(
        adoption="Adopted fully",
        answered_on=today,
        answered_by="Party committee of East Ridge",
        wording="To be done at once.",
    ).press("Enter and report")
    south.at_desk().go("Outcomes", "On river and lakes")
    south.reads("Party committee of East Ridge", "To be done at once.")


def act_on_it(there: list[Walker]) -> None:
    """An action with a due day, how it went, with evidence, and what it brought, measured."""
    east, south, west, north = there
    today = timezone.localdate()
    east.at_desk().go("Outcomes", "On river and lakes", "Agree on an action")
    east.fill(
        title="Nets at the weir",
        responsible="South Ford committee",
        unit_name="Water office",
        due=(today + timedelta(days=30)).isoformat(),
    ).press("Propose the action")
    all_consent([south, west, north], "Agree on the action")
    south.at_desk().go("Outcomes", "On river and lakes", "Nets at the weir", "Report how it goes")
    south.fill(
        state="Done",
        on=today.isoformat(),
        text="Two nets hang.",
        links__0__name="A picture",
        links__0__link="https://example.org/nets",
    ).press("Enter and report")
    south.at_desk().go("Outcomes", "On river and lakes", "Report a result")
    south.fill(
        name="Nets hung",
        unit="nets",
        measures__0__on=today.isoformat(),
        measures__0__value="2",
    ).press("Enter and report")
    west.at_desk().go("Outcomes", "On river and lakes").reads("Nets hung", "Nets at the weir")
