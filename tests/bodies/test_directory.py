"""Keeping the directory: people, sections, units, terms."""

from __future__ import annotations

from typing import Any

import pytest

from tests.bodies.people import Browser, browser, text
from tests.parties import body
from xieqiao.bodies.ensure import ensure_member, ensure_person, ensure_section, ensure_term
from xieqiao.bodies.models import Body, Membership, Person, Section, Term, Unit
from xieqiao.bodies.roles import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def clerk() -> Browser:
    return browser()


def ours(clerk: Browser) -> Body:
    found: Body = clerk.who.body
    return found


def test_it_works(clerk: Browser) -> None:
    fields = {"name": "张林华", "office": "主席", "outside": "", "source": "联谊报 2021-05-27"}
    answer = clerk.send("new-person", fields)
    person = Person.objects.get(name="张林华")
    assert answer["Location"] == clerk.path("person", person=person.id)
    assert (person.body_id, person.office, person.account_id) == (ours(clerk).id, "主席", None)
    page = text(clerk.get(answer["Location"]))
    assert "张林华已列入名录" in page and "联谊报 2021-05-27" in page
    assert "张林华" in text(clerk.open("directory"))


def test_people_stand_in_the_order_of_pinyin(clerk: Browser) -> None:
    for name in ("周一", "单二", "方三", "解四", "阿五"):
        ensure_person(ours(clerk), name)
    page = text(clerk.open("directory"))
    places = [page.index(f">{name}<") for name in ("阿五", "方三", "单二", "解四", "周一")]
    assert places == sorted(places)
    back = text(clerk.open("directory", "?sort=-name"))
    assert back.index(">周一<") < back.index(">阿五<")


def test_people_are_found_by_two_characters(clerk: Browser) -> None:
    ensure_person(ours(clerk), "董新民", work="县餐饮协会会长")
    ensure_person(ours(clerk), "沈健", office="副主席")
    found = text(clerk.open("directory", "?q=餐饮"))
    assert "董新民" in found and "沈健" not in found
    assert "没有符合条件的人员" in text(clerk.open("directory", "?q=没有"))


def test_people_outside_can_be_listed_alone(clerk: Browser) -> None:
    ensure_person(ours(clerk), "专家甲", outside="expert")
    ensure_person(ours(clerk), "委员乙")
    found = text(clerk.open("directory", "?outside=expert"))
    assert "专家甲" in found and "委员乙" not in found
    assert "委员乙" in text(clerk.open("directory", "?outside="))


def test_the_list_comes_in_pages(clerk: Browser) -> None:
    for number in range(45):
        ensure_person(ours(clerk), f"委员{number:02}")
    last = text(clerk.open("directory", "?page=3"))
    assert "第 3 页" in last or "page=2" in last
    assert "委员44" in last and "委员00" not in last


def test_somebody_becomes_a_member_of_a_term_in_sections(clerk: Browser) -> None:
    person = ensure_person(ours(clerk), "董新民")
    term = ensure_term(ours(clerk), "十届", begins="2017", ends="2021-12")
    sector = ensure_section(ours(clerk), "sector", "经济界")
    fields = {"term": term.id, "sections": [sector.id]}
    clerk.send("new-membership", fields, person=person.id)
    membership = Membership.objects.get(person=person)
    assert list(membership.sections.all()) == [sector]
    assert "董新民" in text(clerk.open("section", section=sector.id))
    again = clerk.send("new-membership", fields, person=person.id)
    assert again.status_code == 422 and "此人在该届次中已登记" in text(again)
    clerk.send("edit-membership", {"term": term.id, "sections": []}, membership=membership.id)
    assert membership.sections.count() == 0


def test_sections_are_called_as_the_kind_of_body_calls_them() -> None:
    council = browser(at=body(3, kind="council"))
    assert "党团" in text(council.open("new-section"))
    assert "党派团体" in text(browser(at=body(4)).open("new-section"))


def test_a_section_is_entered_changed_and_counted_once(clerk: Browser) -> None:
    clerk.send("new-section", {"kind": "committee", "name": "提案委员会"})
    section = Section.objects.get(name="提案委员会")
    same = clerk.send("new-section", {"kind": "committee", "name": " 提案委员会 "})
    assert same.status_code == 422 and "名录中已有此项" in text(same)
    clerk.send("edit-section", {"kind": "committee", "name": "提案委"}, section=section.id)
    section.refresh_from_db()
    assert (section.name, section.name_key) == ("提案委", "ti2 an4 wei3")


def test_a_unit_is_entered_and_has_people(clerk: Browser) -> None:
    clerk.send("new-unit", {"name": "德清县经济合作交流中心"})
    unit = Unit.objects.get()
    clerk.send("new-person", {"name": "吴平", "outside": "unit_staff", "unit": unit.id})
    assert "吴平" in text(clerk.open("unit", unit=unit.id))
    assert "德清县经济合作交流中心" in text(clerk.open("units", "?q=交流"))


def test_a_term_is_as_exact_as_it_is_known(clerk: Browser) -> None:
    clerk.send("new-term", {"name": "十届", "begins": "2017-01", "ends": "2021"})
    assert "2017年1月" in text(clerk.open("terms"))


