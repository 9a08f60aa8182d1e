"""The duty record: who reads it, corrections with their trace, taking it out, and the year."""

from __future__ import annotations

import io
import json
from datetime import date
from typing import Any

import pytest
from docx import Document

from tests.duty.steps import TITLE, initiative
from tests.exchange.steps import Browser, text
from tests.parties import acting, body, found, open_topic, parties, pass_act
from xieqiao.acts.access import Acting
from xieqiao.bodies.ensure import ensure_member, ensure_section, ensure_term
from xieqiao.bodies.models import Person
from xieqiao.duty.deeds import Deed
from xieqiao.duty.improving import review
from xieqiao.duty.models import CorrectionKind, DutyCorrection, PointRule
from xieqiao.duty.records import record_of
from xieqiao.meetings.models import Activity

pytestmark = pytest.mark.django_db

JSON = Any


@pytest.fixture
def there() -> list[Acting]:
    return parties(2)


def member(who: Acting, number: int = 12) -> Acting:
    """Return a member with an account."""
    return acting(who.body, "member", number)


def person(who: Acting) -> Person:
    return Person.objects.get(id=str(who.person_id))


def held(there: list[Acting], **fields: Any) -> Activity:
    """Return a visit that took place."""
    partnership = found(there)
    words = {
        "kind": "visit",
        "title": "演示考察",
        "happened": "2021-05-20",
        "source": "演示材料",
        **fields,
    }
    act = pass_act(there, "activity.plan", words, partnership=partnership.id)
    return Activity.objects.get(id=act.subject_id)


def attend(who: Acting, activity: Activity, *people: dict[str, Any], **fields: Any) -> None:
    """Report who of the own side was there."""
    words = {"activity": str(activity.id), "people": list(people), **fields}
    pass_act([who], "activity.record_attendance", words, partnership=activity.partnership_id)


def shown(one: Person) -> dict[str, Any]:
    return {"person_id": str(one.id), "shown_as": one.name}


def test_attendance_is_told_of_with_a_link_to_the_activity(there: list[Acting]) -> None:
    who = member(there[0])
    activity = held(there)
    attend(there[0], activity, shown(person(who)))
    (entry,) = record_of(there[0], person(who)).entries
    assert (entry.deed, entry.on, entry.record) == (Deed.ATTENDED, "2021-05-20", activity.id)
    page = Browser(who).read("duty:record", person=who.person_id)
    assert activity.path(who.slug) in page
    assert "演示考察" in page


def test_a_name_alone_counts_where_one_person_has_it(there: list[Acting]) -> None:
    who = person(member(there[0]))
    activity = held(there)
    attend(there[0], activity, {"shown_as": who.name})
    (entry,) = record_of(there[0], who).entries
    assert entry.by_name
    Person.objects.create(body=there[0].body, name=who.name)
    assert record_of(there[0], who).entries == []


def test_what_another_body_reports_of_the_same_name_is_not_ours(there: list[Acting]) -> None:
    who = person(member(there[0]))
    attend(there[1], held(there), {"shown_as": who.name})
    assert record_of(there[0], who).entries == []


def test_a_dispatch_that_was_called_off_is_not_told_of(there: list[Acting]) -> None:
    who = person(member(there[0]))
    partnership = found(there)
    words = {
        "title": "派员",
        "sender": str(there[0].body_id),
        "receiver": str(there[1].body_id),
        "number": 1,
        "persons": [shown(who)],
    }
    act = pass_act(there, "dispatch.confirm", words, partnership=partnership.id)
    assert [e.deed for e in record_of(there[0], who).entries] == [Deed.DISPATCHED]
    pass_act(there, "dispatch.call_off", {"why": "改期"}, subject=act.subject_id)
    assert record_of(there[0], who).entries == []


