"""A phone that loses its network keeps voting; every vote arrives, exactly once."""

from __future__ import annotations

import os
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser import NewPage
from tests.consultations.steps import in_the_room, statements
from tests.journeys.walking import Walker, walker
from tests.parties import found, parties
from xieqiao.acts.access import Acting
from xieqiao.bodies.roles import Role
from xieqiao.consultations import live
from xieqiao.consultations.models import Consultation, Participant, Vote, VoteReceipt

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
OFFLINE = float(os.environ.get("OFFLINE_SECONDS", "2"))
HOW_MANY = 6


def consultation_in_the_room() -> tuple[list[Acting], Consultation]:
    """Return two parties, and a consultation with statements on which members vote."""
    there = parties(2)
    consultation = in_the_room(there, found(there))
    statements(there[0], consultation, HOW_MANY)
    return there, consultation


def voter(new_page: NewPage, at: Acting, consultation: Consultation) -> Walker:
    """Return a member with a phone who takes part and looks at the first statement."""
    who = walker(new_page, at.body, Role.MEMBER, width=390, height=844)
    live.join(_acting(who), consultation)
    who.page.goto(f"{consultation.path(at.slug)}vote/")
    ahead(who.page)
    return who


def _acting(who: Walker) -> Acting:
    from xieqiao.bodies.middleware import acting_for
    from xieqiao.bodies.models import Account

    found = acting_for(Account.objects.get(sign_in_name=who.name), who.body.slug)
    assert found is not None
    return found


def ahead(page: Page) -> None:
    """Wait until the phone knows what comes next; from then on it needs no network."""
    page.wait_for_function(
        """() => new Promise((resolve) => {
          const asked = indexedDB.open("xieqiao-votes");
          asked.onsuccess = () => {
            const all = asked.result.transaction("boxes").objectStore("boxes").getAll();
            all.onsuccess = () => resolve(all.result.some((one) => one.found));
            asked.result.close();
          };
        })"""
    )
    page.wait_for_timeout(300)


def tap(page: Page, value: int = 1, told: str = "意见{}：") -> str:
    """Vote on the statement that is shown; return its number when the next one is there."""
    number = str(page.locator("form.ballot").get_attribute("data-number"))
    page.locator(f'form.ballot button[value="{value}"]').click()
    expect(page.locator("#queue-last")).to_contain_text(told.format(number))
    expect(page.locator(f'form.ballot[data-number="{number}"]')).to_have_count(0)
    return number


def arrived(consultation: Consultation, count: int) -> dict[int, int]:
    """Return the votes by statement once so many have arrived; each has one receipt."""
    rows = Vote.objects.filter(statement__consultation=consultation)
    receipts = VoteReceipt.objects.filter(statement__consultation=consultation)
    assert (rows.count(), receipts.count()) == (count, count)
    return dict(rows.values_list("statement__number", "value"))


def all_there(page: Page, told: str = "您的表态已全部送达。") -> None:
    """Wait until the page says that everything is with the server."""
    expect(page.locator("#queue [role=status]")).to_have_text(told, timeout=30_000)


def test_votes_without_a_network_all_arrive_once(new_page: NewPage) -> None:
    there, consultation = consultation_in_the_room()
    who = voter(new_page, there[1], consultation)
    page = who.page
    with page.expect_response("**/votes/"):
        first = tap(page, 1)
    page.context.set_offline(True)
    later = [tap(page, -1), tap(page, 0), tap(page, 1)]
    said = page.locator("#queue")
    expect(said).to_contain_text("3 项表态尚未送达")
    for number in later:
        expect(said).to_contain_text(f"意见{number}：")
    page.wait_for_timeout(OFFLINE * 1000)
    assert Vote.objects.count() == 1
    page.context.set_offline(False)
    all_there(page)
    values = arrived(consultation, 4)
    assert [values[int(n)] for n in (first, *later)] == [1, -1, 0, 1]


