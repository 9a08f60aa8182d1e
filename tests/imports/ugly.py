"""Spreadsheets as offices really have them, made by a script; all people in them are invented."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date
from typing import Any

import xlwt  # type: ignore[import-untyped]
from openpyxl import Workbook
from xlwt.CompoundDoc import XlsDoc  # type: ignore[import-untyped]

HEAD = [
    "序号",
    "姓名",
    "性别",
    "出生年月",
    "界别",
    "专委会",
    "届次",
    "工作单位及职务",
    "手机",
    "备注",
]
Row = Sequence[Any]


def member(number: int, **fields: Any) -> list[Any]:
    """Return the row of an invented member under HEAD."""
    cells = {
        "序号": number,
        "姓名": f"演示委员 {number:03}",
        "性别": "男" if number % 2 else "女",
        "出生年月": "1975-06",
        "界别": "演示界别一",
        "专委会": "演示专委会甲",
        "届次": "第十届",
        "工作单位及职务": f"演示单位{number}",
        "手机": f"1990000{number:04}",
        "备注": "",
    } | fields
    return [cells[name] for name in HEAD]


def saved(book: Workbook) -> bytes:
    """Return a workbook as its file."""
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def xlsx(*rows: Row, title: str = "名册") -> bytes:
    """Return a workbook of one sheet."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = title
    for row in rows:
        sheet.append(list(row))
    return saved(book)


def plain(count: int = 3) -> bytes:
    """A table as one would wish for."""
    return xlsx(HEAD, *(member(n) for n in range(1, count + 1)))


def merged_cells() -> bytes:
    """The sector stands once, merged over the rows it is for; a title over all columns."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["演示市政协委员名册"])
    sheet.append(HEAD)
    for number in range(1, 5):
        sheet.append(member(number, 界别="演示界别一" if number == 1 else None))
    sheet.merge_cells("A1:J1")
    sheet.merge_cells("E3:E6")
    return saved(book)


def trailing_notes() -> bytes:
    """Sums and notes below the table, one merged over all columns."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (
        HEAD,
        member(1),
        member(2),
        ["合计", "2人"],
        ["备注：本表截至二月"],
        ["填表人：演示", "", "审核：演示"],
    ):
        sheet.append(list(row))
    sheet.append(["本表由演示办公室整理，请各专委会核对后于月底前报回，谢谢。"])
    sheet.merge_cells("A7:J7")
    return saved(book)


def dates_as_text() -> bytes:
    """Birth dates in all the ways in which they are typed."""
    ways = ["1975.6", "1975年6月", "1975-06", "1975/6/3", "197506", "1975年6月3日", "1975", 1975.6,
            date(1975, 6, 3), "1975．6"]  # fmt: skip
    return xlsx(HEAD, *(member(n, 出生年月=way) for n, way in enumerate(ways, 1)))


def two_digit_years() -> bytes:
    """A birth date that does not say its century."""
    return xlsx(HEAD, member(1), member(2, 出生年月="75.06"), member(3, 出生年月="’75-6"))


def january_or_october() -> bytes:
    """1975.10 typed as a number is 1975.1 in the file."""
    return xlsx(HEAD, member(1, 出生年月=1975.1), member(2, 出生年月="1975.10"))


def old_xls() -> bytes:
    """The format of before 2007, dates as dates."""
    book = xlwt.Workbook()
    sheet = book.add_sheet("名册", cell_overwrite_ok=True)
    style = xlwt.easyxf(num_format_str="yyyy/m")
    for r, row in enumerate([HEAD, member(1), member(2)]):
        for c, value in enumerate(row):
            sheet.write(r, c, value)
    sheet.write(2, 8, 19900000002)
    sheet.write(1, 3, date(1975, 6, 1), style)
    return _xls(book)


def _xls(book: Any) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def separated(rows: Sequence[Row], encoding: str, by: str = ",") -> bytes:
    """Return a file of separated values."""
    return "\r\n".join(by.join(str(v) for v in row) for row in rows).encode(encoding)


def gbk_csv() -> bytes:
    """Saved by a spreadsheet program in Chinese."""
    return separated([HEAD, member(1), member(2)], "gb18030")


def bom_csv() -> bytes:
    """UTF-8 with its mark, semicolons between."""
    return separated([HEAD, member(1), member(2)], "utf-8-sig", ";")


def empty_columns() -> bytes:
    """Empty columns between and before, empty rows within."""

    def wide(row: Row) -> list[Any]:
        return [None, None, *row[:2], None, *row[2:], None, None]

    blank: list[Any] = []
    return xlsx(blank, wide(HEAD), blank, wide(member(1)), blank, blank, wide(member(2)))


