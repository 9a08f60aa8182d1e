"""Each ugly file is imported right, or refused by the cell that is wrong."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from tests.exchange.steps import Browser
from tests.imports import ugly
from tests.imports.journey import entered, looked_at, members, upload
from xieqiao.bodies.models import Membership, Person
from xieqiao.bodies.models.imports import Stage, TableImport

pytestmark = pytest.mark.django_db


@dataclass(frozen=True)
class Case:
    """A file, its name, and what comes of it: people by number, and refusals by cell."""

    make: Callable[[], bytes]
    name: str
    people: tuple[int, ...] = ()
    refused: tuple[str, ...] = ()
    said: tuple[str, ...] = ()
    unreadable: str = ""


CASES = {
    "plain": Case(ugly.plain, "名册.xlsx", (1, 2, 3)),
    "merged cells": Case(ugly.merged_cells, "合并.xlsx", (1, 2, 3, 4)),
    "trailing notes": Case(
        ugly.trailing_notes, "备注.xlsx", (1, 2), said=("第4行", "第5行", "第6行", "第7行")
    ),
    "dates as text": Case(ugly.dates_as_text, "日期.xlsx", tuple(range(1, 11))),
    "two-digit years": Case(ugly.two_digit_years, "两位年份.xlsx", (1,), ("D3", "D4")),
    "January or October": Case(ugly.january_or_october, "一月十月.xlsx", (2,), ("D2",)),
    ".xls": Case(ugly.old_xls, "老格式.xls", (1, 2)),
    "GBK .csv": Case(ugly.gbk_csv, "名册.csv", (1, 2)),
    "UTF-8 .csv with mark": Case(ugly.bom_csv, "名册2.csv", (1, 2)),
    "empty columns": Case(ugly.empty_columns, "空列.xlsx", (1, 2)),
    "two header rows": Case(ugly.two_header_rows, "两行表头.xlsx", (1, 2)),
    "several sheets": Case(ugly.several_sheets, "多表.xlsx", (1, 2)),
    "full-width digits": Case(ugly.full_width_digits, "全角.xlsx", (1,)),
    "formulas": Case(ugly.formulas, "公式.xlsx", (1,), ("D3",)),
    "hidden rows": Case(ugly.hidden_rows, "隐藏行.xlsx", (1, 2, 3), said=("隐藏",)),
    "serial dates": Case(ugly.serial_dates, "序列日期.xlsx", (1,), ("D3",)),
    "duplicated people": Case(ugly.duplicated_people, "重复.xlsx", (1, 2), ("B5",)),
    "unknown section": Case(ugly.unknown_section, "未知界别.xlsx", (1,), ("E3",)),
    "too long": Case(ugly.too_long, "过长.xlsx", (1,), ("B3", "H4")),
    "header at row 5": Case(ugly.header_at_row_5, "第五行.xlsx", (1, 2)),
    "apostrophes": Case(ugly.apostrophes, "撇号.xlsx", (1,)),
    "header again": Case(ugly.header_again, "重复表头.xlsx", (1, 2, 3), said=("第3行",)),
    "rounded number": Case(ugly.rounded_phone, "舍入.xlsx", (1,), ("I3",)),
    "renamed PDF": Case(ugly.renamed_pdf, "其实是.xlsx", unreadable="不是表格"),
    "damaged": Case(ugly.damaged, "坏了.xlsx", unreadable="已损坏"),
    "web page": Case(ugly.web_page, "系统导出.xls", unreadable="网页"),
    "password, old": Case(ugly.old_password, "加密.xls", unreadable="密码"),
    "password, new": Case(ugly.new_password, "加密.xlsx", unreadable="密码"),
    "empty": Case(lambda: b"", "空.xlsx", unreadable="空的"),
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_it_is_imported_right_or_refused_by_the_cell(case: Case, clerk: Browser) -> None:
    answer = upload(clerk, case.make(), case.name)
    if case.unreadable:
        assert answer.status_code == 422
        assert case.unreadable in answer.content.decode()
        assert not TableImport.objects.exists()
        return
    page = looked_at(clerk)
    plan = page.context["plan"]
    errors = [error.at for line in plan.lines for error in line.errors]
    assert sorted(errors) == sorted(case.refused), [line.reasons for line in plan.lines]
    for words in case.said:
        assert words in page.content.decode()
    assert members() == [], "looking enters nothing"
    assert entered(clerk).stage == Stage.ENTERED
    assert members() == [f"演示委员 {number:03}" for number in case.people]
    for person in Person.objects.filter(account=None):
        assert person.born[:4] == "1975"
        assert person.born in {"1975", "1975-06", "1975-06-01", "1975-06-03", "1975-10"}
        assert person.phone == f"1990000{person.name[-4:].strip():0>4}"
        assert person.sex in {"male", "female"}
        row = Membership.objects.get(person=person)
        names = set(row.sections.values_list("name", flat=True))
        assert row.term.name == "十届"
        assert "演示专委会甲" in names and len(names) == 2


def test_a_table_without_names_of_columns_is_read_as_one_says(clerk: Browser) -> None:
    upload(clerk, ugly.no_header(), "无表头.xlsx")
    page = looked_at(clerk)
    assert "没有找到" in page.content.decode()
    assert page.context["plan"].writes == 0
    keys = ["number", "name", "sex", "born", "sector", "committee", "term", "work", "phone"]
    fields = {f"column-0-{n}": key for n, key in enumerate(keys)}
    fields |= {"sheets_asked": "1", "name-0": "名册", "take-0": "1", "first-0": "1"}
    row = TableImport.objects.get()
    clerk.send("bodies:members_import", fields, table_import=row.id)
    assert looked_at(clerk).context["plan"].counts["added"] == 2
    entered(clerk)
    assert members() == ["演示委员 001", "演示委员 002"]


@pytest.mark.parametrize("name", [n for n, c in CASES.items() if not c.unreadable])
def test_the_same_file_twice_changes_nothing(name: str, clerk: Browser) -> None:
    case = CASES[name]
    content = case.make()
    upload(clerk, content, case.name)
    entered(clerk)
    before = list(Person.objects.order_by("id").values())
    upload(clerk, content, case.name)
    plan = looked_at(clerk).context["plan"]
    assert plan.writes == 0
    assert len(plan.not_entered) == len({c[1:] for c in case.refused})
    assert list(Person.objects.order_by("id").values()) == before
