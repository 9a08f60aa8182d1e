"""The pages, as the parties, a stranger and one that left see them."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.parties import acting, body, found, open_topic, parties, pass_act
from tests.partnerships.steps import adopt, leave, set_up
from xieqiao.acts.access import Acting
from xieqiao.bodies.models import Account

pytestmark = pytest.mark.django_db


def page(who: Acting, name: str, query: str = "", **kwargs: Any) -> Any:
    """Return the answer that somebody gets for a page of this room."""
    client = Client(headers={"accept-language": "zh-hans"})
    client.force_login(Account.objects.get(id=str(who.account_id)))
    path = reverse(f"partnerships:{name}", kwargs={"body": who.slug, **kwargs})
    return client.get(path + query)


def text(answer: Any) -> str:
    """Return the page's text; it must be there."""
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_the_empty_list_says_what_comes_here() -> None:
    (one,) = parties(1)
    assert reverse("partnerships:start", args=[one.slug]) in text(page(one, "list"))


def test_the_list_names_parties_and_leads_on() -> None:
    there = parties(4)
    partnership = found(there, title="四地协作")
    shown = text(page(there[0], "list"))
    assert "四地协作" in shown
    assert partnership.path(there[0].slug) in shown
    assert there[3].body.name in shown


@pytest.mark.parametrize(
    ("query", "there"),
    [
        ("?q=江", True),
        ("?q=湖", False),
        ("?kind=league", False),
        ("?kind=complementary", True),
        ("?state=past", False),
        ("?state=open&sort=-since", True),
        ("?kind=nonsense&sort=nonsense&page=99", True),
    ],
)
def test_filters_are_in_the_address(query: str, there: bool) -> None:
    two = parties(2)
    found(two, title="一江两岸")
    assert ("一江两岸" in text(page(two[0], "list", query))) is there


def test_the_partnership_page_tells_all_of_it() -> None:
    there = parties(4)
    partnership = found(there, title="四地协作", setting="同饮一江水")
    adopt(there, partnership, focus_areas=[{"number": 1, "name": "生态旅游"}])
    mechanism = set_up(there, partnership, hosts=[str(a.body_id) for a in there])
    shown = text(page(there[1], "partnership", partnership=partnership.id))
    for words in ("同饮一江水", "战略合作协议", "生态旅游", there[2].body.name, "<svg"):
        assert words in shown
    assert mechanism.path(there[1].slug) in shown
    assert "style=" not in shown


def test_a_title_cannot_break_the_picture() -> None:
    there = parties(2)
    partnership = found(there, title='<b>&"</title>')
    adopt(there, partnership, title="<script>alert(1)</script>")
    shown = text(page(there[0], "partnership", partnership=partnership.id))
    assert "<script>alert" not in shown
    assert "<b>&" not in shown


@pytest.mark.parametrize(
    "name", ["partnership", "history", "standing", "agreements", "mechanisms", "exchanges"]
)
def test_a_stranger_gets_no_hint(name: str) -> None:
    partnership = found(parties(2))
    assert page(acting(body(9)), name, partnership=partnership.id).status_code == 404


def test_a_stranger_gets_no_agreement_and_no_mechanism() -> None:
    there = parties(2)
    partnership = found(there)
    stranger = acting(body(9))
    agreement, mechanism = adopt(there, partnership), set_up(there, partnership)
    assert page(stranger, "agreement", agreement=agreement.id).status_code == 404
    assert page(stranger, "mechanism", mechanism=mechanism.id).status_code == 404


def test_who_left_sees_the_page_of_its_time() -> None:
    there = parties(3)
    partnership = found(there, title="旧名")
    topic = open_topic(there, partnership.id, "旧议题")
    leave(there, there[2], partnership)
    pass_act(
        there[:2],
        "partnership.revise",
        {"title": "新名", "kind": "league"},
        subject=partnership.id,
    )
    adopt(there[:2], partnership, title="之后的协议")
    changed = {"title": "新议题"}
    pass_act(there[:2], "topic.revise", changed, subject=topic.id)
    for name in ("partnership", "history", "standing", "agreements"):
        shown = text(page(there[2], name, partnership=partnership.id))
        assert "旧名" in shown
        assert "新名" not in shown
        assert "之后的协议" not in shown
        assert "新议题" not in shown
        assert "kind=" not in shown
    assert "旧名" in text(page(there[2], "list", "?state=past"))


def test_an_agreement_reads_like_a_document_in_every_version() -> None:
    there = parties(2)
    partnership = found(there)
    clause = {"number": 1, "heading": "宗旨", "text": "优势互补。"}
    agreement = adopt(there, partnership, clauses=[clause], signed="2020-09")
    new = {"title": "战略合作协议", "clauses": [{**clause, "text": "优势互补，共同富裕。"}]}
    pass_act(there, "agreement.amend", new, subject=agreement.id)
    shown = text(page(there[1], "agreement", agreement=agreement.id))
    assert "优势互补，共同富裕。" in shown
    first = text(page(there[1], "agreement", "?version=1", agreement=agreement.id))
    assert "优势互补。" in first
    changed = text(page(there[1], "agreement", "?version=2&changes=1", agreement=agreement.id))
    assert "<ins>" in changed
    assert "宗旨" in changed
    unknown = text(page(there[1], "agreement", "?version=77", agreement=agreement.id))
    assert "优势互补，共同富裕。" in unknown


def test_a_mechanism_shows_its_dates_and_hosts() -> None:
    there = parties(3)
    partnership = found(there)
    hosts = [str(a.body_id) for a in there]
    mechanism = set_up(there, partnership, hosts=hosts, note="秘书长会议筹备")
    shown = text(page(there[0], "mechanism", mechanism=mechanism.id))
    assert "2025-05-20" in shown
    assert "秘书长会议筹备" in shown
    assert there[0].body.name in shown


def test_an_observer_reads_but_finds_no_buttons() -> None:
    there = parties(2)
    partnership = found(there)
    observer = acting(there[0].body, "observer")
    shown = text(page(observer, "partnership", partnership=partnership.id))
    assert "kind=" not in shown
    assert "acts:new" not in shown
    assert "partnership.end" not in shown
