"""Submitting a document, and what comes back: receipt, answer, instruction."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.outcomes.steps import (
    PDF,
    agree,
    answer,
    client_of,
    day,
    fault,
    page,
    receive,
    report,
    said,
    submit,
    text,
)
from tests.parties import acting, body, parties
from xieqiao.acts.access import Acting
from xieqiao.acts.errors import Ended, NotAllowed
from xieqiao.acts.files import store_upload
from xieqiao.bodies.models import Body
from xieqiao.outcomes.models import Outcome, Submission, SubmittedFile

pytestmark = pytest.mark.django_db


def national() -> Body:
    """Return a body that does not take part."""
    fields = {"name": "全国政协", "short_name": "全国", "level": "nation"}
    return Body.objects.create(slug="national", participates=False, **fields)


def file_of(who: Acting, name: str = "签收单.pdf") -> Any:
    """Return the reference to a file that somebody put in."""
    return store_upload(who, SimpleUploadedFile(name, PDF)).model_dump()


def sending(outcome: Outcome, /, **fields: Any) -> dict[str, Any]:
    """Return what a submission says."""
    words = {"outcome": outcome.id, "recipient_kind": "government", "recipient": "县政府"}
    return {"partnership": outcome.partnership_id, "sent_on": day(-9), **words, **fields}


@pytest.mark.parametrize("count", [2, 4])
def test_each_party_submits_at_its_own_side(count: int) -> None:
    there = parties(count)
    outcome = agree(there)
    for n, who in enumerate(there):
        submit(who, outcome, recipient=f"第{n}市政府", recipient_kind="government")
        submit(who, outcome, recipient=f"第{n}市委", recipient_kind="committee")
    shown = said(page(there[-1], "outcome", outcome=outcome.id))
    for n in range(count):
        assert f"报送第{n}市政府" in shown
        assert f"报送第{n}市委" in shown
    assert shown.count('class="side ') == count


def test_the_way_of_a_submission_is_told_step_by_step() -> None:
    there = parties(2)
    sent = submit(there[0], agree(there), sent_on="2021-03", letter_number="德政协〔2021〕5号")
    before = said(page(there[1], "submission", submission=sent.id))
    assert "2021年3月" in before
    assert "德政协〔2021〕5号" in before
    assert "没有签收" in before
    receive(there[0], sent, received_on="2021-04-02", received_by="县政府办公室")
    between = said(page(there[1], "submission", submission=sent.id))
    assert "县政府办公室" in between
    assert "没有答复" in between
    answer(there[0], sent, answered_on="2021-05", wording="予以采纳，抓好落实。")
    after = said(page(there[1], "submission", submission=sent.id))
    assert "全部采纳" in after
    assert "予以采纳，抓好落实。" in after
    assert "没有答复" not in after


def test_a_leader_s_instruction_stands_with_name_and_wording() -> None:
    there = parties(2)
    sent = submit(there[0], agree(there))
    for number in (1, 2):
        report(
            there[0], "submission.instruct", sent.id,
            leader={"shown_as": f"演示领导 0{number}", "office": "县委书记"},
            wording=f"请商务局研究 {number}", given_on=day(-number),
        )  # fmt: skip
    shown = said(page(there[1], "submission", submission=sent.id))
    assert shown.index("请商务局研究 2") < shown.index("请商务局研究 1")
    assert "演示领导 01 · 县委书记" in shown


def test_a_corrected_answer_takes_the_place_of_the_first() -> None:
    there = parties(2)
    sent = answer(there[0], submit(there[0], agree(there)), files=[file_of(there[0], "一.pdf")])
    answer(there[0], sent, adoption="partly", reason="另议", files=[file_of(there[0], "二.pdf")])
    assert sent.adoption == "partly"
    assert [f.name for f in SubmittedFile.objects.all()] == ["二.pdf"]


def test_files_stay_with_the_stage_that_they_came_with() -> None:
    there = parties(2)
    sent = submit(there[0], agree(there), files=[file_of(there[0], "建议.pdf")])
    receive(there[0], sent, files=[file_of(there[0], "签收单.pdf")])
    receive(there[0], sent, files=[file_of(there[0], "回执.pdf")])
    stages = SubmittedFile.objects.order_by("stage").values_list("stage", "name")
    assert list(stages) == [("receipt", "回执.pdf"), ("sent", "建议.pdf")]
    shown = text(page(there[1], "submission", submission=sent.id))
    assert "回执.pdf" in shown


@pytest.mark.parametrize(
    ("fields", "where"),
    [
        ({"outcome": None}, "outcome"),
        ({"sent_on": day(3)}, "sent_on"),
        ({"sent_on": None}, "sent_on"),
        ({"answer_due": day(-20)}, "answer_due"),
    ],
)
def test_a_submission_that_cannot_be_is_refused(fields: dict[str, Any], where: str) -> None:
    there = parties(2)
    outcome = agree(there)
    assert fault(there[0], "submission.send", **sending(outcome, **fields)) == where
    assert not Submission.objects.exists()


def test_another_partnership_s_document_is_refused() -> None:
    there = parties(3)
    outcome, other = agree(there[:2]), agree([there[0], there[2]])
    words = sending(outcome, outcome=other.id)
    assert fault(there[0], "submission.send", **words) == "outcome"


def test_only_an_upward_report_names_a_body_above() -> None:
    there = parties(2)
    outcome, above = agree(there), national()
    words = sending(outcome, recipient_body=above.id)
    assert fault(there[0], "submission.send", **words) == "recipient_body"
    partner = sending(outcome, recipient_kind="upward", recipient_body=there[1].body_id)
    assert fault(there[0], "submission.send", **partner) == "recipient_body"


def test_a_source_without_a_date_may_be_restated() -> None:
    there = parties(2)
    sent = submit(there[0], agree(there), sent_on=None, source="联谊报 2021-05-27")
    answer(there[0], sent, answered_on=None, source="联谊报 2021-05-27")
    for name, kwargs in (("submission", {"submission": sent.id}), ("submissions", {})):
        assert "全部采纳" in said(page(there[1], name, **kwargs))
    assert "日期不详" in said(page(there[1], "submission", submission=sent.id))


@pytest.mark.parametrize(
    ("kind", "fields", "where"),
    [
        ("submission.receipt", {"received_on": day(-61)}, "received_on"),
        ("submission.receipt", {"received_on": day(1)}, "received_on"),
        ("submission.answer", {"adoption": "fully", "answered_on": day(-61)}, "answered_on"),
        ("submission.answer", {"adoption": "fully"}, "answered_on"),
        ("submission.answer", {"adoption": "not", "answered_on": day(-1)}, "reason"),
        ("submission.answer", {"adoption": "partly", "answered_on": day(-1)}, "reason"),
        (
            "submission.instruct",
            {"leader": {"shown_as": "演示领导 01"}, "wording": "请研究", "given_on": day(-61)},
            "given_on",
        ),
    ],
)
def test_what_cannot_come_back_is_refused(kind: str, fields: dict[str, Any], where: str) -> None:
    there = parties(2)
    sent = submit(there[0], agree(there))
    assert fault(there[0], kind, sent.id, **fields) == where
    sent.refresh_from_db()
    assert (sent.revision, sent.adoption, sent.received_on) == (0, "", "")


def test_receipt_and_answer_keep_their_order() -> None:
    there = parties(2)
    sent = receive(there[0], submit(there[0], agree(there)))
    early = {"adoption": "fully", "answered_on": day(-46)}
    assert fault(there[0], "submission.answer", sent.id, **early) == "answered_on"
    answer(there[0], sent)
    assert fault(there[0], "submission.receipt", sent.id, received_on=day(-2)) == "received_on"


def test_a_month_that_may_still_fit_is_not_refused() -> None:
    there = parties(2)
    sent = submit(there[0], agree(there), sent_on="2021-03-20")
    receive(there[0], sent, received_on="2021-03")
    assert sent.received_on == "2021-03"


def test_a_receipt_of_a_body_outside_needs_what_shows_it() -> None:
    there = parties(2)
    words = {"recipient_kind": "upward", "recipient": "全国政协", "recipient_body": national().id}
    sent = submit(there[0], agree(there), **words)
    assert fault(there[0], "submission.receipt", sent.id, received_on=day(-1)) == "files"
    receive(there[0], sent, files=[file_of(there[0])])
    assert sent.received_on
    shown = said(page(there[1], "submission", submission=sent.id))
    assert "没有使用本平台" in shown
    assert sent.heading in said(page(there[1], "upward"))


def test_the_past_may_be_entered_without_a_file() -> None:
    there = parties(2)
    words = {"recipient_kind": "upward", "recipient": "全国政协", "recipient_body": national().id}
    sent = submit(there[0], agree(there), sent_on="2020-09", **words)
    receive(there[0], sent, received_on="2020-10", happened="2020-10")
    assert sent.received_on == "2020-10"


def test_only_upward_reports_stand_on_their_page() -> None:
    there = parties(2)
    outcome = agree(there)
    submit(there[0], outcome, recipient="县政府")
    submit(there[0], outcome, recipient="省政协", recipient_kind="upward")
    shown = said(page(there[0], "upward"))
    assert "省政协" in shown
    assert "县政府" not in shown


def test_a_partner_cannot_report_what_came_back() -> None:
    there = parties(2)
    sent = submit(there[0], agree(there))
    with pytest.raises(Ended):
        receive(there[1], sent)
    shown = text(page(there[1], "submission", submission=sent.id))
    assert "acts/new" not in shown


@pytest.mark.parametrize("role", ["chair", "member", "observer"])
def test_roles_that_do_not_report_read_without_buttons(role: str) -> None:
    there = parties(2)
    outcome = agree(there)
    sent = submit(there[0], outcome)
    who = acting(there[0].body, role)
    with pytest.raises(NotAllowed):
        submit(who, outcome)
    shown = text(page(who, "submission", submission=sent.id))
    assert "acts/new" not in shown


def test_a_stranger_submits_nothing() -> None:
    there = parties(2)
    outcome = agree(there)
    with pytest.raises(NotAllowed):
        submit(acting(body(9)), outcome)


def test_the_form_knows_the_title_and_keeps_what_was_typed() -> None:
    there = parties(2)
    outcome = agree(there)
    path = (
        f"/b/{there[0].slug}/acts/new/submission.send/"
        f"?partnership={outcome.partnership_id}&outcome={outcome.id}"
    )
    client = client_of(there[0])
    shown = text(client.get(path))
    assert f'value="{outcome.title}"' in shown
    typed = {
        "acting": there[0].token, "_do": "propose", "outcome": str(outcome.id),
        "recipient_kind": "government", "recipient": "县政府", "sent_on": "2021-13",
    }  # fmt: skip
    again = text(client.post(path, typed))
    assert 'class="errors"' in again
    assert 'value="县政府"' in again
    assert 'value="2021-13"' in again
    assert not Submission.objects.exists()
    done = client.post(path, {**typed, "sent_on": "2021-03"})
    assert done.status_code == 302
    assert Submission.objects.get().sent_on == "2021-03"
