"""From the file to the directory: looked at, decided, entered whole or not at all, out again."""

from __future__ import annotations

import io
import os
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from tests.exchange.steps import Browser, text
from tests.imports import ugly
from tests.imports.journey import entered, looked_at, members, newest, office, upload
from tests.parties import acting
from xieqiao.bodies.imports import doing
from xieqiao.bodies.imports.doing import enter_later
from xieqiao.bodies.imports.importer import MEMBERS
from xieqiao.bodies.models import Membership, Person, Section, Term
from xieqiao.bodies.models.imports import Stage, TableImport
from xieqiao.bodies.sorting import person_key

pytestmark = pytest.mark.django_db


def person(clerk: Browser, name: str, **fields: Any) -> Person:
    """Return somebody who is in the directory already."""
    found: Person = Person.objects.create(body=clerk.who.body, name=name, **fields)
    return found


def decide(clerk: Browser, **answers: str) -> None:
    """Answer the questions of the newest import, by row."""
    fields = {f"answer-名册!{row[1:]}": value for row, value in answers.items()}
    clerk.send("bodies:members_import", fields, table_import=newest().id)


def test_the_page_says_what_each_row_would_change(clerk: Browser) -> None:
    person(clerk, "演示委员 001", born="1975-06", work="旧单位")
    upload(clerk, ugly.plain(2), "名册.xlsx")
    page = looked_at(clerk)
    assert page.context["plan"].counts["changed"] == 1
    assert page.context["plan"].counts["added"] == 1
    assert "旧单位" in text(page)
    assert "<ins>演示单位1</ins>" in text(page)
    lines = looked_at(clerk, "?show=added").context["page"].object_list
    assert [line.shown for line in lines] == ["演示委员 002"]


def test_an_empty_cell_changes_nothing(clerk: Browser) -> None:
    one = person(clerk, "演示委员 001", born="1975-06", note="原有")
    upload(clerk, ugly.xlsx(ugly.HEAD, ugly.member(1, 备注="")), "名册.xlsx")
    entered(clerk)
    one.refresh_from_db()
    assert one.note == "原有"


def test_bad_rows_are_entered_never_and_good_ones_only_when_asked(clerk: Browser) -> None:
    upload(clerk, ugly.two_digit_years(), "名册.xlsx")
    digest = looked_at(clerk).context["plan"].digest
    answer = clerk.send(
        "bodies:members_confirm", {"what": "all", "digest": digest}, table_import=newest().id
    )
    assert answer.status_code == 409
    assert members() == []
    entered(clerk, "good")
    assert members() == ["演示委员 001"]


def test_refused_rows_come_as_a_workbook_with_reasons_and_can_be_put_right(clerk: Browser) -> None:
    upload(clerk, ugly.two_digit_years(), "名册.xlsx")
    row = entered(clerk)
    content = clerk.open("bodies:members_refused", table_import=row.id).content
    sheet = load_workbook(io.BytesIO(content)).active
    assert sheet is not None
    rows = [[cell.value for cell in line] for line in sheet.iter_rows()]
    assert [line[1] for line in rows] == ["姓名", "演示委员 002", "演示委员 003"]
    assert "D3" in str(rows[1][-1]) and "世纪" in str(rows[1][-1])
    for line, born in zip(rows[1:], ("1975-06", "1975-06"), strict=True):
        line[rows[0].index("出生年月")] = born
    upload(clerk, ugly.xlsx(*rows), "改正.xlsx")
    entered(clerk)
    assert len(members()) == 3


def test_nothing_is_entered_when_one_says_so(clerk: Browser) -> None:
    upload(clerk, ugly.plain(), "名册.xlsx")
    row = newest()
    path = row.file.name
    clerk.send("bodies:members_confirm", {"what": "nothing"}, table_import=row.id)
    row.refresh_from_db()
    assert (row.stage, row.file.name) == (Stage.NOTHING, "")
    assert not row.file.storage.exists(str(path))
    assert members() == []
    assert clerk.open("bodies:members_import", table_import=row.id).status_code == 200


