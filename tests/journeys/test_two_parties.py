"""Two parties, paired for assistance, go from founding to a measured result, by clicking alone."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.browser import NewPage
from tests.journeys.test_four_parties import (
    agree_on_an_outcome,
    all_consent,
    all_read_it,
    meet,
    secretaries,
    submit_it,
)
from tests.journeys.walking import Walker

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

NAMES = ("East Ridge", "West Peak")


def test_from_founding_to_a_measured_result(new_page: NewPage) -> None:
    there = secretaries(new_page, NAMES)
    found_it(there)
    agree(there)
    raise_a_topic(there)
    look_into_it_together(there)
    meet(there)
    agree_on_an_outcome(there)
    submit_it(there)
    act_on_it(there)
    all_read_it(there)


def found_it(there: list[Walker]) -> None:
    """One side carries more of the duty; the other consents."""
    east, west = there
    east.go("Partnerships", "Start a partnership", "Prepare the founding proposal")
    east.fill(
        title="Paired assistance of two",
        kind="Paired assistance",
        setting="The city helps the county upstream.",
        parties=[f"{name} committee" for name in NAMES],
    )
    east.fill(carrier="East Ridge committee").press("Propose to found it")
    west.at_desk().reads("Found the partnership").go("Found the partnership")
    west.reads("The city helps the county upstream.").press("Consent for")


def agree(there: list[Walker]) -> None:
    """An agreement with a focus area, and a mechanism whose host takes turns."""
    east, west = there
    east.at_desk().go("Partnerships", "Paired assistance of two", "Propose an agreement")
    east.fill(
        title="Agreement of two",
        clauses__0__number="1",
        clauses__0__text="We help each other.",
        focus_areas__0__number="1",
        focus_areas__0__name="River",
    ).press("Propose the agreement")
    all_consent([west], "Adopt the agreement")
    first = timezone.localdate() + timedelta(days=60)
    west.at_desk().go("Partnerships", "Paired assistance of two", "Set one up")
    west.fill(kind="Chairs' joint meeting", rhythm="Once a year", first_date=first.isoformat())
    west.press("Propose")
    all_consent([east], "Set up the mechanism")


def raise_a_topic(there: list[Walker]) -> None:
    """The other side declines the first wording, and consents to the second."""
    east, west = there
    west.at_desk().go("Topics", "Raise a topic")
    west.fill(title="Clean river", question="How do we clean it?", focus_area="River")
    west.press("Propose the topic")
    east.at_desk().go("Confirm the topic").open("Decline")
    east.fill(reason="Upstream and downstream belong together.").press("Decline")
    west.at_desk().go("Confirm the topic").reads("Upstream and downstream belong together.")
    west.go("Change the wording").fill(question="How do we clean it from its source to the city?")
    west.press("Propose the new version")
    east.at_desk().go("Confirm the topic").reads("from its source").press("Consent for")


def look_into_it_together(there: list[Walker]) -> None:
    """A plan with a part of each, both parts contributed, and the joint report of both."""
    east, west = there
    east.at_desk().go("Topics", "Clean river", "Plan the joint research")
    east.fill(
        aims="Where the dirt comes from",
        parts__0__title="The city",
        parts__1__title="The mountains",
    ).press("Propose the plan")
    all_consent([west], "Plan the joint research")
    for one, words in ((east, "Drains without a filter."), (west, "Two mines above the weir.")):
        one.at_desk().go("Topics", "Clean river", "Write our part")
        one.fill(sections__0__text=words).press("Keep the draft")
        one.go("Contribute our part").press("Contribute it")
    east.at_desk().go("Topics", "Clean river", "Compose the joint report")
    east.press("Propose this report")
    west.at_desk().go("Pass the joint report").reads("Drains without a filter.", "Two mines")
    west.press("Consent for")


def act_on_it(there: list[Walker]) -> None:
    """An action with a due day, how it went, with evidence, and what it brought, measured."""
    east, west = there
    today = timezone.localdate()
    east.at_desk().go("Outcomes", "On river and lakes", "Agree on an action")
    east.fill(
        title="Nets at the weir",
        responsible="West Peak committee",
        unit_name="Water office",
        due=(today + timedelta(days=30)).isoformat(),
    ).press("Propose the action")
    all_consent([west], "Agree on the action")
    west.at_desk().go("Outcomes", "On river and lakes", "Nets at the weir", "Report how it goes")
    west.fill(
        state="Done",
        on=today.isoformat(),
        text="Two nets hang.",
        links__0__name="A picture",
        links__0__link="https://example.org/nets",
    ).press("Enter and report")
    west.at_desk().go("Outcomes", "On river and lakes", "Report a result")
    west.fill(
        name="Nets hung",
        unit="nets",
        measures__0__on=today.isoformat(),
        measures__0__value="2",
    ).press("Enter and report")
    east.at_desk().go("Outcomes", "On river and lakes").reads("Nets hung", "Nets at the weir")
