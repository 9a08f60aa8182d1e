"""Tables of strengths: their columns, and what a row says."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from xieqiao.bodies.imports.words import Reader
from xieqiao.bodies.models import Body
from xieqiao.documents import values
from xieqiao.documents.faults import BadCell, CellFault
from xieqiao.documents.sheets import Value
from xieqiao.documents.tables import Column
from xieqiao.exchange.sectors import SECTIONS, fits, section_name

COLUMNS = (
    Column("number", ("序号", "编号", "No", "#")),
    Column(
        "title",
        ("优势", "优势名称", "特长", "专长", "名称", "能提供什么", "strength", "title"),
        True,
    ),
    Column("text", ("说明", "内容", "优势说明", "简介", "具体内容", "text", "description")),
    Column("person", ("姓名", "委员", "委员姓名", "专家", "提供人", "person", "name", "member")),
    Column("phone", ("手机", "联系电话", "电话", "手机号码", "phone", "telephone")),
    Column("section", ("专委会", "界别", "界别或专委会", "section", "committee")),
    Column("unit", ("单位", "企业", "企业或单位", "company", "unit")),
    Column("sector", ("行业", "行业门类", "国民经济行业", "industry", "sector")),
    Column("division", ("行业大类", "大类代码", "division")),
    Column("focus_area", ("合作领域", "领域", "focus area")),
    Column("proof", ("佐证", "做过什么", "案例", "业绩", "成果", "proof", "what was done")),
    Column("proof_where", ("地点", "在哪里", "where")),
    Column("proof_when", ("时间", "何时", "when", "date")),
    Column("languages", ("语言", "语种", "languages", "language")),
    Column("times_a_year", ("每年次数", "一年几次", "每年可提供次数", "times a year", "per year")),
)  # fmt: skip
TEXTS = ("text", "focus_area", "proof", "proof_where", "proof_when", "languages")


def titles(body: Body) -> dict[str, str]:
    """Return what each column is called, in the reader's language."""
    return {
        "number": _("Running number"),
        "title": _("Strength in one line"),
        "text": _("In more words"),
        "person": pgettext("person", "Name"),
        "phone": _("Telephone"),
        "section": _("Section"),
        "unit": _("Company or unit"),
        "sector": _("Branch of the economy"),
        "division": _("Division of the branch"),
        "focus_area": _("Focus area"),
        "proof": _("What was done"),
        "proof_where": _("Where it was done"),
        "proof_when": _("When it was done"),
        "languages": _("Languages"),
        "times_a_year": _("How often a year"),
    }


@dataclass
class StrengthRow:
    """What a row says; an empty particular changes nothing."""

    title: str
    person: str
    phone: str
    section: str
    unit: str
    fields: dict[str, str | int]


def read_row(reader: Reader) -> StrengthRow:
    """Return what a row says; what cannot be taken lies with the reader."""
    read = reader.read
    title = reader.needed("title", read("title", values.line, ""))
    fields: dict[str, str | int] = {
        "text": read("text", values.paragraphs, ""),
        "sector": read("sector", _sector, ""),
        "division": read("division", _division, ""),
        "focus_area": read("focus_area", values.line, ""),
        "proof": read("proof", values.paragraphs, ""),
        "proof_where": read("proof_where", values.line, ""),
        "proof_when": read("proof_when", lambda v: values.partial_date(v, reader.today), ""),
        "languages": read("languages", values.line, ""),
        "times_a_year": read("times_a_year", lambda v: values.whole_number(v, 365), 0),
    }
    if not fits(str(fields["sector"]), str(fields["division"])):
        reader.refuse("division", _("this division belongs to another branch"))
    return StrengthRow(
        title,
        read("person", values.name, ""),
        read("phone", values.phone, ""),
        read("section", values.line, ""),
        read("unit", values.line, ""),
        {name: value for name, value in fields.items() if value},
    )


def _sector(value: Value) -> str:
    shown = values.text(value)
    by_name = {section_name(letter): letter for letter in SECTIONS}
    if shown.upper() in SECTIONS:
        return shown.upper()
    if shown in by_name:
        return by_name[shown]
    raise BadCell(CellFault.NOT_A_CHOICE, shown[:20], choices="A–T")


def _division(value: Value) -> str:
    shown = values.text(value).zfill(2)
    if len(shown) != 2 or not shown.isdigit() or not fits("", shown):
        raise BadCell(CellFault.NOT_A_CHOICE, shown[:20], choices="01–97")
    return shown


def language() -> str:
    """Return the language in which a table's texts are taken to be written."""
    return get_language() or "zh-hans"
