"""The desk: what waits for whom, said in sentences, by what the reader does."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from tests.acts_pages.pages import Browser, payload, propose_agreement, words
from tests.parties import acting, body, consent, found, parties
from xieqiao.acts import gate
from xieqiao.acts.access import Acting
from xieqiao.acts.desk import DeskItem, Group
from xieqiao.bodies.roles import Role
from xieqiao.portal.desks import Look, desk_for, look_for

pytestmark = pytest.mark.django_db


def somebody(at: Acting, role: Role) -> Browser:
    """Return the browser of somebody new at the body of `at`."""
    return Browser(acting(at.body, role, 7))


def desk(browser: Browser, query: str = "") -> str:
    """Return what a desk says."""
    return words(browser.read("portal:desk", query))


def item(group: Group = Group.OURS, **fields: Any) -> tuple[str, DeskItem]:
    """Return an item of some room."""
    given = {"sentence": "办一件事", "why": "", "path": "/x/", **fields}
    return "acts", DeskItem(group, **given)


def test_ours_comes_before_theirs_in_sentences_with_one_button() -> None:
    there = parties(2)
    partnership = found(there).id
    propose_agreement(there[0], partnership, title="甲协议")
    propose_agreement(there[1], partnership, title="乙协议")
    page = Browser(there[1]).read("portal:desk")
    said = words(page)
    assert "今天有 1 件事等您" in said
    assert said.index("等我方") < said.index("甲协议") < said.index("等对方") < said.index("乙协议")
    assert "演示1号市政协" in said and "已同意，只等我方" in said
    assert "我方" in said and "尚未表态" in said
    assert page.count("btn go") == 1 and "阅看并表态" in said


def test_several_for_the_same_reader_can_be_read_together() -> None:
    there = parties(2)
    partnership = found(there).id
    propose_agreement(there[0], partnership)
    assert "一并阅看" not in desk(Browser(there[1]))
    propose_agreement(there[0], partnership, title="又一份")
    assert "一并阅看" in desk(Browser(there[1]))


def test_with_many_parties_it_says_how_many_have_consented() -> None:
    there = parties(4)
    act = propose_agreement(there[0], found(there).id)
    consent(there[1], act)
    assert "其他各方中已有 2 方同意" in desk(Browser(there[3]))
    assert "演示3号市政协、演示4号市政协尚未表态" in desk(Browser(there[1]))


def test_a_refusal_comes_back_to_the_proposer() -> None:
    there = parties(2)
    act = propose_agreement(there[0], found(there).id)
    gate.decline(there[1], act.id, act.versions.get(number=1).digest, "重复")
    said = desk(Browser(there[0]))
    assert "演示2号市政协不同意，请修改文稿或撤回" in said
    assert "今天有 1 件事等您" in said and "查看理由" in said


def test_a_suggested_wording_is_told_to_the_proposer() -> None:
    there = parties(2)
    act = propose_agreement(there[0], found(there).id)
    Browser(there[1]).send("comment", {"wording": "新名", "field": "title"}, act=act.id)
    assert "有 1 条建议写法" in desk(Browser(there[0]))


def test_what_came_into_force_is_news() -> None:
    there = parties(2)
    act = propose_agreement(there[0], found(there).id)
    consent(there[1], act)
    said = desk(Browser(there[1]))
    assert said.index("刚刚生效") < said.index("战略合作协议")
    assert "今天没有等您办的事" in said


def test_a_clerk_sees_what_the_leadership_answers_but_it_does_not_wait_for_the_clerk() -> None:
    there = parties(2)
    propose_agreement(there[0], found(there).id)
    said = desk(somebody(there[1], Role.CLERK))
    assert "由本单位领导表态" in said
    assert "今天没有等您办的事" in said and "阅看并表态" not in said


def test_a_draft_waits_for_whoever_may_release_it() -> None:
    there = parties(2)
    partnership = found(there).id
    clerk = somebody(there[0], Role.CLERK)
    fields = {"title": "协议", "clauses-count": "0", "focus_areas-count": "0"}
    clerk.send("new", fields, f"?partnership={partnership}", kind="agreement.adopt")
    assert "待发出的草稿：" in desk(Browser(there[0]))
    assert "今天有 1 件事等您" in desk(Browser(there[0]))
    assert "等有发出权限的人审阅发出" in desk(clerk)
    assert "待发出" not in desk(Browser(there[1]))


def test_a_chair_sees_consents_what_is_late_and_the_next_meeting_only() -> None:
    there = parties(2)
    partnership = found(there).id
    propose_agreement(there[0], partnership, title="甲协议")
    propose_agreement(there[1], partnership, title="乙协议")
    chair = somebody(there[1], Role.CHAIR)
    said = desk(chair)
    assert "等您表态" in said and "甲协议" in said
    assert "乙协议" not in said and "等对方" not in said and "刚刚生效" not in said
    assert "乙协议" in desk(chair, "?whole=1")


def test_a_chair_s_desk_stays_short_however_much_there_is() -> None:
    chair = acting(body(1), Role.CHAIR)
    late = timezone.localdate() - timedelta(days=3)
    many = [item(sentence=f"表态 {n}", word=True, action="阅看") for n in range(9)]
    many += [item(sentence=f"超期 {n}", due=late) for n in range(9)]
    meeting = ("meetings", DeskItem(Group.COMING, "会议", "", "/y/", due=timezone.localdate()))
    sections = desk_for(chair, [*many, meeting]).main
    assert [len(s.rows) for s in sections] == [3, 1, 1]
    assert sections[2].rows[0].sentence == "会议"


def test_a_member_reads_what_is_being_decided_and_may_remark() -> None:
    there = parties(2)
    propose_agreement(there[0], found(there).id)
    said = desk(somebody(there[1], Role.MEMBER))
    assert said.index("正在会签") < said.index("战略合作协议")
    assert "今天没有等您办的事" in said and "阅看并表态" not in said


def test_an_observer_reads_and_has_no_button() -> None:
    there = parties(2)
    propose_agreement(there[0], found(there).id)
    page = somebody(there[1], Role.OBSERVER).read("portal:desk")
    assert "战略合作协议" in page and "btn go" not in page


def test_a_unit_sees_nothing_of_the_body() -> None:
    there = parties(2)
    propose_agreement(there[0], found(there).id)
    said = desk(somebody(there[1], Role.UNIT_HANDLER))
    assert "交办给本单位" in said and "战略合作协议" not in said


@pytest.mark.parametrize(
    ("role", "look"),
    [
        (Role.CHAIR, Look.CHAIR),
        (Role.SECRETARY_GENERAL, Look.OFFICE),
        (Role.CLERK, Look.OFFICE),
        (Role.MEMBER, Look.READER),
        (Role.OBSERVER, Look.READER),
        (Role.ADMINISTRATOR, Look.READER),
        (Role.UNIT_HANDLER, Look.UNIT),
    ],
)
def test_each_role_has_its_desk(role: Role, look: Look) -> None:
    assert look_for(acting(body(1), role)) is look


def test_what_is_due_stands_with_whoever_sees_to_it_and_far_days_stand_beside() -> None:
    clerk = acting(body(1), Role.CLERK)
    other, today = body(2), timezone.localdate()
    made = desk_for(
        clerk,
        [
            item(Group.DUE, sentence="我方到期", due=today, party=clerk.body),
            item(Group.DUE, sentence="对方到期", due=today, party=other),
            item(Group.DUE, sentence="以后到期", due=today + timedelta(days=60)),
        ],
    )
    ours, theirs = made.main
    assert [i.sentence for i in ours.rows] == ["我方到期"]
    assert [i.sentence for i in theirs.rows] == ["对方到期"]
    assert [i.sentence for i in made.aside[0].rows] == ["以后到期"]
    assert ours.note == "其中 1 件今天到期或已超期"


def test_the_most_pressing_comes_first_and_the_rest_is_counted() -> None:
    clerk = acting(body(1), Role.CLERK)
    today = timezone.localdate()
    items = [item(sentence=f"第 {n} 件", due=today + timedelta(days=n)) for n in range(15, 0, -1)]
    ours = desk_for(clerk, items).main[0]
    assert ours.rows[0].sentence == "第 1 件" and len(ours.rows) == 12
    assert ours.more is not None and ours.more[0] == "还有 3 件"


def test_in_english_too() -> None:
    there = parties(2)
    propose_agreement(there[0], found(there).id)
    said = words(Browser(there[1], "en").read("portal:desk"))
    assert "1 thing waits for you today" in said and "only your side is missing" in said


def test_the_reader_s_own_zone_says_which_day_it_is() -> None:
    there = parties(2)
    given = payload("agreement.adopt", title="协议")
    at = timezone.now() + timedelta(days=2)
    act = gate.propose(there[0], "agreement.adopt", given, partnership=found(there).id, deadline=at)
    there[1].body.timezone = "Pacific/Kiritimati"
    there[1].body.save()
    page = Browser(there[1]).read("act", act=act.id)
    far = at.astimezone(ZoneInfo("Pacific/Kiritimati")).date()
    assert f"{far.month}月{far.day}日前表态" in page