def test_authors_of_a_part_are_told_of_each(there: list[Acting]) -> None:
    one, other = person(member(there[0], 12)), person(member(there[0], 13))
    partnership = found(there)
    topic = open_topic(there, partnership.id)
    plan = {
        "topic": str(topic.id),
        "aims": "看一看",
        "parts": [{"party": str(a.body_id), "title": "部分"} for a in there],
    }
    act = pass_act(there, "research.plan", plan, partnership=partnership.id)
    part = {
        "plan": str(act.subject_id),
        "title": "我方部分",
        "authors": f"{one.name}、{other.name}",
        "sections": [{"heading": "", "text": "写了"}],
    }
    pass_act([there[0]], "part.contribute", part, partnership=partnership.id)
    for who in (one, other):
        assert Deed.CONTRIBUTED in [e.deed for e in record_of(there[0], who).entries]


def test_an_initiative_counts_once_the_office_has_confirmed_it(there: list[Acting]) -> None:
    who = person(member(there[0]))
    row = initiative(there[0], member=who, confirmed=False, on="2025-03")
    assert record_of(there[0], who).entries == []
    Browser(there[0]).send("duty:confirm_initiative", initiative=row.id)
    assert [e.title for e in record_of(there[0], who).entries] == [TITLE]


def test_a_member_reads_only_his_own_record(there: list[Acting]) -> None:
    one, other = Browser(member(there[0], 12)), member(there[0], 13)
    own = one.path("duty:record", person=one.who.person_id)
    assert one.open("duty:records")["Location"] == own
    assert one.open("duty:record", person=other.person_id).status_code == 404
    for name in ("body_year", "points"):
        assert one.open(f"duty:{name}").status_code == 403
    assert Browser(there[1]).open("duty:record", person=other.person_id).status_code == 404


def test_a_correction_is_a_trace_and_touches_no_record(there: list[Acting]) -> None:
    who = member(there[0])
    activity = held(there)
    attend(there[0], activity, shown(person(who)))
    browser = Browser(who)
    query = f"?entry=attended:{activity.id}"
    path = browser.path("duty:correct", person=who.person_id) + query
    said = {"what": "otherwise", "text": "只参加了上午", "why": "下午有会", "acting": who.token}
    assert browser.post(path, said).status_code == 302
    assert browser.post(path, {**said, "what": "not_so"}).status_code == 302
    record = record_of(there[0], person(who))
    assert (record.entries, [e.words for e in record.taken_out]) == ([], ["只参加了上午"])
    assert browser.post(path, {"what": "as_recorded", "acting": who.token}).status_code == 302
    (entry,) = record_of(there[0], person(who)).entries
    assert "演示考察" in entry.words
    trace = DutyCorrection.objects.order_by("at")
    assert [(row.what, row.before != "", row.by_person) for row in trace] == [
        (CorrectionKind.OTHERWISE, True, who.person_id),
        (CorrectionKind.NOT_SO, True, who.person_id),
        (CorrectionKind.AS_RECORDED, True, who.person_id),
    ]
    assert "下午有会" in Browser(there[0]).read("duty:record", person=who.person_id)
    assert activity.attendances.get(owner=there[0].body_id).attendees.count() == 1


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"what": ""}, "what"),
        ({"what": "otherwise", "why": "因为"}, "text"),
        ({"what": "not_so"}, "why"),
        ({"what": "note", "text": "长" * 301}, "text"),
        ({"what": "note", "text": "看\u202e不见"}, "text"),
    ],
)
def test_a_correction_without_its_reason_is_refused_at_the_field(
    there: list[Acting], wrong: dict[str, str], field: str
) -> None:
    who = member(there[0])
    row = initiative(there[0], member=person(who))
    browser = Browser(who)
    path = browser.path("duty:correct", person=who.person_id) + f"?entry=initiative:{row.id}"
    answer = browser.post(path, {**wrong, "acting": who.token})
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert not DutyCorrection.objects.exists()


