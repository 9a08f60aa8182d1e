"""A newcomer has something to do in the first minute."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.demo.crawler import words_of
from tests.demo_loaded import Demo
from xieqiao.acts.models import Act

pytestmark = pytest.mark.once


def _desk(demo: Demo, slug: str, role: str, *, whole: bool = False) -> str:
    path = f"/b/{slug}/?whole=1" if whole else f"/b/{slug}/"
    return words_of(demo.client(slug, role).get(path).content.decode())


def test_the_chair_of_deqing_has_something_to_consent_to(demo: Demo) -> None:
    desk = _desk(demo, "deqing", "chair")
    assert "制定“地理信息赋能楼宇经济”联合调研方案" in desk
    assert "举行对接“演示：第一次远程会诊”" in desk


def test_and_reads_what_is_overdue_and_what_waits_for_an_answer(demo: Demo) -> None:
    desk = _desk(demo, "deqing", "chair", whole=True)
    assert "列出二十件常办的事" in desk and "超期" in desk
    assert "登记演示承办单位对“演示：关于一窗受理的建议”的答复" in desk
    assert "待发出的草稿" in desk


def test_the_office_of_deqing_has_the_same_and_more(demo: Demo) -> None:
    desk = _desk(demo, "deqing", "clerk")
    for words in (
        "登记演示承办单位对“演示：关于一窗受理的建议”的答复",
        "通报“演示：列出二十件常办的事”的进展",
        "确定参加“演示：一窗受理经验交流”的代表团",
        "登记我方出席“演示：两地秘书长碰头”的人员",
        "起草“演示：两地秘书长碰头”的纪要",
        "待发出的草稿",
    ):
        assert words in desk, words


@pytest.mark.parametrize(
    ("slug", "role"),
    [(s, r) for s in ("huangpu", "muli") for r in ("chair", "secretary_general", "clerk")]
    + [("nanting", "chair"), ("xicen", "clerk"), ("dongling", "unit_handler")]
    + [("deqing", "unit_handler"), ("huangpu", "unit_handler"), ("muli", "unit_handler")],
)
def test_so_have_the_others(demo: Demo, slug: str, role: str) -> None:
    assert "件事等您" in _desk(demo, slug, role)


def test_a_newcomer_consents_with_a_click(demo: Demo, client: Client) -> None:
    client.post("/demo/", {"account": "deqing-chair-1", "body": "deqing"})
    act = demo.act("open-work/geo-plan")
    page = client.get(f"/b/deqing/acts/{act.id}/")
    assert page.status_code == 200
    sent = {"acting": demo.acting("deqing", "chair").token, "digest": act.versions.get().digest}
    client.post(f"/b/deqing/acts/{act.id}/consent/", sent)
    assert Act.objects.get(id=act.id).state == "sealed"


def test_every_role_of_every_body_can_be_entered(demo: Demo, client: Client) -> None:
    page = words_of(client.get("/demo/").content.decode())
    for words in ("德清县政协", "上海市黄浦区政协", "木里藏族自治县政协", "演示西岑市政协"):
        assert words in page
    for slug in ("deqing", "huangpu", "muli", "dongling", "nanting", "xicen", "beiqi"):
        for role in ("chair", "secretary_general", "clerk", "member", "unit_handler", "observer",
                     "administrator"):  # fmt: skip
            answer = demo.client(slug, role).get(f"/b/{slug}/")
            assert answer.status_code == 200, (slug, role)
