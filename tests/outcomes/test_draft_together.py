"""Drafting a document together, agreeing on it, and comparing its versions."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest

from tests.outcomes.steps import agree, client_of, page, payload, revise, said, text
from tests.parties import consent, found, parties, pass_act
from xieqiao.acts import gate
from xieqiao.acts.access import Acting
from xieqiao.acts.errors import BadPayload
from xieqiao.acts.models import Act
from xieqiao.outcomes.models import Outcome

pytestmark = pytest.mark.django_db

FIRST = [{"heading": "一、建议", "text": "三年内不少于十家门店。"}]
SECOND = [{"heading": "一、建议", "text": "三年内不少于十五家门店。"}]


def words(**fields: Any) -> Any:
    """Return what a document says."""
    return payload(
        "outcome.agree",
        **{"kind": "suggestion", "title": "联合建议", "sections": FIRST, **fields},
    )


def drafted(there: list[Acting]) -> Act:
    """Return an open act whose first draft was amended once."""
    partnership = found(there)
    act = gate.propose(there[0], "outcome.agree", words(), partnership=partnership.id)
    return gate.amend(there[0], act.id, words(sections=SECOND))


def test_a_draft_stands_above_the_list_until_all_have_consented() -> None:
    there = parties(4)
    act = drafted(there)
    shown = said(page(there[3], "list"))
    assert "正在共同起草" in shown
    assert "第 2 稿" in shown
    for other in there[1:]:
        act = consent(other, act)
    shown = said(page(there[3], "list"))
    assert "正在共同起草" not in shown
    assert Outcome.objects.get().path(there[3].slug) in shown


def test_the_page_reads_like_the_document_that_it_is() -> None:
    there = parties(4)
    outcome = agree(there, number="2025-17", sections=SECOND, happened="2025-12")
    shown = said(page(there[2], "outcome", outcome=outcome.id))
    for what in ("2025-17", outcome.title, "一、建议", "三年内不少于十五家门店。", "2025年12月"):
        assert what in shown
    assert shown.count('class="seal on') == 4


def test_a_document_from_a_source_without_a_date_is_given_none() -> None:
    there = parties(2)
    outcome = agree(there, source="联谊报 2021-05-27")
    shown = said(page(there[0], "outcome", outcome=outcome.id))
    dated = shown[shown.index('class="dated') :].split("</p>")[0]
    assert "日期不详" in dated
    assert "日期不详" in said(page(there[0], "list"))


def test_who_signs_stands_in_the_order_agreed_on() -> None:
    there = parties(3)
    order = [there[2], there[0], there[1]]
    outcome = agree(there, signatories=[str(a.body_id) for a in order])
    shown = text(page(there[0], "outcome", outcome=outcome.id))
    signed = shown[shown.index('class="signatures"') :]
    places = [signed.index(f"<b>{a.body.name}</b>") for a in order]
    assert places == sorted(places)


def test_without_an_order_the_proposer_comes_first() -> None:
    there = parties(3)
    outcome = agree(there[::-1])
    shown = text(page(there[0], "outcome", outcome=outcome.id))
    signed = shown[shown.index('class="signatures"') :]
    assert signed.index(there[2].body.name) < signed.index(there[1].body.name)


@pytest.mark.parametrize("named", [[0], [0, 0], [0, 1, 1]])
def test_every_party_signs_once(named: list[int]) -> None:
    there = parties(2)
    partnership = found(there)
    signatories = [str(there[n].body_id) for n in named]
    with pytest.raises(BadPayload) as refused:
        gate.propose(
            there[0], "outcome.agree", words(signatories=signatories), partnership=partnership.id
        )
    assert refused.value.errors[0][0] == "signatories"
    assert not Outcome.objects.exists()


@pytest.mark.parametrize("field", ["topic", "activity"])
def test_what_belongs_elsewhere_is_refused(field: str) -> None:
    there = parties(2)
    partnership = found(there)
    with pytest.raises(BadPayload) as refused:
        gate.propose(
            there[0], "outcome.agree", words(**{field: uuid4()}), partnership=partnership.id
        )
    assert refused.value.errors[0][0] == field


def test_versions_are_compared_with_what_came_new_and_fell_away() -> None:
    there = parties(2)
    act = consent(there[1], drafted(there))
    outcome = revise(
        there,
        Outcome.objects.get(id=act.subject_id),
        sections=[{"heading": "一、建议", "text": "三年内不少于二十家门店。"}],
        why="黄浦建议提高目标",
    )
    latest = said(page(there[1], "versions", outcome=outcome.id))
    assert "黄浦建议提高目标" in latest
    assert "<ins>二十</ins>" in latest
    assert "<del>十五</del>" in latest
    drafts = said(page(there[1], "versions", "?from=1&to=2", outcome=outcome.id))
    assert "<ins>五</ins>" in drafts
    assert "讨论稿" in drafts
    plain = said(page(there[1], "versions", "?from=0&to=1", outcome=outcome.id))
    assert "三年内不少于十家门店。" in plain
    assert "<ins>" not in plain


@pytest.mark.parametrize("query", ["?from=x", "?to=99", "?from=2&to=1", "?from=-1", "?to=0"])
def test_versions_that_there_are_not_are_not_found(query: str) -> None:
    there = parties(2)
    outcome = revise(there, agree(there))
    assert page(there[0], "versions", query, outcome=outcome.id).status_code == 404


def test_a_proposed_revision_is_told_on_the_page() -> None:
    there = parties(2)
    outcome = agree(there)
    new = payload("outcome.revise", kind="suggestion", title="新标题", sections=FIRST)
    act = gate.propose(there[1], "outcome.revise", new, subject=outcome.id)
    shown = text(page(there[0], "outcome", outcome=outcome.id))
    assert f"/acts/{act.id}/" in shown
    assert outcome.title in shown


def test_the_form_of_a_revision_starts_from_the_present_wording() -> None:
    there = parties(2)
    outcome = agree(there, number="2025-17", sections=SECOND)
    path = f"/b/{there[0].slug}/acts/new/outcome.revise/?on={outcome.id}"
    shown = text(client_of(there[0]).get(path))
    assert "三年内不少于十五家门店。" in shown
    assert "2025-17" in shown


def test_a_document_of_an_ended_partnership_stays_readable_without_new_actions() -> None:
    there = parties(2)
    outcome = agree(there)
    pass_act(there, "partnership.end", {"reason": "期满"}, subject=outcome.partnership_id)
    shown = text(page(there[0], "outcome", outcome=outcome.id))
    assert outcome.title in shown
    assert "action.agree" not in shown
    assert "submission.send" in shown
