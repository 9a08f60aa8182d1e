"""What a cell means, and why it cannot be taken; numbers of terms; encodings."""

from __future__ import annotations

import io
from datetime import date, datetime

import pytest
from openpyxl import load_workbook

from xieqiao.documents import values
from xieqiao.documents.delimited import decoded, read_delimited
from xieqiao.documents.faults import BadCell, CellFault, FileFault, Unreadable
from xieqiao.documents.fonts import chinese_font
from xieqiao.documents.numerals import term_number
from xieqiao.documents.papers import Heading, Paper, Paragraph, Rows
from xieqiao.documents.pdf import pdf_file
from xieqiao.documents.reading import read
from xieqiao.documents.sheets import Sheet, Value, address, letter
from xieqiao.documents.tables import Column, find_table, heading
from xieqiao.documents.workbooks import comma_separated, workbook

TODAY = date(2026, 2, 1)


@pytest.mark.parametrize(
    ("cell", "meant"),
    [
        ("1975", "1975"),
        ("1975.6", "1975-06"),
        ("1975.06.03", "1975-06-03"),
        ("1975年6月", "1975-06"),
        ("1975年6月3日", "1975-06-03"),
        ("1975 年 6 月", "1975-06"),
        ("１９７５．１２", "1975-12"),
        ("1975-6", "1975-06"),
        ("197506", "1975-06"),
        ("19750603", "1975-06-03"),
        ("1975.10", "1975-10"),
        ("1975.6生", "1975-06"),
        ("2021.3至今", "2021-03"),
        (1975, "1975"),
        (1975.0, "1975"),
        (1975.6, "1975-06"),
        (1975.12, "1975-12"),
        (197506.0, "1975-06"),
        (27546, "1975-06-01"),
        (datetime(1975, 6, 3), "1975-06-03"),  # noqa: DTZ001 - as spreadsheets give it
        (date(1975, 6, 3), "1975-06-03"),
    ],
)
def test_a_date_is_as_exact_as_its_cell(cell: Value, meant: str) -> None:
    assert values.partial_date(cell, TODAY) == meant


@pytest.mark.parametrize(
    ("cell", "fault"),
    [
        ("75.06", CellFault.TWO_DIGIT_YEAR),
        ("75年6月", CellFault.TWO_DIGIT_YEAR),
        (1975.1, CellFault.JANUARY_OR_OCTOBER),
        ("1975-13", CellFault.NO_DATE),
        ("1975-02-30", CellFault.NO_DATE),
        ("属兔", CellFault.NO_DATE),
        ("1975.6.3.1", CellFault.NO_DATE),
        ("2027-01", CellFault.IN_THE_FUTURE),
        (True, CellFault.NO_DATE),
        (12, CellFault.NO_DATE),
    ],
)
def test_a_date_that_is_not_sure_is_refused(cell: Value, fault: CellFault) -> None:
    with pytest.raises(BadCell) as caught:
        values.partial_date(cell, TODAY)
    assert caught.value.fault is fault


@pytest.mark.parametrize(
    ("cell", "meant"),
    [
        ("张　　三", "张三"),
        ("演示委员  ０１２", "演示委员 012"),
        ("'演示", "演示"),
        ("Demo  Member", "Demo Member"),
    ],
)
def test_a_name_is_cleaned(cell: str, meant: str) -> None:
    assert values.name(cell) == meant


def test_hidden_signs_and_errors_of_formulas_are_refused() -> None:
    for cell, fault in (("演\u202e示", CellFault.HIDDEN_SIGNS), ("#REF!", CellFault.ERROR_VALUE)):
        with pytest.raises(BadCell) as caught:
            values.line(cell)
        assert caught.value.fault is fault


@pytest.mark.parametrize(
    ("name", "number"),
    [("第十届", 10), ("十届", 10), ("第10届", 10), ("第二十一届", 21), ("12", 12), ("十届一次", 10),
     ("第一届演示委员", 1), ("换届", None), ("本届", None)],
)  # fmt: skip
def test_terms_are_known_by_their_number(name: str, number: int | None) -> None:
    assert term_number(name) == number


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_the_encoding_is_found_out(encoding: str) -> None:
    text = "姓名,界别\r\n演示委员 012,演示界别一\r\n"
    assert decoded(text.encode(encoding)) == text
    assert read_delimited(text.replace(",", "\t").encode(encoding)).rows[1][0] == "演示委员 012"


def test_cells_have_addresses() -> None:
    assert [letter(n) for n in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]
    assert address(6, 1) == "B7"


def test_names_of_columns_may_carry_signs_and_remarks() -> None:
    rows: list[list[Value]] = [["* 姓 名：", "手机（必填）"], ["演示委员 012", "1"]]
    columns = (Column("name", ("姓名",), True), Column("phone", ("手机",)))
    table = find_table(Sheet("", rows), columns)
    assert table.columns == {0: "name", 1: "phone"}
    assert heading(table, 1) == "手机（必填）"
    assert [record.at("phone") for record in table.records()] == ["B2"]


def test_limits_are_told() -> None:
    with pytest.raises(Unreadable) as caught:
        read(b"a," * 11 * 1024**2)
    assert (caught.value.fault, caught.value.limit) == (FileFault.TOO_LARGE, 20)
    with pytest.raises(Unreadable) as caught:
        read(b"a,b\n" * 100_001)
    assert caught.value.fault is FileFault.TOO_MANY_ROWS


def test_a_workbook_holds_text_and_runs_nothing() -> None:
    book = load_workbook(io.BytesIO(workbook("表", ["甲"], [["=1+1"], ["19900000001"], ["007"]])))
    sheet = book.active
    assert sheet is not None
    cells = [row[0] for row in sheet.iter_rows(min_row=2)]
    assert [(cell.value, cell.data_type) for cell in cells] == [
        ("=1+1", "s"), ("19900000001", "s"), ("007", "s"),
    ]  # fmt: skip
    assert b"'=1+1" in comma_separated(["甲"], [["=1+1"]])


@pytest.mark.skipif(chinese_font() is None, reason="no Chinese font on this machine")
def test_a_pdf_carries_its_font() -> None:
    font = chinese_font()
    assert font is not None
    blocks: list[Heading | Paragraph | Rows] = [
        Heading("参加活动"),
        Rows(("时间", "内容"), [("2021年", "演示" * 300)], (1, 3)),
        Paragraph("完", small=True),
    ]
    content = pdf_file(Paper("履职档案", "演示委员 012", blocks), font)
    assert content.startswith(b"%PDF")
    assert b"FontFile" in content