def two_header_rows() -> bytes:
    """Groups of columns above their names; some names stand in the upper row alone."""
    upper = ["序号", "姓名", "基本信息", "", "政协信息", "", "", "联系", "", "备注"]
    lower = ["", "", "性别", "出生年月", "界别", "专委会", "届次", "工作单位及职务", "手机", ""]
    return xlsx(["名册"], upper, lower, member(1), member(2))


def many_rows(count: int = 30_000) -> bytes:
    """A whole province."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("名册")
    sheet.append(HEAD)
    for n in range(1, count + 1):
        sheet.append(member(n, 姓名=f"演示委员 {n:05}", 手机=f"199{n:08}"))
    return saved(book)


def several_sheets() -> bytes:
    """A sheet for each sector, one of explanations, one hidden."""
    book = Workbook()
    first = book.active
    assert first is not None
    first.title = "填表说明"
    first.append(["请如实填写。"])
    for number, name in enumerate(["演示界别一", "演示界别二"], 1):
        sheet = book.create_sheet(name)
        sheet.append(HEAD)
        sheet.append(member(number, 界别=name))
    hidden = book.create_sheet("旧表")
    hidden.append(HEAD)
    hidden.append(member(9))
    hidden.sheet_state = "hidden"
    return saved(book)


def full_width_digits() -> bytes:
    """Digits as wide as the characters."""
    return xlsx(
        HEAD,
        member(1, 出生年月="１９７５．６", 手机="１９９００００００01", 姓名="演示委员　００１"),
    )


def formulas() -> bytes:
    """A formula that was never computed, as programs write them."""
    return xlsx(HEAD, member(1), member(2, 出生年月='=TEXT(DATE(1975,6,1),"yyyy-mm")'))


def hidden_rows() -> bytes:
    """Rows that a filter left hidden."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (HEAD, member(1), member(2), member(3)):
        sheet.append(list(row))
    sheet.row_dimensions[3].hidden = True
    return saved(book)


def serial_dates() -> bytes:
    """Dates whose format got lost: days since 1900."""
    return xlsx(HEAD, member(1, 出生年月=27546), member(2, 出生年月="27546"))


def duplicated_people() -> bytes:
    """The same row twice, and somebody twice in two ways."""
    return xlsx(HEAD, member(1), member(1), member(2), member(2, 工作单位及职务="另一单位"))


def unknown_section() -> bytes:
    """A sector that the directory does not have."""
    return xlsx(HEAD, member(1), member(2, 界别="演示界别壹"))


def too_long() -> bytes:
    """A name with a whole sentence in it."""
    return xlsx(HEAD, member(1), member(2, 姓名="演" * 101), member(3, 工作单位及职务="长" * 201))


def renamed_pdf() -> bytes:
    """A PDF under the name of a spreadsheet."""
    return b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n"


def damaged() -> bytes:
    """Half of a file that a memory stick lost."""
    return plain()[:2500]


def web_page() -> bytes:
    """What many systems hand out as .xls."""
    return "<html><body><table><tr><td>姓名</td></tr></table></body></html>".encode()


def old_password() -> bytes:
    """An .xls with a password: its stream begins with FILEPASS."""
    book = xlwt.Workbook()
    book.add_sheet("名册").write(0, 0, "姓名")
    stream = book.get_biff_data()
    begin = 4 + int.from_bytes(stream[2:4], "little")
    locked = b"\x2f\x00\x06\x00\x00\x00\x12\x34\x56\x78"
    out = io.BytesIO()
    XlsDoc().save(out, stream[:begin] + locked + stream[begin:])
    return out.getvalue()


def new_password() -> bytes:
    """An .xlsx with a password: an encrypted package in an OLE file."""
    out = io.BytesIO()
    XlsDoc().save(out, b"\0" * 5000)
    content = out.getvalue()
    before = "Workbook".encode("utf-16-le").ljust(64, b"\0") + (18).to_bytes(2, "little")
    after = "EncryptedPackage".encode("utf-16-le").ljust(64, b"\0") + (34).to_bytes(2, "little")
    assert before in content
    return content.replace(before, after)


def header_at_row_5() -> bytes:
    """A title, a unit, a date and an empty row before the names."""
    return xlsx(["演示市政协"], ["委员名册"], ["2026年2月"], [], HEAD, member(1), member(2))


def apostrophes() -> bytes:
    """Numbers kept as text by an apostrophe that a program wrote out."""
    return xlsx(HEAD, member(1, 手机="'19900000001", 出生年月="'1975.6"))


def no_header() -> bytes:
    """Only people, no names of columns."""
    return xlsx(member(1), member(2))


def header_again() -> bytes:
    """Printed pages: the names of the columns come again, after each page."""
    return xlsx(HEAD, member(1), HEAD, member(2), [None] * 3, HEAD, member(3))


def rounded_phone() -> bytes:
    """A number so long that the spreadsheet rounded it."""
    return xlsx(HEAD, member(1), member(2, 手机=1.99e16))
