"""Tables of members: their columns, and what a row says."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from xieqiao.bodies.imports.words import Reader
from xieqiao.bodies.models import Body, SectionKind, Sex
from xieqiao.documents import values
from xieqiao.documents.faults import BadCell, CellFault
from xieqiao.documents.sheets import Value
from xieqiao.documents.tables import Column

# The names under which offices write each column; signs and what stands in brackets do not count.
COLUMNS = (
    Column("number", ("序号", "编号", "No", "№", "#")),
    Column("name", ("姓名", "委员姓名", "名字", "委员", "name", "full name", "member"), True),
    Column("name_en", ("英文名", "英文姓名", "English name", "name in English")),
    Column("sex", ("性别", "男/女", "sex", "gender")),
    Column(
        "born",
        ("出生年月", "出生日期", "出生年月日", "生日", "出生时间", "出生", "born", "date of birth",
         "birth date", "birthday"),
    ),
    Column("sector", ("界别", "所属界别", "委员界别", "所在界别", "sector")),
    Column(
        "committee",
        ("专委会", "所属专委会", "专门委员会", "所在专委会", "所属委室", "committee",
         "special committee"),
    ),
    Column("group", ("党派", "党派团体", "所属党派", "党派/团体", "party", "group",
                     "party or people's group")),
    Column(
        "liaison",
        ("联络组", "联络室", "委员联络组", "联络委", "活动组", "委员小组", "片区", "工作委员会",
         "liaison", "liaison office"),
    ),
    Column("term", ("届次", "届别", "届", "任期", "term")),
    Column("since", ("任职时间", "任职日期", "任委员时间", "增补时间", "since", "member since")),
    Column("office", ("政协职务", "委员职务", "政协内职务", "office", "office in the body")),
    Column(
        "work",
        ("工作单位及职务", "单位及职务", "单位职务", "工作单位", "工作单位和职务", "现任职务",
         "单位", "职务", "工作单位职务", "现工作单位及职务", "occupation", "work", "employer"),
    ),
    Column(
        "phone",
        ("手机", "手机号", "手机号码", "联系电话", "联系方式", "电话", "电话号码", "移动电话",
         "phone", "mobile", "telephone"),
    ),
    Column("note", ("备注", "说明", "note", "remarks", "remark")),
)  # fmt: skip
SECTION_COLUMNS = {
    "sector": SectionKind.SECTOR,
    "committee": SectionKind.COMMITTEE,
    "group": SectionKind.GROUP,
    "liaison": SectionKind.LIAISON,
}
_SEXES = {
    "男": Sex.MALE, "男性": Sex.MALE, "m": Sex.MALE, "male": Sex.MALE,
    "女": Sex.FEMALE, "女性": Sex.FEMALE, "f": Sex.FEMALE, "female": Sex.FEMALE,
}  # fmt: skip


def titles(body: Body) -> dict[str, str]:
    """Return what each column is called, in the reader's language and the body's words."""
    labels = body.labels
    return {
        "number": _("Running number"),
        "name": pgettext("person", "Name"),
        "name_en": pgettext("person", "English name"),
        "sex": _("Sex"),
        "born": _("Born"),
        **{key: str(labels.sections[kind]) for key, kind in SECTION_COLUMNS.items()},
        "term": str(labels.term),
        "since": _("Member since"),
        "office": _("Office"),
        "work": _("Occupation"),
        "phone": _("Telephone"),
        "note": _("Note"),
    }


@dataclass
class MemberRow:
    """What a row says; an empty particular is not spoken of, and changes nothing."""

    name: str
    fields: dict[str, str]
    sections: dict[str, list[str]] = field(default_factory=dict)
    term: str = ""
    since: str = ""


def read_row(reader: Reader) -> MemberRow:
    """Return what a row says; what cannot be taken lies with the reader."""
    read = reader.read

    def on(value: Value) -> str:
        return values.partial_date(value, reader.today)

    name = reader.needed("name", read("name", values.name, ""))
    fields = {
        "name_en": read("name_en", lambda value: values.line(value, 120), ""),
        "sex": read("sex", _sex, ""),
        "born": read("born", on, ""),
        "office": read("office", lambda value: values.line(value, 120), ""),
        "work": read("work", lambda value: values.line(value, 200), ""),
        "phone": read("phone", values.phone, ""),
        "note": read("note", lambda value: values.line(value, 200), ""),
    }
    nothing: list[str] = []
    sections = {key: read(key, _items, nothing) for key in SECTION_COLUMNS}
    term = read("term", lambda value: values.line(value, 60), "")
    since = read("since", on, "")
    return MemberRow(name, fields, sections, term, since)


def _items(value: Value) -> list[str]:
    return values.items(value)


def _sex(value: Value) -> str:
    shown = values.text(value)
    if shown.lower() not in _SEXES:
        raise BadCell(CellFault.NOT_A_CHOICE, shown[:20], choices=_("male, female"))
    return _SEXES[shown.lower()].value
