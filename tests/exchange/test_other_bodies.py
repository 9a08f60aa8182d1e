"""What is a body's own is on no page of another, and what is shared stays among its parties."""

from __future__ import annotations

from typing import Any

import pytest

from tests.exchange.steps import (
    Browser,
    need,
    offer_need,
    offer_strength,
    send_people,
    strength,
    text,
)
from tests.parties import acting, body, found, parties
from xieqiao.acts.access import Acting
from xieqiao.exchange.models import Need

pytestmark = pytest.mark.django_db

OWN = "仅供内部的话"
PAGES = ("", "edit_", "delete_", "restore_")


def everything_read_by(who: Acting, partnership: Any) -> str:
    """Return all pages on which somebody could come across something."""
    browser = Browser(who)
    answers = [
        browser.open("exchange:needs"),
        browser.open("exchange:strengths"),
        browser.open("exchange:dispatches"),
        browser.open("exchange:own_needs"),
        browser.open("exchange:own_strengths"),
        browser.open("exchange:own_needs", "?deleted=1"),
        browser.open("portal:desk"),
        browser.open("portal:search", "?q=内部"),
        browser.open("acts:list", "?tab=force"),
        browser.open("acts:drafts"),
        browser.open("acts:new", f"?partnership={partnership.id}", kind="need.offer"),
        browser.open("acts:new", f"?partnership={partnership.id}", kind="strength.offer"),
        browser.open("acts:new", f"?partnership={partnership.id}", kind="dispatch.confirm"),
    ]
    return "".join(text(answer) for answer in answers)


def test_partners_come_across_nothing_of_our_own() -> None:
    one, other = parties(2)
    partnership = found([one, other])
    for title in (OWN, f"{OWN} 2"):
        lack = need(one, title=title, text=OWN, focus_area=OWN)
        strength(one, title=title, text=OWN)
    offer_need(one, partnership.id, own=str(lack.id), title="可以说的")
    read = everything_read_by(other, partnership)
    assert "可以说的" in read
    assert OWN not in read
    assert str(lack.id) not in read
    assert OWN in everything_read_by(one, partnership)


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("sort", ["need", "strength"])
def test_another_body_s_own_row_is_not_there(sort: str, page: str) -> None:
    one, other = parties(2)
    row = need(one, title=OWN) if sort == "need" else strength(one, title=OWN)
    named: dict[str, Any] = {sort: row.id}
    for browser in (Browser(other), Browser(acting(other.body, "clerk", 9))):
        for answer in (
            browser.open(f"exchange:{page}{sort}", **named),
            browser.send(f"exchange:{page}{sort}", {"title": "改"}, **named),
            browser.send(f"exchange:settle_{sort}", {"settled": "yes"}, **named),
        ):
            assert answer.status_code == 404
            assert OWN not in text(answer)
    row.refresh_from_db()
    assert (row.title, row.settled, row.deleted_at) == (OWN, False, None)


def test_a_partner_cannot_look_under_our_own_address() -> None:
    one, other = parties(2)
    need(one, title=OWN)
    answer = Browser(other).get(f"/b/{one.slug}/our/needs/")
    assert answer.status_code == 404


def test_what_is_shared_is_not_there_for_a_stranger() -> None:
    one, other = parties(2)
    partnership = found([one, other])
    lack, good = offer_need(one, partnership.id), offer_strength(one, partnership.id)
    sent = send_people([one, other], partnership.id)
    stranger = Browser(acting(body(9)))
    for answer in (
        stranger.open("exchange:offered_need", offered_need=lack.id),
        stranger.open("exchange:offered_strength", offered_strength=good.id),
        stranger.open("exchange:dispatch", dispatch=sent.id),
    ):
        assert answer.status_code == 404
        assert lack.title not in text(answer)
    for name in ("needs", "strengths", "dispatches"):
        page = stranger.read(f"exchange:{name}")
        assert lack.title not in page
        assert sent.title not in page
        assert str(partnership.id) not in page


def test_who_showed_a_need_in_one_partnership_has_not_shown_it_in_another() -> None:
    one, other, third = parties(3)
    here, there = found([one, other]), found([one, third])
    offer_need(one, here.id, title="只对乙方说")
    assert "只对乙方说" not in Browser(third).read("exchange:needs")
    assert "只对乙方说" not in everything_read_by(third, there)


def test_a_form_made_for_another_body_changes_nothing() -> None:
    one, other = parties(2)
    row = need(one)
    browser = Browser(one)
    answer = browser.post(
        browser.path("exchange:delete_need", need=row.id), {"acting": other.token}
    )
    assert answer.status_code == 409
    assert Need.objects.get().deleted_at is None
