"""Writes a paper as a Word file."""

from __future__ import annotations

import io
from typing import Any

from docx import Document
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from xieqiao.documents.papers import Heading, Paper, Paragraph, Rows

_CHINESE, _LATIN = "宋体", "Times New Roman"
_TITLE_FONT = "黑体"
_WIDTH = 16.0  # centimetres between the margins of A4


def word_file(paper: Paper) -> bytes:
    """Return the paper as .docx, in the fonts that Chinese offices have."""
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.5)
    _font(document.styles["Normal"], _CHINESE, 11)
    for name, size in (("Title", 20), ("Heading 1", 14)):
        _font(document.styles[name], _TITLE_FONT, size)
    document.core_properties.title = paper.title
    document.core_properties.language = paper.language
    document.core_properties.author = ""
    document.add_heading(paper.title, 0)
    document.add_paragraph(paper.subtitle)
    for block in paper.blocks:
        _block(document, block)
    if paper.foot:
        _small(document.add_paragraph(), paper.foot)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _font(style: Any, chinese: str, size: int) -> None:
    style.font.name, style.font.size = _LATIN, Pt(size)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for name in list(fonts.attrib):
        if name.endswith("Theme"):
            del fonts.attrib[name]
    fonts.set(qn("w:eastAsia"), chinese)


def _block(document: Any, block: Heading | Paragraph | Rows) -> None:
    match block:
        case Heading():
            document.add_heading(block.text, 1)
        case Paragraph(small=True):
            _small(document.add_paragraph(), block.text)
        case Paragraph():
            document.add_paragraph(block.text)
        case Rows():
            _table(document, block)


def _small(paragraph: Any, text: str) -> None:
    paragraph.add_run(text).font.size = Pt(9)


def _table(document: Any, rows: Rows) -> None:
    table = document.add_table(rows=1, cols=len(rows.head), style="Table Grid")
    table.autofit = False
    whole = sum(rows.shares)
    for cell, name in zip(table.rows[0].cells, rows.head, strict=True):
        cell.paragraphs[0].add_run(name).bold = True
    properties = table.rows[0]._tr.get_or_add_trPr()
    properties.append(properties.makeelement(qn("w:tblHeader"), {qn("w:val"): "true"}))
    for row in rows.rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    for row in table.rows:
        for cell, share in zip(row.cells, rows.shares, strict=True):
            cell.width = Cm(_WIDTH * share / whole)
