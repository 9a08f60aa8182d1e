"""Writing a proposal: the form, what does not fit, deadlines, rivals and drafts."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from tests.acts_pages.conftest import Scene
from tests.acts_pages.pages import (
    Browser,
    agreement,
    payload,
    present,
    propose_change,
    said,
    state,
    summary,
)
from tests.parties import consent
from xieqiao.acts import gate, sweep
from xieqiao.acts.models import Act, Draft
from xieqiao.bodies.roles import Role

pytestmark = pytest.mark.django_db
KIND = "mechanism.set_up"
FIELDS = {"kind": "other", "title": "办公室季度碰头会", "rhythm": "as_needed", "_do": "propose"}


def send(browser: Browser, two: Scene, **fields: Any) -> Any:
    """Send the form of a new mechanism."""
    return browser.send("new", {**FIELDS, **fields}, f"?partnership={two.partnership}", kind=KIND)


def only_act() -> Act:
    """Return the one act about a mechanism."""
    return Act.objects.get(kind=KIND)


def test_it_proposes_and_leads_to_the_act(two: Scene) -> None:
    browser = two.ours
    answer = send(browser, two)
    assert answer["Location"] == browser.path("act", act=only_act().id)
    assert "已提出，其他各方已收到通知，等待表态。" in browser.read("act", act=only_act().id)


def test_a_double_click_proposes_once(two: Scene) -> None:
    act_id = str(uuid4())
    for _ in range(2):
        assert send(two.ours, two, _act=act_id).status_code == 302
    assert str(only_act().id) == act_id


@pytest.mark.parametrize(
    ("fields", "field", "why"),
    [
        ({"title": ""}, "title", ""),
        ({"rhythm": "yearly", "first_date": "2026-02-30"}, "first_date", "没有这个日期"),
        ({"rhythm": "yearly", "first_date": "明年"}, "first_date", "没有这个日期"),
        ({"note": "长" * 100_000}, "note", "至多 20000 字"),
        ({"note": "看\u202e不见"}, "note", "U+202E"),
        ({"title": "有\x00空"}, "title", "U+0000"),
        ({"deadline": "2026-13-01"}, "deadline", "没有这个日期"),
        ({"deadline": "2020-01-01"}, "deadline", "该日期已过"),
        ({"deadline": "2999-01-01"}, "deadline", "两年以内"),
        ({"happened": "2021-02-31"}, "happened", ""),
    ],
)
def test_what_does_not_fit_is_said_on_top_and_at_its_field(
    two: Scene, fields: dict[str, str], field: str, why: str
) -> None:
    answer = send(two.ours, two, **fields)
    page = said(answer)
    assert f'<a href="#id_{field}">' in summary(answer) and why in summary(answer)
    assert f'id="id_{field}_error"' in page and f'id="id_{field}"' in page
    assert all(value in page for value in fields.values())
    assert not Act.objects.filter(kind=KIND).exists()


def test_one_more_row_keeps_what_was_typed(two: Scene) -> None:
    fields = {
        "title": "协议",
        "clauses-count": "1",
        "clauses-0-text": "第一条。",
        "more": "clauses",
    }
    where = f"?partnership={two.partnership}"
    page = said(two.ours.send("new", fields, where, kind="agreement.adopt"))
    assert "第一条。" in page and 'name="clauses-1-text"' in page
    assert "有内容需要修改" not in page


def test_the_deadline_is_the_end_of_its_day_where_the_proposer_is(two: Scene) -> None:
    day = timezone.localdate() + timedelta(days=7)
    send(two.ours, two, deadline=day.isoformat())
    at = only_act().deadline
    assert at is not None
    there = at.astimezone(ZoneInfo(two.there[0].body.timezone))
    assert (there.date(), there.hour, there.minute) == (day, 23, 59)
    page = two.theirs.read("act", act=only_act().id)
    assert f"请在{day.year}年{day.month}月{day.day}日前表态" in page


def test_after_its_deadline_it_has_lapsed_and_says_so(two: Scene) -> None:
    send(two.ours, two, deadline=timezone.localdate().isoformat())
    act = only_act()
    Act.objects.filter(id=act.id).update(deadline=timezone.now() - timedelta(minutes=1))
    sweep.run()
    assert state(act) == "lapsed"
    assert "逾期失效" in two.theirs.read("act", act=act.id)


def test_a_new_version_may_put_the_deadline_off(two: Scene) -> None:
    soon, later = (timezone.localdate() + timedelta(days=n) for n in (3, 30))
    send(two.ours, two, deadline=soon.isoformat())
    act = only_act()
    assert f'value="{soon.isoformat()}"' in two.ours.read("amend", act=act.id)
    fields = {**FIELDS, "deadline": later.isoformat(), "seen": present(act).digest}
    two.ours.send("amend", fields, act=act.id)
    act.refresh_from_db()
    assert act.deadline is not None and timezone.localtime(act.deadline).date() == later


def test_a_rival_is_named_before_and_after(two: Scene) -> None:
    made = agreement(two.there, two.partnership)
    first = propose_change(two.there[0], made.id, title="我方改名")
    form = two.theirs.read("new", f"?on={made.id}", kind="agreement.amend")
    assert "同一文本已有一份提案正在会签" in form
    assert two.theirs.path("act", act=first.id) in form
    second = propose_change(two.there[1], made.id, title="对方改名")
    page = two.theirs.read("act", act=second.id)
    assert "两者只有一份能够生效" in page
    assert two.theirs.path("withdraw", act=second.id) in page


def test_who_consented_to_a_rival_is_led_to_it(three: Scene) -> None:
    made = agreement(three.there, three.partnership)
    first = propose_change(three.there[0], made.id, title="甲方改名")
    consent(three.there[1], first)
    fields = {"title": "乙方改名", "clauses-count": "0", "focus_areas-count": "0"}
    answer = three.theirs.send("new", fields, f"?on={made.id}", kind="agreement.amend")
    assert "我方已同意针对同一文本的另一份提案" in summary(answer)
    assert three.theirs.path("act", act=first.id) in summary(answer)


def test_a_clerk_prepares_and_the_secretary_general_releases(two: Scene) -> None:
    clerk = two.somebody(Role.CLERK)
    form = clerk.read("new", f"?partnership={two.partnership}", kind=KIND)
    assert "拟好，待审阅发出" in form and form.count("btn go") == 1
    send(clerk, two)
    assert not Act.objects.filter(kind=KIND).exists()
    draft = Draft.objects.get()
    assert "办公室季度碰头会" in clerk.read("drafts")
    page = two.ours.read("draft", draft=draft.id)
    assert 'value="办公室季度碰头会"' in page
    answer = two.ours.send("draft", FIELDS, draft=draft.id)
    assert answer["Location"] == two.ours.path("act", act=only_act().id)
    assert "没有草稿" in two.ours.read("drafts")


def test_another_body_sees_no_draft(two: Scene) -> None:
    send(two.somebody(Role.CLERK), two)
    draft = Draft.objects.get()
    assert "没有草稿" in two.theirs.read("drafts")
    for name in ("draft", "put-away"):
        assert two.theirs.get(two.theirs.path(name, draft=draft.id)).status_code == 404


def test_two_people_changing_a_draft_overwrite_nothing_unseen(two: Scene) -> None:
    clerk = two.somebody(Role.CLERK)
    send(clerk, two)
    draft = Draft.objects.get()
    seen = draft.changed_at.astimezone(ZoneInfo("UTC")).isoformat()
    fields = {**FIELDS, "_do": "prepare", "seen": seen}
    clerk.send("draft", {**fields, "title": "甲的写法"}, draft=draft.id)
    answer = two.ours.send("draft", {**fields, "title": "乙的写法"}, draft=draft.id)
    assert "本单位有人改过这份草稿" in summary(answer)
    assert "乙的写法" in said(answer)
    draft.refresh_from_db()
    assert draft.payload["title"] == "甲的写法"


def test_putting_a_draft_away_asks_and_can_be_undone(two: Scene) -> None:
    clerk = two.somebody(Role.CLERK)
    send(clerk, two)
    draft = Draft.objects.get()
    assert "30 天内可以恢复" in clerk.read("put-away", draft=draft.id)
    clerk.send("put-away", draft=draft.id)
    assert "没有草稿" in clerk.read("drafts")
    assert "办公室季度碰头会" in clerk.read("drafts", "?away")
    clerk.send("take-back", draft=draft.id)
    assert "办公室季度碰头会" in clerk.read("drafts")


def test_a_draft_put_away_long_ago_is_gone(two: Scene) -> None:
    send(two.somebody(Role.CLERK), two)
    Draft.objects.update(deleted_at=timezone.now() - timedelta(days=31))
    sweep.run()
    assert not Draft.objects.exists()


def test_who_only_reads_drafts_changes_none(two: Scene) -> None:
    send(two.somebody(Role.CLERK), two)
    draft = Draft.objects.get()
    administrator = two.somebody(Role.ADMINISTRATOR)
    assert "办公室季度碰头会" in administrator.read("draft", draft=draft.id)
    for name in ("draft", "put-away"):
        assert administrator.send(name, FIELDS, draft=draft.id).status_code == 403


def test_what_is_closed_is_not_changed(two: Scene) -> None:
    made = agreement(two.there, two.partnership)
    end = payload("agreement.end", reason="期满")
    consent(two.there[1], gate.propose(two.there[0], "agreement.end", end, subject=made.id))
    browser = two.ours
    answer = browser.get(browser.path("new", kind="agreement.amend") + f"?on={made.id}")
    assert answer.status_code == 302
    assert "该内容已结束或已被取代" in browser.read("list")