def test_a_vote_whose_answer_was_lost_counts_once(new_page: NewPage) -> None:
    there, consultation = consultation_in_the_room()
    page = voter(new_page, there[0], consultation).page
    lost: list[int] = []

    def lose_the_answer(route: Route) -> None:
        if route.request.method == "POST" and not lost:
            lost.append(route.fetch().status)
            route.abort()
        else:
            route.continue_()

    page.route("**/votes/", lose_the_answer)
    tap(page, -1)
    all_there(page)
    assert lost == [200]
    assert list(arrived(consultation, 1).values()) == [-1]


def test_votes_outlast_the_page_and_the_window(new_page: NewPage) -> None:
    there, consultation = consultation_in_the_room()
    page = voter(new_page, there[0], consultation).page
    page.route("**/votes/", lambda route: route.abort())
    numbers = [tap(page, 1), tap(page, 1)]
    expect(page.locator("#queue")).to_contain_text("2 项表态尚未送达")
    page.reload()
    for number in numbers:
        expect(page.locator("#queue")).to_contain_text(f"意见{number}：")
    other = page.context.new_page()
    page.close()
    other.goto(f"{consultation.path(there[0].slug)}vote/")
    all_there(other)
    assert set(arrived(consultation, 2)) == {int(number) for number in numbers}


def test_a_vote_that_is_refused_is_shown_with_the_reason(new_page: NewPage) -> None:
    there, consultation = consultation_in_the_room()
    page = voter(new_page, there[0], consultation).page
    page.context.set_offline(True)
    tap(page, 1)
    for party in there:
        live.propose_closing(party, consultation)
    page.context.set_offline(False)
    expect(page.locator("#queue .refused")).to_contain_text("不计入", timeout=30_000)
    assert not Vote.objects.exists()


def test_my_vote_does_not_jump_because_of_others(new_page: NewPage) -> None:
    there, consultation = consultation_in_the_room()
    page = voter(new_page, there[0], consultation).page
    shown = page.locator("form.ballot").get_attribute("data-number")
    everyone: list[Any] = [live.join(party, consultation) for party in there]
    for participant in everyone:
        rows = consultation.statements.all()
        live.cast_votes(participant, [_vote(row, n) for n, row in enumerate(rows, 1)])
    page.evaluate("document.body.dispatchEvent(new CustomEvent('live:statement'))")
    page.wait_for_timeout(800)
    assert page.locator("form.ballot").get_attribute("data-number") == shown
    with page.expect_response("**/votes/"):
        tap(page, -1)
    mine = Participant.objects.exclude(id__in=[one.id for one in everyone]).get()
    assert [vote.value for vote in mine.votes.all()] == [-1]


def _vote(statement: Any, counter: int) -> dict[str, Any]:
    from tests.consultations.steps import vote

    return vote(statement, 1, counter)


def test_without_javascript_each_vote_is_a_form(new_page: NewPage) -> None:
    there, consultation = consultation_in_the_room()
    who = walker(new_page, there[0].body, Role.MEMBER, javascript=False)
    live.join(_acting(who), consultation)
    who.page.goto(f"{consultation.path(there[0].slug)}vote/")
    who.page.locator('form.ballot button[value="1"]').click()
    assert list(arrived(consultation, 1).values()) == [1]


def test_with_the_keyboard_alone(new_page: NewPage) -> None:
    there, consultation = consultation_in_the_room()
    page = voter(new_page, there[0], consultation).page
    for _ in range(2):
        number = page.locator("form.ballot").get_attribute("data-number")
        page.locator('form.ballot button[value="1"]').focus()
        page.keyboard.press("Enter")
        expect(page.locator(f'form.ballot[data-number="{number}"]')).to_have_count(0)
        expect(page.locator("#ballot-title")).to_be_focused()
    page.wait_for_timeout(500)
    arrived(consultation, 2)