def test_it_is_taken_out_as_word_pdf_and_json(there: list[Acting]) -> None:
    who = member(there[0])
    initiative(there[0], member=person(who), on="2025-03")
    browser = Browser(who)
    at: dict[str, Any] = {"person": who.person_id}
    document = Document(io.BytesIO(browser.open("duty:record_file", "?as=docx", **at).content))
    assert any(TITLE in cell.text for t in document.tables for row in t.rows for cell in row.cells)
    assert browser.open("duty:record_file", "?as=pdf", **at).content.startswith(b"%PDF")
    answer = browser.open("duty:record_file", "?as=json&year=2025", **at)
    assert "attachment" in answer["Content-Disposition"]
    data: JSON = json.loads(answer.content)
    assert data["persons"][0]["name"] == person(who).name
    assert [entry["title"] for entry in data["duty_record"]] == [TITLE]
    empty = json.loads(browser.open("duty:record_file", "?as=json&year=2020", **at).content)
    assert empty["duty_record"] == []


def test_without_a_chinese_font_the_page_says_so(there: list[Acting], monkeypatch: Any) -> None:
    from xieqiao.duty.views import records

    monkeypatch.setattr(records, "chinese_font", lambda: None)
    browser = Browser(member(there[0]))
    at: dict[str, Any] = {"person": browser.who.person_id}
    assert "没有中文字体" in browser.read("duty:record", **at)
    assert browser.open("duty:record_file", "?as=pdf", **at).status_code == 302


def test_a_year_shows_what_is_missing_as_plainly(there: list[Acting]) -> None:
    section = ensure_section(there[0].body, "sector", "演示界别")
    term = ensure_term(there[0].body, "十届")
    one, other = person(member(there[0], 12)), person(member(there[0], 13))
    for who in (one, other):
        ensure_member(who, term, section)
    initiative(there[0], member=one, on="2024-03")
    initiative(there[0], member=one, on="2024")
    browser = Browser(there[0])
    page = browser.read("duty:section_year", "?year=2024", section=section.id)
    for words in (
        "共 2 人，其中 1 人有记载，1 人没有记载",
        "没有记载的月份：1月、2月、4月",
        "另有 1 条",
    ):
        assert words in page.replace(", ", "、"), words
    assert page.count('class="month none"') == 11
    assert "共 2 人" not in browser.read("duty:body_year", "?year=2024")
    page = browser.read("duty:record", "?year=2024", person=one.id)
    assert "year-strip" in page
    assert "本年度没有记载" in browser.read("duty:record", "?year=2023", person=one.id)


def test_points_stand_only_where_the_body_has_a_rule(there: list[Acting]) -> None:
    who = person(member(there[0]))
    initiative(there[0], member=who, on="2025-03")
    browser = Browser(there[0])
    assert "分。" not in browser.read("duty:record", person=who.id)
    answer = browser.send("duty:points", {"initiative": "2.5"})
    assert answer.status_code == 422
    assert not PointRule.objects.exists()
    browser.send("duty:points", {"rule": "演示办法", "initiative": "2.5"})
    assert "依据本机构《演示办法》：2.5" in browser.read("duty:record", person=who.id)
    browser.send("duty:points", {"rule": "演示办法"})
    assert not PointRule.objects.exists()
    assert Browser(acting(there[0].body, "chair")).send("duty:points").status_code == 302


def test_what_to_improve_comes_from_the_records(there: list[Acting]) -> None:
    partnership = found(there)
    open_topic(there, partnership.id, "没有活动的议题")
    words = {
        "kind": "research",
        "rhythm": "yearly",
        "first_date": "2023-03-01",
        "hosts": [str(there[0].body_id)],
    }
    pass_act(there, "mechanism.set_up", words, partnership=partnership.id)
    page = text(Browser(there[1]).open("duty:improve"))
    assert "没有活动的议题" in page
    (one,) = review(there[0], 2024, date(2025, 6, 1))
    assert "未举行 1 次" in Browser(there[0]).read("duty:improve", "?year=2024")
    assert one.mechanisms[0].improve
    assert Browser(acting(body(3))).open("duty:improve").status_code == 200
