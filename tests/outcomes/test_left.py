"""What a body that left a partnership still reads: all as it was then, and nothing newer."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.outcomes.steps import (
    PDF,
    agree,
    answer,
    day,
    do,
    find,
    go_on,
    measure,
    page,
    receive,
    report,
    revise,
    said,
    submit,
)
from tests.parties import found, parties, pass_act
from tests.partnerships.steps import join, leave
from xieqiao.acts.access import Acting
from xieqiao.acts.files import store_upload
from xieqiao.outcomes.models import Indicator

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene() -> tuple[list[Acting], dict[str, Any]]:
    """Return three parties of which the last has left, and what was changed afterwards."""
    there = parties(3)
    outcome = agree(there, title="当时的标题", number="2025-1")
    space = outcome.partnership_id
    ref = store_upload(there[0], SimpleUploadedFile("当时.pdf", PDF)).model_dump()
    sent = submit(there[0], outcome, recipient="当时的政府", files=[ref])
    action = do(there, space, there[0], title="当时的事项", outcome=outcome.id)
    go_on(there[0], action, text="当时的进展")
    indicator = measure(there[0], space, name="当时的指标", outcome=outcome.id)
    finding = find(there, space, title="当时的意见", action=action.id)
    partnership: Any = outcome.partnership
    leave(there, there[2], partnership)
    two = there[:2]
    revise(two, outcome, title="改后的标题")
    newer = store_upload(there[0], SimpleUploadedFile("改后.pdf", PDF)).model_dump()
    receive(there[0], sent, received_by="改后的人", files=[newer])
    answer(there[0], sent, wording="改后的答复")
    words = {"shown_as": "改后的领导"}
    report(there[0], "submission.instruct", sent.id, leader=words, wording="改后的批示",
           given_on=day(-1))  # fmt: skip
    change = {"title": "改后的事项", "responsible": str(there[1].body_id), "why": "改后"}
    pass_act(two, "action.change", change, subject=action.id)
    go_on(there[1], action, text="改后的进展")
    report(there[0], "result.measure", indicator.id, on="2022-01", value="987654")
    pass_act(two, "finding.settle", {"how": "改后的落实"}, subject=finding.id)
    agree(two, outcome.partnership, title="改后的成果")
    rows = {
        "outcome": outcome.id, "submission": sent.id, "action": action.id,
        "indicator": indicator.id, "finding": finding.id,
    }  # fmt: skip
    return there, rows


@pytest.mark.parametrize(
    ("name", "there_"),
    [
        ("outcome", ["当时的标题", "2025-1", "没有签收", "当时的事项", "当时的指标", "当时的意见"]),
        ("submission", ["当时的标题", "当时的政府", "当时.pdf", "没有签收"]),
        ("action", ["当时的事项", "当时的进展", "县商务局"]),
        ("indicator", ["当时的指标", "2021年5月1日"]),
        ("finding", ["当时的意见", "滞后"]),
    ],
)
def test_a_page_reads_as_it_did_then(name: str, there_: list[str], scene: Any) -> None:
    there, rows = scene
    shown = said(page(there[2], name, **{name: rows[name]}))
    for words in there_:
        assert words in shown, words
    assert "改后" not in shown
    assert "987654" not in shown
    assert "退出" in shown
    assert "acts/new" not in shown


def test_versions_end_with_the_leaving(scene: Any) -> None:
    there, rows = scene
    shown = said(page(there[2], "versions", outcome=rows["outcome"]))
    assert "改后" not in shown
    assert page(there[2], "versions", "?to=2", outcome=rows["outcome"]).status_code == 404
    assert "改后的标题" in said(page(there[0], "versions", outcome=rows["outcome"]))


@pytest.mark.parametrize("name", ["list", "submissions", "actions", "indicators", "findings"])
def test_lists_read_as_they_did_then(name: str, scene: Any) -> None:
    there, _rows = scene
    shown = said(page(there[2], name))
    assert "当时的" in shown
    assert "改后" not in shown
    assert "987654" not in shown


@pytest.mark.parametrize(
    ("name", "query"),
    [
        ("list", "?q=改后"),
        ("submissions", "?state=answered"),
        ("submissions", "?adoption=fully"),
        ("actions", "?q=改后"),
        ("findings", "?state=settled"),
    ],
)
def test_no_filter_gives_away_what_came_later(name: str, query: str, scene: Any) -> None:
    there, _rows = scene
    assert "没有符合条件的内容" in said(page(there[2], name, query))


def test_who_stays_reads_the_present(scene: Any) -> None:
    there, rows = scene
    shown = said(page(there[1], "outcome", outcome=rows["outcome"]))
    assert "改后的标题" in shown
    assert "改后的答复" in shown
    assert "987654" in said(page(there[1], "indicator", indicator=rows["indicator"]))


def test_who_comes_back_reads_the_present_again(scene: Any) -> None:
    there, rows = scene
    partnership: Any = Indicator.objects.get().partnership
    join(there[:2], there[2], partnership)
    shown = said(page(there[2], "outcome", outcome=rows["outcome"]))
    assert "改后的标题" in shown
    assert "改后的进展" in said(page(there[2], "action", action=rows["action"]))


def test_a_party_that_joined_later_stands_beside_the_first_signatories() -> None:
    there = parties(3)
    partnership = found(there[:2])
    outcome = agree(there[:2], partnership)
    join(there[:2], there[2], partnership)
    shown = said(page(there[2], "outcome", outcome=outcome.id))
    assert shown.count('class="seal on') == 2
    assert shown.count('class="side ') == 3
    revise(there, outcome)
    again = said(page(there[2], "outcome", outcome=outcome.id))
    assert again.count('class="seal on') == 3