def test_what_failed_in_the_middle_leaves_nothing_behind(
    clerk: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    upload(clerk, ugly.plain(), "名册.xlsx")
    digest = looked_at(clerk).context["plan"].digest

    def broken(*args: Any, **more: Any) -> bytes:
        raise OSError("disk full")

    monkeypatch.setattr(doing, "refused_workbook", broken)
    monkeypatch.setattr("xieqiao.bodies.imports.enter._memberships", broken)
    with pytest.raises(OSError, match="disk full"):
        clerk.send(
            "bodies:members_confirm", {"what": "all", "digest": digest}, table_import=newest().id
        )
    assert members() == []
    assert newest().stage == Stage.CHOSEN


def test_what_changed_since_one_looked_is_shown_again(clerk: Browser) -> None:
    upload(clerk, ugly.plain(), "名册.xlsx")
    digest = looked_at(clerk).context["plan"].digest
    person(clerk, "演示委员 001", born="1975-06")
    answer = clerk.send(
        "bodies:members_confirm", {"what": "all", "digest": digest}, table_import=newest().id
    )
    assert answer.status_code == 409
    assert "情况有变" in text(answer)
    assert members() == ["演示委员 001"]


@pytest.mark.parametrize(
    ("answer", "people", "added"), [("same", 1, 0), ("other", 2, 1), ("out", 1, 0)]
)
def test_somebody_with_another_birth_date_is_asked_about(
    clerk: Browser, answer: str, people: int, added: int
) -> None:
    there = person(clerk, "演示委员 001", born="1960-01")
    upload(clerk, ugly.plain(1), "名册.xlsx")
    page = looked_at(clerk)
    assert page.context["plan"].counts["asked"] == 1
    assert "1960-01" in text(page)
    decide(clerk, r2=f"same:{there.id}" if answer == "same" else answer)
    assert looked_at(clerk).context["plan"].counts["added"] == added
    entered(clerk)
    assert len(members()) == people
    there.refresh_from_db()
    assert there.born == ("1975-06" if answer == "same" else "1960-01")


def test_undecided_questions_are_not_entered(clerk: Browser) -> None:
    person(clerk, "演示委员 001", born="1960-01")
    upload(clerk, ugly.plain(2), "名册.xlsx")
    entered(clerk)
    assert members() == ["演示委员 001", "演示委员 002"]
    assert Person.objects.get(name="演示委员 001").born == "1960-01"


def test_a_name_that_sounds_the_same_is_asked_about_when_more_agrees(clerk: Browser) -> None:
    assert person_key("演示张琳") == person_key("演示章林")
    person(clerk, "演示张琳", phone="19900000001")
    rows = [ugly.member(1, 姓名="演示章林"), ugly.member(2, 姓名="演示章麟")]
    upload(clerk, ugly.xlsx(ugly.HEAD, *rows), "名册.xlsx")
    plan = looked_at(clerk).context["plan"]
    assert [line.verdict.value for line in plan.lines] == ["asked", "added"]


def test_blanks_and_dots_make_no_other_name(clerk: Browser) -> None:
    person(clerk, "演示委员001", born="1975-06")
    upload(clerk, ugly.plain(1), "名册.xlsx")
    assert looked_at(clerk).context["plan"].counts["added"] == 0


def test_terms_and_sections_come_along_when_one_says_so() -> None:
    clerk = office(1, empty=True)
    upload(clerk, ugly.plain(2), "名册.xlsx")
    plan = looked_at(clerk).context["plan"]
    assert plan.writes == 0
    assert any("演示界别一" in part for part in plan.new_parts)
    fields = {"parts_asked": "1", "new_parts": "1", "term": ""}
    clerk.send("bodies:members_import", fields, table_import=newest().id)
    entered(clerk)
    assert Term.objects.get(body=clerk.who.body).name == "第十届"
    assert set(Section.objects.values_list("kind", "name")) == {
        ("sector", "演示界别一"), ("committee", "演示专委会甲"),
    }  # fmt: skip
    assert Membership.objects.count() == 2


def test_a_member_of_two_terms_stands_in_two_rows(clerk: Browser) -> None:
    rows = [ugly.member(1, 届次="第十届"), ugly.member(1, 届次="第九届")]
    upload(clerk, ugly.xlsx(ugly.HEAD, *rows), "名册.xlsx")
    fields = {"parts_asked": "1", "new_parts": "1"}
    clerk.send("bodies:members_import", fields, table_import=newest().id)
    entered(clerk)
    assert members() == ["演示委员 001"]
    assert Membership.objects.count() == 2


def test_a_member_who_changed_the_committee_is_moved(clerk: Browser) -> None:
    upload(clerk, ugly.plain(1), "名册.xlsx")
    entered(clerk)
    upload(clerk, ugly.xlsx(ugly.HEAD, ugly.member(1, 界别="演示界别二")), "名册.xlsx")
    assert "演示界别二" in text(looked_at(clerk))
    entered(clerk)
    names = set(Membership.objects.get().sections.values_list("name", flat=True))
    assert names == {"演示界别二", "演示专委会甲"}


@pytest.mark.parametrize("as_", ["xlsx", "csv"])
def test_what_comes_out_goes_in_again_and_changes_nothing(clerk: Browser, as_: str) -> None:
    upload(clerk, ugly.dates_as_text(), "名册.xlsx")
    entered(clerk)
    Person.objects.filter(name="演示委员 003").update(note="=1+1", phone="+86 19900000003")
    content = clerk.open("bodies:members_export", f"?as={as_}").content
    upload(clerk, content, f"导出.{as_}")
    assert looked_at(clerk).context["plan"].writes == 0
    other = office(2)
    upload(other, content, f"导出.{as_}")
    entered(other)
    fields = ("name", "born", "sex", "work", "phone")
    ours = Person.objects.filter(body=clerk.who.body, account=None).values_list(*fields)
    theirs = Person.objects.filter(body=other.who.body, account=None).values_list(*fields)
    assert sorted(ours) == sorted(theirs)


def test_another_body_sees_nothing_of_it(clerk: Browser) -> None:
    upload(clerk, ugly.plain(), "名册.xlsx")
    row, other = newest(), office(2)
    for name in ("import", "refused"):
        assert other.open(f"bodies:members_{name}", table_import=row.id).status_code == 404
    answer = other.send("bodies:members_confirm", {"what": "good"}, table_import=row.id)
    assert answer.status_code == 404
    assert "名册.xlsx" not in other.read("bodies:members_imports")
    member = Browser(acting(clerk.who.body, "member"))
    assert member.open("bodies:members_imports").status_code == 403


def test_many_rows_are_entered_in_the_background(clerk: Browser) -> None:
    """`IMPORT_ROWS=30000` takes half a minute on a quiet machine."""
    many = int(os.environ.get("IMPORT_ROWS", "2500"))
    upload(clerk, ugly.many_rows(many), "全省.xlsx")
    page = looked_at(clerk)
    assert page.context["plan"].counts["added"] == many
    row = entered(clerk)
    assert row.stage == Stage.WAITING
    assert "正在录入" in text(looked_at(clerk))
    assert members() == []
    enter_later.call(str(row.id), MEMBERS.where)
    row.refresh_from_db()
    assert row.stage == Stage.ENTERED, row.result
    assert Membership.objects.count() == many
    assert Membership.sections.through.objects.count() == 2 * many


def test_the_queries_of_the_page_do_not_grow_with_the_rows(clerk: Browser) -> None:
    counts = []
    for number in (10, 1_000):
        upload(clerk, ugly.many_rows(number), "名册.xlsx")
        with CaptureQueriesContext(connection) as caught:
            assert looked_at(clerk).status_code == 200
        counts.append(len(caught))
    assert counts[0] == counts[1]


def test_after_thirty_days_the_file_is_gone(
    clerk: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    from datetime import timedelta

    from django.utils import timezone

    from xieqiao.bodies import sweep

    upload(clerk, ugly.plain(), "名册.xlsx")
    row = newest()
    TableImport.objects.update(made_at=timezone.now() - timedelta(days=31))
    monkeypatch.setattr(sweep, "_last", {"ran_at": float("-inf")})
    sweep.run()
    assert not TableImport.objects.exists()
    assert not row.file.storage.exists(str(row.file.name))
