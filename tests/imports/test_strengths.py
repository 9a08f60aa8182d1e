"""Strengths come in from a spreadsheet: whose each is, what is refused, and out again."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.exchange.steps import Browser, text
from tests.imports.journey import newest
from tests.imports.ugly import Row, xlsx
from tests.parties import acting, body
from xieqiao.bodies.ensure import ensure_section, ensure_unit
from xieqiao.bodies.models import Person
from xieqiao.exchange.models import Strength

pytestmark = pytest.mark.django_db

HEAD = [
    "序号",
    "优势（一句话）",
    "说明",
    "姓名",
    "专委会",
    "企业",
    "行业",
    "案例",
    "时间",
    "每年次数",
]


@pytest.fixture
def clerk() -> Browser:
    who = acting(body(1), "clerk")
    Person.objects.create(body=who.body, name="演示委员 012")
    Person.objects.create(body=who.body, name="演示专家 001", outside="expert")
    ensure_section(who.body, "committee", "演示专委会甲")
    ensure_unit(who.body, "演示公司")
    return Browser(who)


def row(title: str, **fields: object) -> Row:
    cells: dict[str, object] = dict.fromkeys(HEAD, "")
    cells[HEAD[1]] = title
    return [*({**cells, **fields}).values()]


def upload(clerk: Browser, content: bytes, name: str = "优势.xlsx") -> None:
    answer = clerk.send("exchange:strengths_imports", {"file": SimpleUploadedFile(name, content)})
    assert answer.status_code == 302, text(answer)


def enter(clerk: Browser) -> None:
    page = clerk.open("exchange:strengths_import", table_import=newest().id)
    what = "good" if page.context["bad"] else "all"
    fields = {"what": what, "digest": page.context["plan"].digest}
    answer = clerk.send("exchange:strengths_confirm", fields, table_import=newest().id)
    assert answer.status_code == 302, text(answer)


def rows() -> bytes:
    return xlsx(
        ["本年度优势征集"],
        HEAD,
        row(
            "会修古建",
            姓名="演示委员 012",
            行业="建筑业",
            案例="修过一座",
            时间="2019.6",
            每年次数=2,
        ),
        row("懂医共体", 姓名="演示专家 001", 行业="Q"),
        row("会组织义诊", 专委会="演示专委会甲"),
        row("能做检测", 企业="演示公司"),
        row("机构自己的经验"),
    )


def test_it_is_whose_the_row_says(clerk: Browser) -> None:
    upload(clerk, rows())
    enter(clerk)
    found = {s.title: (s.origin, s.sector, s.times_a_year) for s in Strength.objects.all()}
    assert found == {
        "会修古建": ("member", "E", 2),
        "懂医共体": ("expert", "Q", None),
        "会组织义诊": ("section", "", None),
        "能做检测": ("company", "", None),
        "机构自己的经验": ("body", "", None),
    }
    assert Strength.objects.get(title="会修古建").proof_when == "2019-06"
    assert not Strength.objects.get(title="会修古建").consents.exists()


def test_the_same_table_twice_and_what_comes_out_change_nothing(clerk: Browser) -> None:
    upload(clerk, rows())
    enter(clerk)
    contents = [rows()]
    contents += [
        clerk.open("exchange:strengths_export", f"?as={a}").content for a in ("xlsx", "csv")
    ]
    for content, name in zip(contents, ("a.xlsx", "b.xlsx", "c.csv"), strict=True):
        upload(clerk, content, name)
        plan = clerk.open("exchange:strengths_import", table_import=newest().id).context["plan"]
        assert (plan.writes, plan.not_entered) == (0, [])


def test_what_is_wrong_is_named_by_its_cell(clerk: Browser) -> None:
    Person.objects.create(body=clerk.who.body, name="演示委员 012")
    table = xlsx(
        HEAD,
        row("甲", 姓名="演示委员 099"),
        row("乙", 姓名="演示委员 012"),
        row("丙", 行业="第九门类"),
        row("丁", 每年次数="常年"),
        row("", 说明="没有名称"),
        row("戊"),
    )
    upload(clerk, table)
    plan = clerk.open("exchange:strengths_import", table_import=newest().id).context["plan"]
    assert [e.at for line in plan.lines for e in line.errors] == ["D2", "D3", "G4", "J5", "B6"]
    enter(clerk)
    assert list(Strength.objects.values_list("title", flat=True)) == ["戊"]


def test_a_title_that_is_nearly_the_same_is_asked_about(clerk: Browser) -> None:
    upload(clerk, xlsx(HEAD, row("县域医共体建设的经验", 说明="旧")))
    enter(clerk)
    upload(clerk, xlsx(HEAD, row("县域医共体建设经验", 说明="新")))
    plan = clerk.open("exchange:strengths_import", table_import=newest().id).context["plan"]
    assert plan.counts["asked"] == 1
    there = Strength.objects.get()
    answers = {"answer-名册!2": f"same:{there.id}"}
    clerk.send("exchange:strengths_import", answers, table_import=newest().id)
    enter(clerk)
    assert Strength.objects.get().text == "新"


def test_a_table_of_members_is_not_there_among_strengths(clerk: Browser) -> None:
    upload(clerk, rows())
    assert clerk.open("bodies:members_import", table_import=newest().id).status_code == 404
    member = Browser(acting(clerk.who.body, "member"))
    assert member.open("exchange:strengths_imports").status_code == 403
