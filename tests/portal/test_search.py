"""Search: words of two characters, within what the reader's body may see, and nothing else."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.acts_pages.pages import CLAUSES, Browser, agreement, words
from tests.parties import acting, body, found, open_topic, parties, pass_act
from tests.partnerships.steps import leave
from xieqiao.acts.access import Acting
from xieqiao.bodies.models import Person
from xieqiao.bodies.roles import Role
from xieqiao.portal.grams import index_grams, query_grams
from xieqiao.portal.models import Findable

pytestmark = pytest.mark.django_db


def search(who: Acting, sought: str, query: str = "") -> str:
    """Return what the search page says."""
    return words(Browser(who).read("portal:search", f"?q={sought}{query}"))


@pytest.mark.parametrize(
    ("sought", "there"),
    [
        ("电梯", True),
        ("加装电梯", True),
        ("梯", True),
        ("老旧 电梯", True),
        ("电梯 老旧", True),
        ("ＧＩＳ", True),
        ("gis", True),
        ("梯电", False),
        ("航空", False),
        ("gi", False),
    ],
)
def test_chinese_of_two_characters_and_whole_latin_words(sought: str, there: bool) -> None:
    two = parties(2)
    open_topic(two, found(two).id, "老旧小区加装电梯与 GIS")
    assert ("老旧小区加装电梯" in search(two[1], sought)) is there


@pytest.mark.parametrize(
    "sought", ["", "  ", "。，！", "'", '"', "\\", "a' OR 1=1 --", "%00", "*", "NEAR"]
)
def test_whatever_is_typed_finds_or_says_that_nothing_is_found(sought: str) -> None:
    two = parties(2)
    open_topic(two, found(two).id)
    assert "演示议题" not in search(two[0], sought)


def test_a_text_within_is_found_and_shown_around_the_word() -> None:
    two = parties(2)
    agreement(
        two, found(two).id, clauses=[{**CLAUSES[0], "text": "长" * 200 + "轮流承办" + "短" * 200}]
    )
    page = Browser(two[0]).read("portal:search", "?q=轮流承办")
    assert "<mark>轮流承办</mark>" in page and "…" in page
    assert "长" * 100 not in page


def test_strangers_find_nothing_of_it() -> None:
    two = parties(2)
    open_topic(two, found(two).id, "老旧小区加装电梯")
    assert "没有找到" in search(acting(body(9)), "电梯")


def test_who_left_finds_what_was_before_and_nothing_later() -> None:
    three = parties(3)
    partnership = found(three)
    open_topic(three, partnership.id, "从前的电梯")
    leave(three, three[2], partnership)
    open_topic(three[:2], partnership.id, "后来的电梯")
    said = search(three[2], "电梯")
    assert "从前的电梯" in said and "后来的电梯" not in said


def test_own_matter_is_found_by_its_own_body_only_and_by_roles_that_read_it() -> None:
    two = parties(2)
    found(two)
    Person.objects.create(body=two[0].body, name="演示委员 欧阳电梯", work="电梯行业")
    assert "欧阳电梯" in search(two[0], "欧阳")
    assert "没有找到" in search(two[1], "欧阳")
    assert "没有找到" in search(acting(two[0].body, Role.MEMBER, 8), "欧阳")


def test_what_is_changed_or_removed_is_found_so() -> None:
    (one,) = parties(1)
    person = Person.objects.create(body=one.body, name="演示委员 欧阳", work="医疗")
    person.name = "演示委员 司徒"
    person.save()
    assert "没有找到" in search(one, "欧阳") and "司徒" in search(one, "司徒")
    person.deleted_at = person.created_at if hasattr(person, "created_at") else None
    person.delete()
    assert "没有找到" in search(one, "司徒")


def test_what_was_erased_is_found_no_more() -> None:
    two = parties(2)
    partnership = found(two)
    act = pass_act(two, "topic.confirm", {"title": "不宜公开的电梯"}, partnership=partnership.id)
    assert "不宜公开" in search(two[0], "电梯")
    fields = {"act_id": str(act.id), "why": "误写"}
    pass_act(two, "content.erase", fields, partnership=partnership.id)
    assert "不宜公开" not in search(two[0], "电梯")
    assert not Findable.objects.filter(grams__contains="电梯").exists()


def test_a_text_of_any_length_comes_into_force_and_is_found_by_its_beginning() -> None:
    two = parties(2)
    clauses = [
        {
            "number": n,
            "heading": "",
            "text": "".join(chr(0x4E00 + (n * 977 + m) % 20000) for m in range(19_000)),
        }
        for n in range(1, 16)
    ]
    made = agreement(two, found(two).id, title="很长的协议", clauses=clauses)
    assert made.title in search(two[1], "很长")


def test_the_unit_s_people_and_visitors_do_not_search() -> None:
    one = acting(body(1), Role.UNIT_HANDLER)
    browser = Browser(one)
    assert browser.get(browser.path("portal:search")).status_code == 403
    assert 'role="search"' not in browser.read("portal:desk")


def test_many_finds_come_in_pages_with_as_many_queries() -> None:
    two = parties(2)
    partnership = found(two).id
    topic = open_topic(two, partnership, "电梯")
    row = Findable.objects.get(thing=topic.id)
    browser = Browser(two[0])

    def queries(count: int) -> int:
        Findable.objects.bulk_create(
            Findable(
                model=row.model,
                space=partnership,
                title="电梯",
                text="",
                grams=row.grams,
                at=row.at,
            )
            for _ in range(count)
        )
        browser.read("portal:search", "?q=电梯")
        with CaptureQueriesContext(connection) as taken:
            browser.read("portal:search", "?q=电梯&page=2")
        return len(taken)

    assert queries(30) == queries(1000)


def test_an_act_looks_only_at_the_rows_that_it_wrote() -> None:
    two = parties(2)
    partnership = found(two).id
    with CaptureQueriesContext(connection) as taken:
        topic = open_topic(two, partnership, "电梯")
    assert Findable.objects.get(thing=topic.id).title == "电梯"
    rooms = {"meetings_activity", "outcomes_action", "exchange_offeredneed"}
    assert not any(room in query["sql"] for query in taken for room in rooms)


def test_the_grams() -> None:
    assert index_grams("加装 Lift2") == "加 装 加装 lift2"
    assert query_grams("加装电梯") == ["加装", "装电", "电梯"]
    assert query_grams("梯") == ["梯"]
