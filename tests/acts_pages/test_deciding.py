"""Consenting, declining and withdrawing: each does what the page said, or says why not."""

from __future__ import annotations

from typing import Any

import pytest

from tests.acts_pages.conftest import Scene
from tests.acts_pages.pages import (
    CLAUSES,
    Browser,
    agreement,
    payload,
    present,
    propose_agreement,
    propose_change,
    said,
    state,
    summary,
)
from tests.parties import consent
from xieqiao.acts import gate
from xieqiao.acts.models import Draft, Entry, Stance

pytestmark = pytest.mark.django_db
OTHER = [{**CLAUSES[0], "text": "每半年召开一次主席联席会议。"}]


def test_a_consent_brings_it_into_force(two: Scene) -> None:
    act = propose_agreement(two.there[0], two.partnership)
    answer = two.theirs.send("consent", {"digest": present(act).digest}, act=act.id)
    assert answer["Location"] == two.theirs.path("act", act=act.id)
    assert state(act) == "sealed"


def test_after_it_the_page_says_what_now_is(two: Scene) -> None:
    act = propose_agreement(two.there[0], two.partnership)
    browser = two.theirs
    browser.send("consent", {"digest": present(act).digest}, act=act.id)
    page = browser.read("act", act=act.id)
    assert "已生效，各方办公室已收到通知。" in page
    assert page.count('class="seal on"') == 2


def test_a_double_click_consents_once(two: Scene) -> None:
    act = propose_agreement(two.there[0], two.partnership)
    fields = {"digest": present(act).digest}
    for _ in range(2):
        assert two.theirs.send("consent", fields, act=act.id).status_code == 302
    assert Entry.objects.filter(act=act.id, type="consent").count() == 1


def test_consent_to_a_version_replaced_meanwhile_shows_the_new_one(two: Scene) -> None:
    act = propose_agreement(two.there[0], two.partnership)
    read = present(act).digest
    gate.amend(two.there[0], act.id, payload("agreement.adopt", title="新协议", clauses=OTHER))
    answer = two.theirs.send("consent", {"digest": read}, act=act.id)
    assert answer.status_code == 409
    page = said(answer)
    assert "您的同意没有生效，请阅看新稿。" in page
    assert "<ins>半</ins>" in page and present(act).digest in page
    assert state(act) == "open"


def test_consent_to_an_overtaken_act_says_so_and_changes_nothing(three: Scene) -> None:
    made = agreement(three.there, three.partnership)
    late = propose_change(three.there[0], made.id, clauses=OTHER)
    read = present(late).digest
    rival = propose_change(three.there[1], made.id, title="另一份")
    consent(three.there[2], rival)
    gate.withdraw(three.there[0], late.id)
    answer = Browser(three.there[2]).send("consent", {"digest": read}, act=late.id)
    assert answer.status_code == 409
    assert "没有作任何改动" in said(answer)


@pytest.mark.parametrize("digest", ["", "x" * 5000, "\x00"])
def test_a_damaged_digest_consents_to_nothing(two: Scene, digest: str) -> None:
    act = propose_agreement(two.there[0], two.partnership)
    answer = two.theirs.send("consent", {"digest": digest}, act=act.id)
    assert answer.status_code == 409
    assert state(act) == "open"


def test_declining_needs_a_reason_and_says_so_at_its_field(two: Scene) -> None:
    act = propose_agreement(two.there[0], two.partnership)
    answer = two.theirs.send("decline", {"digest": present(act).digest, "reason": " "}, act=act.id)
    assert answer.status_code == 400
    assert '<a href="#reason">' in summary(answer)
    page = said(answer)
    assert 'id="reason_error"' in page and '<details class="act" open>' in page
    assert not Stance.objects.filter(version=present(act), consent=False).exists()


@pytest.mark.parametrize(
    ("reason", "why"),
    [("长" * 100_000, "至多 20000 字"), ("不妥\u202e当", "U+202E"), ("不\x07妥", "U+0007")],
)
def test_a_reason_that_cannot_be_taken_is_given_back(two: Scene, reason: str, why: str) -> None:
    act = propose_agreement(two.there[0], two.partnership)
    fields = {"digest": present(act).digest, "reason": reason}
    answer = two.theirs.send("decline", fields, act=act.id)
    assert answer.status_code == 400
    assert why in summary(answer)
    assert reason in said(answer)


def test_the_reason_stands_beside_the_struck_seal(two: Scene) -> None:
    act = propose_agreement(two.there[0], two.partnership)
    fields = {"digest": present(act).digest, "reason": "与今年的议题重复"}
    two.theirs.send("decline", fields, act=act.id)
    page = two.ours.read("act", act=act.id)
    assert 'class="seal no"' in page and "与今年的议题重复" in page
    assert "修改文稿" in page and "撤回提案" in page


def test_withdrawing_asks_first_and_keeps_the_text_if_wished(two: Scene) -> None:
    act = propose_agreement(two.there[0], two.partnership)
    asked = two.ours.read("withdraw", act=act.id)
    assert "提案就此结束" in asked and state(act) == "open"
    two.ours.send("withdraw", {"keep": "on"}, act=act.id)
    assert state(act) == "withdrawn"
    kept = Draft.objects.get(kind="agreement.adopt")
    assert kept.payload["title"] == "战略合作协议"
    assert "每年召开一次主席联席会议。" in two.ours.read("draft", draft=kept.id)


def test_withdrawing_twice_keeps_one_draft(two: Scene) -> None:
    act = propose_agreement(two.there[0], two.partnership)
    for _ in range(2):
        assert two.ours.send("withdraw", {"keep": "on"}, act=act.id).status_code == 302
    assert Draft.objects.count() == 1


def test_nobody_withdraws_another_body_s_act(two: Scene) -> None:
    act = propose_agreement(two.there[0], two.partnership)
    assert two.theirs.send("withdraw", act=act.id).status_code == 404
    assert state(act) == "open"


def test_several_are_read_and_consented_to_in_one_go(two: Scene) -> None:
    acts = [propose_agreement(two.there[0], two.partnership, title=f"协议{n}") for n in (1, 2, 3)]
    page = two.theirs.read("batch")
    assert all(f"{a.id} {present(a).digest}" in page for a in acts)
    chosen = [f"{a.id} {present(a).digest}" for a in acts[:2]]
    answer = two.theirs.send("batch", {"chosen": chosen})
    assert said(answer).count("已同意</span>") == 2
    assert [state(a) for a in acts] == ["sealed", "sealed", "open"]


def test_one_that_changed_meanwhile_stops_no_other(two: Scene) -> None:
    acts = [propose_agreement(two.there[0], two.partnership, title=f"协议{n}") for n in (1, 2)]
    chosen = [f"{a.id} {present(a).digest}" for a in acts]
    gate.amend(two.there[0], acts[0].id, payload("agreement.adopt", title="改", clauses=OTHER))
    page = said(two.theirs.send("batch", {"chosen": chosen}))
    assert "您的同意没有生效，请阅看新稿。" in page
    assert [state(a) for a in acts] == ["open", "sealed"]


@pytest.mark.parametrize("chosen", [[], ["nonsense"], ["x y"], [""]])
def test_nothing_ticked_says_so(two: Scene, chosen: Any) -> None:
    propose_agreement(two.there[0], two.partnership)
    assert "没有勾选任何事项" in said(two.theirs.send("batch", {"chosen": chosen}))
