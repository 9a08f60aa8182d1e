"""Agreeing who does what by when, reporting how it goes, with what shows it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.outcomes.steps import (
    PDF,
    agree,
    client_of,
    day,
    do,
    fault,
    go_on,
    page,
    payload,
    said,
    text,
    today,
)
from tests.parties import acting, body, consent, found, parties, pass_act
from xieqiao.acts import gate
from xieqiao.acts.errors import BadPayload, NotAllowed
from xieqiao.outcomes.models import Action, Evidence, Progress
from xieqiao.outcomes.queries.actions import today_at

pytestmark = pytest.mark.django_db


def change(action: Action, **fields: Any) -> dict[str, Any]:
    """Return an action as it should read."""
    words = {"title": action.title, "responsible": str(action.responsible_id), "why": "商定"}
    return {**words, "due": action.due, "unit_name": action.unit_name, **fields}


@pytest.mark.parametrize("count", [2, 4])
def test_an_action_names_party_unit_and_day(count: int) -> None:
    there = parties(count)
    outcome = agree(there)
    action = do(there, outcome.partnership_id, there[-1], outcome=outcome.id, supporting="县财政局")
    for name, kwargs in (("action", {"action": action.id}), ("outcome", {"outcome": outcome.id})):
        shown = said(page(there[0], name, **kwargs))
        assert "县商务局" in shown
        assert "还有 40 天" in shown
        assert there[-1].body.name in shown
    assert "县财政局" in said(page(there[0], "action", action=action.id))


def test_an_action_waits_for_every_party() -> None:
    there = parties(3)
    partnership = found(there)
    words = payload("action.agree", title="建基地", responsible=there[0].body_id)
    act = gate.propose(there[0], "action.agree", words, partnership=partnership.id)
    consent(there[1], act)
    assert not Action.objects.exists()
    consent(there[2], act)
    assert Action.objects.get().title == "建基地"


@pytest.mark.parametrize("field", ["responsible", "outcome", "topic", "due"])
def test_an_action_that_cannot_be_is_refused(field: str) -> None:
    there = parties(2)
    partnership = found(there)
    wrong = day(-1) if field == "due" else str(acting(body(9)).body_id)
    words = {"title": "建基地", "responsible": there[0].body_id, field: wrong}
    assert fault(there[0], "action.agree", partnership=partnership.id, **words) == field


def test_a_past_action_may_have_a_past_day() -> None:
    there = parties(2)
    action = do(there, found(there).id, there[0], due="2021-06-30", happened="2021-05")
    assert action.due is not None
    assert action.happened == "2021-05"


def test_changing_takes_everybody_s_consent_and_keeps_what_was_reported() -> None:
    there = parties(2)
    action = do(there, found(there).id, there[0])
    go_on(there[0], action)
    words = change(action, responsible=str(there[1].body_id), due=day(90))
    pass_act(there, "action.change", words, subject=action.id)
    action.refresh_from_db()
    assert action.responsible_id == there[1].body_id
    shown = said(page(there[0], "action", action=action.id))
    assert "还有 90 天" in shown
    assert "已选址" in shown


def test_a_day_that_is_over_may_stay_but_not_be_newly_set() -> None:
    there = parties(2)
    action = do(there, found(there).id, there[0], due=day(-3), happened=day(-99))
    pass_act(there, "action.change", change(action, title="改名"), subject=action.id)
    words = change(action, due=day(-1))
    assert fault(there[0], "action.change", action.id, **words) == "due"


def test_closing_says_how_it_ended() -> None:
    there = parties(2)
    action = do(there, found(there).id, there[0])
    assert fault(there[0], "action.close", action.id, ending="dropped") == "note"
    words = {"ending": "replaced", "note": "并入二期"}
    pass_act(there, "action.close", words, subject=action.id)
    shown = said(page(there[1], "action", action=action.id))
    assert "由其他事项替代" in shown
    assert "并入二期" in shown
    assert "acts/new/action" not in shown


def test_progress_is_reported_by_the_responsible_party_alone() -> None:
    there = parties(3)
    action = do(there, found(there).id, there[0])
    go_on(there[0], action, state="under_way", text="正在招商")
    shown = said(page(there[2], "action", action=action.id))
    assert "正在招商" in shown
    assert "进行中" in shown
    with pytest.raises(BadPayload) as refused:
        go_on(there[1], action)
    assert refused.value.errors[0][0] == "action"
    assert Progress.objects.count() == 1


@pytest.mark.parametrize(
    ("fields", "where"),
    [
        ({"on": day(1)}, "on"),
        ({"state": "stuck", "text": ""}, "text"),
        ({"state": "under_way", "action": "00000000-0000-4000-8000-000000000000"}, "action"),
    ],
)
def test_progress_that_cannot_be_is_refused(fields: dict[str, Any], where: str) -> None:
    there = parties(2)
    action = do(there, found(there).id, there[0])
    with pytest.raises(BadPayload) as refused:
        go_on(there[0], action, **fields)
    assert refused.value.errors[0][0] == where
    assert not Progress.objects.exists()


def test_nothing_more_is_reported_about_a_closed_action() -> None:
    there = parties(2)
    action = do(there, found(there).id, there[0])
    pass_act(there, "action.close", {"ending": "done"}, subject=action.id)
    with pytest.raises(BadPayload) as refused:
        go_on(there[0], action)
    assert refused.value.errors[0][0] == "action"


def test_the_newest_day_counts_and_not_what_was_entered_last() -> None:
    there = parties(2)
    action = do(there, found(there).id, there[0])
    go_on(there[0], action, state="done", on=day(-1))
    go_on(there[0], action, state="under_way", on="2021-05")
    shown = said(page(there[1], "actions"))
    assert "已报完成" in shown
    assert "超期" not in shown.split("</form>")[1]


def test_evidence_of_a_wrong_sort_is_refused_at_its_field() -> None:
    there = parties(2)
    action = do(there, found(there).id, there[0])
    path = (
        f"/b/{there[0].slug}/acts/new/action.report_progress/"
        f"?partnership={action.partnership_id}&action={action.id}"
    )
    client = client_of(there[0])
    assert f'name="action" value="{action.id}"' in text(client.get(path))
    typed = {
        "acting": there[0].token, "action": str(action.id), "state": "under_way",
        "on": day(-1), "text": "已开业", "about": action.title,
    }  # fmt: skip
    for wrong in (
        SimpleUploadedFile("照片.png", PDF),
        SimpleUploadedFile("病毒.exe", b"MZ"),
        SimpleUploadedFile("空.pdf", b""),
    ):
        shown = text(client.post(path, {**typed, "files-new": wrong}))
        assert 'class="errors"' in shown
        assert "已开业" in shown
    link = {"links-count": "1", "links-0-name": "公示", "links-0-link": "javascript:alert(1)"}
    assert "https://" in text(client.post(path, {**typed, **link}))
    assert not Progress.objects.exists()
    good = {"links-count": "1", "links-0-name": "公示", "links-0-link": "https://example.org/a"}
    answer = client.post(path, {**typed, **good, "files-new": SimpleUploadedFile("照.pdf", PDF)})
    assert answer.status_code == 302
    assert set(Evidence.objects.values_list("name", flat=True)) == {"公示", "照.pdf"}
    shown = text(page(there[1], "action", action=action.id))
    assert "https://example.org/a" in shown
    assert "照.pdf" in shown


def test_the_due_day_ends_where_the_responsible_body_is() -> None:
    there = parties(2)
    action = do(there, found(there).id, there[0], due=day(0))
    assert "今天到期" in said(page(there[1], "action", action=action.id))
    late_evening = datetime(2026, 5, 1, 20, tzinfo=UTC)
    assert today_at("Asia/Shanghai", late_evening) > today_at("Europe/Paris", late_evening)
    assert today_at("Asia/Shanghai", late_evening).day == 2
    assert ZoneInfo(action.responsible.timezone).key == "Asia/Shanghai"
    assert action.due == today()


@pytest.mark.parametrize("role", ["member", "observer", "chair"])
def test_who_does_not_report_cannot(role: str) -> None:
    there = parties(2)
    action = do(there, found(there).id, there[0])
    who = acting(there[0].body, role)
    with pytest.raises(NotAllowed):
        go_on(who, action)
    assert "report_progress" not in text(page(who, "action", action=action.id))
