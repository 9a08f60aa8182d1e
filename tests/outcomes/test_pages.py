"""Every page, in both languages, as the parties and a stranger see it."""

from __future__ import annotations

from typing import Any

import pytest

from tests.outcomes.steps import (
    agree,
    answer,
    do,
    find,
    go_on,
    measure,
    page,
    receive,
    submit,
    text,
    unit,
)
from tests.parties import acting, body, parties
from xieqiao.acts.access import Acting
from xieqiao.outcomes.models import AddressedAction, AddressedSubmission

pytestmark = pytest.mark.django_db
LISTS = ["list", "submissions", "upward", "actions", "indicators", "findings", "cold_trails"]


def all_of_it(there: list[Acting]) -> list[tuple[str, dict[str, Any]]]:
    """Return every page of one thing, after all has been done once."""
    outcome = agree(there, number="2025-17")
    sent = answer(there[0], receive(there[0], submit(there[0], outcome)), wording="予以采纳。")
    action = do(there, outcome.partnership_id, there[0], outcome=outcome.id)
    go_on(there[0], action)
    indicator = measure(there[0], outcome.partnership_id, outcome=outcome.id)
    finding = find(there, outcome.partnership_id, action=action.id)
    return [
        ("outcome", {"outcome": outcome.id}),
        ("versions", {"outcome": outcome.id}),
        ("submission", {"submission": sent.id}),
        ("action", {"action": action.id}),
        ("indicator", {"indicator": indicator.id}),
        ("finding", {"finding": finding.id}),
    ]


@pytest.mark.parametrize("count", [2, 4])
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_every_page_opens_for_every_party(count: int, language: str) -> None:
    there = parties(count)
    pages = [*((name, {}) for name in LISTS), *all_of_it(there)]
    for who in there:
        for name, kwargs in pages:
            assert "<h1>" in text(page(who, name, language=language, **kwargs))


@pytest.mark.parametrize("name", LISTS)
def test_an_empty_list_says_what_comes_here(name: str) -> None:
    (one,) = parties(1)
    assert 'class="empty"' in text(page(one, name))


def test_a_stranger_gets_no_hint() -> None:
    there = parties(2)
    stranger = acting(body(9))
    for name, kwargs in all_of_it(there):
        assert page(stranger, name, **kwargs).status_code == 404


def test_no_page_styles_by_itself() -> None:
    there = parties(2)
    for name, kwargs in all_of_it(there):
        shown = text(page(there[0], name, **kwargs))
        assert "style=" not in shown
        assert "<style" not in shown


def test_pages_of_passing_on_are_for_the_own_office() -> None:
    there = parties(2)
    outcome = agree(there)
    action = do(there, outcome.partnership_id, there[0])
    sent = submit(there[0], outcome)
    at = unit(there[0].body)
    one = AddressedAction.objects.create(body=there[0].body, action=action, unit=at)
    other = AddressedSubmission.objects.create(body=there[0].body, submission=sent, unit=at)
    pages: list[tuple[str, dict[str, Any]]] = [
        ("pass_on", {"action": action.id}),
        ("take_back", {"addressed_action": one.id}),
        ("pass_submission_on", {"submission": sent.id}),
        ("submission_back", {"addressed_submission": other.id}),
    ]
    chair = acting(there[0].body, "chair")
    for name, kwargs in pages:
        text(page(there[0], name, **kwargs))
        assert page(there[1], name, **kwargs).status_code == 404
        assert page(chair, name, **kwargs).status_code == 403
