"""Writes a paper as a PDF with its font in it."""

from __future__ import annotations

import logging

from fpdf import FPDF
from fpdf.enums import WrapMode
from fpdf.fonts import FontFace

from xieqiao.documents.fonts import ChineseFont
from xieqiao.documents.papers import Heading, Paper, Paragraph, Rows

_NAME, _MARGIN = "paper", 22
logging.getLogger("fontTools").setLevel(logging.ERROR)  # it tells of every table it drops


class _Sheet(FPDF):
    """A4 sheets with numbers at the foot."""

    def footer(self) -> None:
        """Write the number of the page."""
        self.set_y(-16)
        self.set_font(_NAME, size=9)
        self.cell(0, 8, f"{self.page_no()} / {{nb}}", align="C")


def pdf_file(paper: Paper, font: ChineseFont) -> bytes:
    """Return the paper as PDF."""
    sheet = _Sheet(format="A4")
    sheet.set_margin(_MARGIN)
    sheet.set_auto_page_break(True, _MARGIN)
    sheet.add_font(_NAME, fname=font.path, collection_font_number=font.number)
    sheet.set_title(paper.title)
    sheet.set_lang(paper.language)
    sheet.add_page()
    _text(sheet, paper.title, 20, 11)
    _text(sheet, paper.subtitle, 11, 7)
    for block in paper.blocks:
        match block:
            case Heading():
                sheet.ln(4)
                _text(sheet, block.text, 14, 9)
            case Paragraph():
                _text(sheet, block.text, 9 if block.small else 11, 5.5 if block.small else 7)
            case Rows():
                _table(sheet, block)
    if paper.foot:
        sheet.ln(4)
        _text(sheet, paper.foot, 9, 5.5)
    return bytes(sheet.output())


def _text(sheet: FPDF, text: str, size: float, height: float) -> None:
    if text:
        sheet.set_font(_NAME, size=size)
        sheet.multi_cell(
            0, height, text, align="L", new_x="LMARGIN", new_y="NEXT", wrapmode=WrapMode.CHAR
        )


def _table(sheet: FPDF, rows: Rows) -> None:
    sheet.set_font(_NAME, size=9.5)
    head = FontFace(fill_color=(240, 238, 233))
    with sheet.table(
        col_widths=tuple(rows.shares),
        line_height=6,
        text_align="LEFT",
        padding=1,
        headings_style=head,
        wrapmode=WrapMode.CHAR,
    ) as table:
        for cells in (rows.head, *rows.rows):
            table.row(list(cells))