@pytest.mark.parametrize(
    ("begins", "ends", "field", "words"),
    [
        ("2021", "2017", "ends", "结束早于开始"),
        ("2021-02-30", "", "begins", ""),
        ("去年", "", "begins", ""),
    ],
)
def test_dates_that_do_not_exist_or_end_early_are_refused(
    clerk: Browser, begins: str, ends: str, field: str, words: str
) -> None:
    answer = clerk.send("new-term", {"name": "十届", "begins": begins, "ends": ends})
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert words in text(answer) and f'value="{begins}"' in text(answer)
    assert Term.objects.count() == 0


@pytest.mark.parametrize(
    "name",
    ["张\u202e三", "张\x00三", "张\u200b三", "张\x07三", "\u2066张三", "长" * 101, "   ", ""],
)
def test_names_with_hidden_marks_or_too_long_are_refused(clerk: Browser, name: str) -> None:
    answer = clerk.send("new-person", {"name": name, "office": "主席"})
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["name"]
    assert 'value="主席"' in text(answer)
    assert not Person.objects.filter(office="主席").exists()


def test_a_hundred_thousand_characters_are_refused_and_kept(clerk: Browser) -> None:
    answer = clerk.send("new-person", {"name": "长" * 100_000})
    assert answer.status_code == 422
    assert "100000" in text(answer).replace(",", "") and "长" * 100_000 in text(answer)


def test_an_error_is_a_link_to_its_field(clerk: Browser) -> None:
    page = text(clerk.send("new-person", {"name": ""}))
    assert 'href="#id_name"' in page and 'id="id_name"' in page


def test_a_unit_or_section_of_another_body_cannot_be_chosen(clerk: Browser) -> None:
    other = body(9)
    unit = Unit.objects.create(body=other, name="别处单位")
    section = Section.objects.create(body=other, kind="sector", name="别处界别")
    assert "别处单位" not in text(clerk.open("new-person"))
    answer = clerk.send("new-person", {"name": "张三", "unit": unit.id})
    assert "unit" in answer.context["form"].errors
    person, term = ensure_person(ours(clerk), "李四"), ensure_term(ours(clerk), "十届")
    answer = clerk.send(
        "new-membership", {"term": term.id, "sections": [section.id]}, person=person.id
    )
    assert "sections" in answer.context["form"].errors


def test_what_belongs_to_another_body_is_not_there(clerk: Browser) -> None:
    other = body(9)
    person = ensure_person(other, "别处的人")
    term, section = ensure_term(other, "十届"), ensure_section(other, "sector", "别处界别")
    membership = ensure_member(person, term, section)
    unit = Unit.objects.create(body=other, name="别处单位")
    there: list[tuple[str, dict[str, Any]]] = [
        *((name, {"person": person.id}) for name in
          ("person", "edit-person", "remove-person", "new-membership", "give-role", "invite")),
        *((name, {"section": section.id}) for name in
          ("section", "edit-section", "remove-section")),
        *((name, {"unit": unit.id}) for name in ("unit", "edit-unit", "remove-unit")),
        *((name, {"term": term.id}) for name in ("edit-term", "remove-term")),
        *((name, {"membership": membership.id}) for name in
          ("edit-membership", "remove-membership")),
    ]  # fmt: skip
    for name, kwargs in there:
        for answer in (clerk.open(name, **kwargs), clerk.send(name, {"name": "x"}, **kwargs)):
            assert answer.status_code == 404, name
            assert "别处" not in text(answer)


def test_names_are_shown_in_english_where_there_is_one(clerk: Browser) -> None:
    person = ensure_person(ours(clerk), "张林华", name_en="Zhang Linhua")
    page = clerk.get(clerk.path("person", person=person.id), headers={"Accept-Language": "en"})
    assert "<h1>Zhang Linhua" in text(page)


def test_what_is_typed_is_shown_not_run(clerk: Browser) -> None:
    clerk.send("new-person", {"name": "<script>alert(1)</script>"})
    page = text(clerk.open("directory"))
    assert "&lt;script&gt;alert(1)" in page and "<script>alert(1)" not in page


def test_an_administrator_changes_the_bodys_entry() -> None:
    administrator = browser(Role.ADMINISTRATOR)
    fields = {
        "name": "柏林市议会", "short_name": "柏林", "name_en": "Berlin council", "kind": "council",
        "level": "city", "region_text": "德国柏林", "timezone": "Europe/Berlin",
    }  # fmt: skip
    assert administrator.send("edit-body", fields).status_code == 302
    row = Body.objects.get(id=administrator.who.body_id)
    assert (row.name, row.region_shown, row.timezone) == ("柏林市议会", "德国柏林", "Europe/Berlin")
    for field, bad in (
        ("short_name", "柏"), ("short_name", "柏林市议会"), ("timezone", "Europe/Nowhere"),
        ("region_code", "999999"), ("region_year", "1900"),
    ):  # fmt: skip
        answer = administrator.send("edit-body", {**fields, field: bad})
        assert answer.status_code == 422 and field in answer.context["form"].errors, field
