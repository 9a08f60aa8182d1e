"""The Huangpu case by clicking, on both sides: from a wish to what came of it."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

import pytest

from tests.exchange.steps import Browser, form_of, need, person, strength, text
from tests.parties import acting, found, parties
from xieqiao.exchange.models import Dispatch, Need, OfferedNeed

pytestmark = pytest.mark.django_db


def click(browser: Browser, answer: Any, words: str) -> Any:
    """Follow the link with these words."""
    links = re.findall(r'<a[^>]*href="([^"]+)"[^>]*>\s*(.*?)\s*</a>', text(answer), re.DOTALL)
    path = next(unescape(path) for path, label in links if words in label)
    return browser.get(path, follow=True)


def fill(browser: Browser, answer: Any, **fields: Any) -> Any:
    """Send the form of an act as the page shows it, with what is typed into it."""
    people = dict(re.findall(r'name="(persons[^"]*)"[^>]*value="([^"]*)"', text(answer)))
    data = {"acting": browser.who.token, **form_of(answer), **people, **fields, "_do": "propose"}
    path = answer.request["PATH_INFO"] + "?" + answer.request["QUERY_STRING"]
    sent = browser.post(path, {k: v for k, v in data.items() if v is not None}, follow=True)
    assert sent.status_code == 200, text(sent)
    return sent


def test_two_heads_wish_and_two_members_are_sent() -> None:
    deqing, huangpu = parties(2)
    found([deqing, huangpu], title="德清与黄浦")
    here, there = Browser(huangpu), Browser(deqing)
    # Huangpu: the wish is written down, and shown.
    wish = {"title": "分享浙江数字政府、城市大脑的经验", "how": "come", "origin": "body"}
    here.send("exchange:add_need", {**wish, "at_least": "1", "wanted_number": "2"})
    own = Need.objects.get()
    page = here.open("exchange:need", need=own.id)
    place = re.search(r'<option value="([^"]+)">\s*德清与黄浦', text(page))
    assert place
    query = f"?partnership={place[1]}&own={own.id}"
    fill(here, here.open("acts:new", query, kind="need.offer"))
    shown = OfferedNeed.objects.get()
    assert (shown.at_least, shown.wanted_number) == (1, 2)
    # Deqing: two members who can help have agreed; the office finds them by what they can do.
    chosen = []
    for number in (1, 2):
        whose = person(deqing, number, work="数字经济企业家")
        row = strength(deqing, origin="member", person=whose, title="做过城市大脑和数字政府")
        there.send(
            "exchange:record_consent", {"how": "spoken", "given_on": "2021-05-01"}, strength=row.id
        )
        chosen.append(row)
    need(deqing, title="别的事")
    page = click(there, there.open("exchange:inbox"), "城市大脑")
    assert "演示委员 001" in text(page)
    own_ids = "".join(f"&own={row.id}" for row in chosen)
    form = there.get(page.request["PATH_INFO"] + f"?do=send{own_ids}", follow=True)
    fill(there, form, title="派两名委员对接")
    # Huangpu consents; both read who comes.
    proposal = click(here, here.open("exchange:offered_need", offered_need=shown.id), "查看")
    digest = re.search(r'name="digest" value="([^"]+)"', text(proposal))
    assert digest
    path = proposal.request["PATH_INFO"] + "consent/"
    here.post(path, {"acting": huangpu.token, "digest": digest[1]}, follow=True)
    sent = Dispatch.objects.get()
    assert sorted(p.shown_as for p in sent.persons.all()) == ["演示委员 001", "演示委员 002"]
    for browser in (here, there):
        assert "演示委员 002" in browser.read("exchange:dispatch", dispatch=sent.id)
    # Afterwards: a report, thanks, and what came of the need.
    page = click(there, there.open("exchange:dispatch", dispatch=sent.id), "通报我方情况")
    fill(there, page, text="看了两个街道", on="2021-06")
    page = click(here, here.open("exchange:dispatch", dispatch=sent.id), "致谢")
    fill(here, page, text="谢谢", on="2021-06")
    page = click(here, here.open("exchange:offered_need", offered_need=shown.id), "说明结果")
    fill(here, page, met="on", ending="两个街道照着做了")
    shown.refresh_from_db()
    assert shown.met
    for browser in (here, there, Browser(acting(deqing.body, "member", 9))):
        assert "两个街道照着做了" in browser.read("exchange:offered_need", offered_need=shown.id)
