"""Showing an initiative to partners, telling it anew, and who reads it."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.duty.steps import TITLE, initiative, member_at, share
from tests.exchange.steps import Browser, form_of, report, text
from tests.parties import acting, body, found, open_topic, parties, pass_act
from tests.partnerships.steps import leave
from xieqiao.acts.access import Acting
from xieqiao.acts.errors import BadPayload, Ended, NotAllowed
from xieqiao.acts.matter import gate_open
from xieqiao.acts.models import Act
from xieqiao.acts.payloads import ERASED
from xieqiao.acts.replay import replay
from xieqiao.acts.verify import verify
from xieqiao.duty.desk import items as desk_items
from xieqiao.duty.models import Initiative, InitiativeFile, SharedInitiative
from xieqiao.duty.story_items import items as story_items

pytestmark = pytest.mark.django_db

OWN = "仅供内部的话"


def test_the_office_shows_it_from_its_own_page() -> None:
    one, other = parties(2)
    partnership = found([one, other], title="两地合作")
    row = initiative(one, text="带会员去考察", on="2021-05")
    clerk = Browser(acting(one.body, "clerk", 5))
    assert "两地合作" in clerk.read("duty:initiative", initiative=row.id)
    path = clerk.path("acts:new", kind="initiative.share")
    form = form_of(clerk.get(f"{path}?partnership={partnership.id}&own={row.id}"))
    assert (form["title"], form["text"], form["on"]) == (TITLE, "带会员去考察", "2021-05")
    shown = share(
        one,
        partnership.id,
        own=str(row.id),
        text="带会员去考察",
        on="2021-05",
        happened="2021",
        source="联谊报 2021-05-27",
        member={"person_id": str(row.member_id), "shown_as": "演示委员 012", "office": "协会会长"},
    )
    browser = Browser(other)
    page = browser.read("duty:shared", shared=shown.id)
    for words in (TITLE, "演示委员 012", "协会会长", "带会员去考察", "2021年5月", "联谊报"):
        assert words in page
    assert str(row.id) not in page
    assert TITLE in browser.read("duty:shared_initiatives", "?whose=partners&q=演示委员")
    assert TITLE not in browser.read("duty:shared_initiatives", "?whose=ours")
    assert "已向合作方通报" in clerk.read("duty:initiatives", "?state=shown")
    assert shown.path(one.slug) in clerk.read("duty:initiative", initiative=row.id)


def test_only_what_the_office_confirmed_is_shown() -> None:
    one, other = parties(2)
    partnership = found([one, other])
    row = initiative(one, confirmed=False)
    browser = Browser(one)
    assert "initiative.share" not in browser.read("duty:initiative", initiative=row.id)
    with pytest.raises(BadPayload):
        share(one, partnership.id, own=str(row.id))


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"on": "2099"}, "on"),
        ({"own": "00000000-0000-0000-0000-000000000000"}, "own"),
        ({"topic": "00000000-0000-0000-0000-000000000000"}, "topic"),
    ],
)
def test_what_makes_no_sense_is_refused_at_its_field(wrong: dict[str, str], field: str) -> None:
    one, other = parties(2)
    with pytest.raises(BadPayload) as refused:
        share(one, found([one, other]).id, **wrong)
    assert [name for name, _words in refused.value.errors] == [field]


def test_it_can_be_told_anew_by_who_showed_it() -> None:
    one, other = parties(2)
    shown = share(one, found([one, other]).id)
    words = {"title": "新说法", "member": {"shown_as": "演示委员 013"}}
    report(one, "initiative.revise", shown.id, **words)
    page = Browser(other).read("duty:shared", shared=shown.id)
    assert "新说法" in page
    assert "演示委员 013" in page
    assert "initiative.revise/?on" not in page
    assert "initiative.revise/?on" in Browser(one).read("duty:shared", shared=shown.id)
    with pytest.raises(Ended):
        report(other, "initiative.revise", shown.id, **words)


@pytest.mark.parametrize("role", ["chair", "member", "observer", "administrator", "unit_handler"])
def test_only_the_office_reports(role: str) -> None:
    one, other = parties(2)
    partnership = found([one, other])
    with pytest.raises(NotAllowed):
        share(acting(one.body, role, 7), partnership.id)


def everything_read_by(who: Acting, partnership: Any) -> str:
    """Return all pages on which somebody could come across something."""
    browser = Browser(who)
    answers = [
        browser.open("duty:shared_initiatives"),
        browser.open("duty:initiatives"),
        browser.open("duty:initiatives", "?deleted=1"),
        browser.open("portal:desk"),
        browser.open("portal:search", "?q=内部"),
        browser.open("acts:new", f"?partnership={partnership.id}", kind="initiative.share"),
    ]
    return "".join(text(answer) for answer in answers)


def test_partners_come_across_nothing_of_our_own() -> None:
    one, other = parties(2)
    partnership = found([one, other])
    row = initiative(one, title=OWN, text=OWN)
    share(one, partnership.id, own=str(row.id), title="可以说的")
    read = everything_read_by(other, partnership)
    assert "可以说的" in read
    assert OWN not in read
    assert str(row.id) not in read
    assert OWN in everything_read_by(one, partnership)


@pytest.mark.parametrize(
    "page",
    [
        "initiative",
        "edit_initiative",
        "delete_initiative",
        "restore_initiative",
        "confirm_initiative",
    ],
)
def test_another_body_s_initiative_is_not_there(page: str) -> None:
    one, other = parties(2)
    row = initiative(one, title=OWN, confirmed=False)
    browser = Browser(other)
    for answer in (
        browser.open(f"duty:{page}", initiative=row.id),
        browser.send(f"duty:{page}", {"title": "改"}, initiative=row.id),
    ):
        assert answer.status_code in (404, 405)
        assert OWN not in text(answer)
    row.refresh_from_db()
    assert (row.title, row.confirmed, row.deleted_at) == (OWN, False, None)


def test_another_body_s_initiative_cannot_be_named() -> None:
    one, other = parties(2)
    partnership = found([one, other])
    row = initiative(one, title=OWN)
    with pytest.raises(BadPayload):
        share(other, partnership.id, own=str(row.id))
    browser = Browser(other)
    path = browser.path("acts:new", kind="initiative.share")
    assert OWN not in text(browser.get(f"{path}?partnership={partnership.id}&own={row.id}"))


def test_a_stranger_does_not_see_it_and_who_left_reads_it_as_it_was() -> None:
    there = parties(3)
    partnership = found(there)
    shown = share(there[0], partnership.id, title="旧说法")
    leave(there, there[2], partnership)
    words = {"title": "新说法", "member": {"shown_as": "演示委员 013"}}
    report(there[0], "initiative.revise", shown.id, **words)
    share(there[0], partnership.id, title="之后的事")
    browser = Browser(there[2])
    for page in (
        browser.read("duty:shared", shared=shown.id),
        browser.read("duty:shared_initiatives"),
    ):
        assert "旧说法" in page
        assert "新说法" not in page
        assert "之后的事" not in page
    stranger = Browser(acting(body(9)))
    assert stranger.open("duty:shared", shared=shown.id).status_code == 404
    assert "说法" not in stranger.read("duty:shared_initiatives")


def test_it_is_part_of_its_topic_s_story() -> None:
    two = parties(2)
    partnership = found(two)
    topic = open_topic(two, partnership.id)
    shown = share(two[0], partnership.id, topic=str(topic.id), on="2020-05")
    share(two[0], partnership.id)
    (item,) = story_items(two[1], topic.id)
    assert (str(item.when), item.path, item.body) == (
        "2020-05",
        shown.path(two[1].slug),
        two[0].body,
    )
    assert "演示委员 012" in item.heading
    assert story_items(acting(body(9)), topic.id) == []


def test_titles_are_shown_as_they_are_written() -> None:
    two = parties(2)
    shown = share(two[0], found(two).id, title="<script>alert(1)</script>", text="<b>粗</b>")
    page = Browser(two[1]).read("duty:shared", shared=shown.id)
    assert "<script>alert" not in page
    assert "<b>粗" not in page


def queries_of(action: Any) -> int:
    """Return how many queries something takes."""
    action()
    with CaptureQueriesContext(connection) as caught:
        action()
    return len(caught)


def test_as_many_queries_for_a_thousand_as_for_ten() -> None:
    there = parties(2)
    partnership = found(there)
    topic = open_topic(there, partnership.id)
    browser, person = Browser(there[0]), member_at(there[0])
    row = initiative(there[0])

    def more(count: int) -> None:
        now = timezone.now()
        Initiative.objects.bulk_create(
            Initiative(body_id=there[0].body_id, member=person, title=f"事 {n}")
            for n in range(count)
        )
        InitiativeFile.objects.bulk_create(
            InitiativeFile(
                body_id=there[0].body_id,
                initiative=row,
                file_id=row.id,
                name=f"{n}.txt",
                size=1,
                media_type="text/plain",
            )
            for n in range(count)
        )
        with gate_open("acts"):
            SharedInitiative.objects.bulk_create(
                SharedInitiative(
                    id=Initiative().id,
                    owner=there[n % 2].body,
                    partnership=partnership,
                    revision=0,
                    in_force_at=now,
                    shared_at=now,
                    own_id=row.id,
                    topic=topic,
                    title=f"事 {n}",
                    member_shown="演示委员",
                )
                for n in range(count)
            )

    actions = (
        lambda: browser.read("duty:initiatives"),
        lambda: browser.read("duty:shared_initiatives"),
        lambda: browser.read("duty:initiative", initiative=row.id),
        lambda: desk_items(there[0]),
        lambda: story_items(there[0], topic.id),
    )
    more(10)
    few = [queries_of(action) for action in actions]
    more(1000)
    assert [queries_of(action) for action in actions] == few


@pytest.mark.django_db(databases=["default", "replay"])
@pytest.mark.usefixtures("replay_database")
@pytest.mark.database
def test_from_the_registers_alone_come_the_same_rows() -> None:
    there = parties(2)
    partnership = found(there)
    file = {"file_id": str(there[0].body_id), "sha256": "0" * 64, "size": 1}
    file |= {"media_type": "text/plain", "name": "一.txt"}
    shown = share(there[0], partnership.id, text="应当删去的话", on="2021-05", files=[file])
    words = {"title": "新说法", "member": {"shown_as": "演示委员 013"}, "files": [file, file]}
    report(there[0], "initiative.revise", shown.id, **words)
    assert verify(workers=1).problems == []
    assert replay("default", seed=1) == []
    act = Act.objects.get(kind="initiative.revise")
    erase = {"act_id": str(act.id), "why": "当事人要求"}
    pass_act(there[:1], "content.erase", erase, subject=shown.id)
    shown.refresh_from_db()
    assert shown.title == ERASED
    assert replay("default", seed=2) == []
