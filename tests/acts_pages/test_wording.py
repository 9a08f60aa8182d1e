"""Remarks, suggested wordings taken over in one click, and new versions."""

from __future__ import annotations

from uuid import uuid4

import pytest

from tests.acts_pages.conftest import Scene
from tests.acts_pages.pages import (
    Browser,
    payload,
    present,
    propose_agreement,
    said,
    state,
    summary,
)
from tests.parties import consent
from xieqiao.acts import gate
from xieqiao.acts.models import Act, Comment
from xieqiao.bodies.roles import Role

pytestmark = pytest.mark.django_db
BETTER = {"text": "写明时间。", "field": "clauses.1.text", "wording": "产业升级、文旅融合。"}


def fields_of(act: Act, **changed: str) -> dict[str, str]:
    """Return what the form of a new version sends for the agreement of these tests."""
    fields = {"title": "战略合作协议", "clauses-count": "3", "focus_areas-count": "0"}
    for place, clause in enumerate(present(act).payload().clauses):
        fields |= {
            f"clauses-{place}-number": str(clause.number),
            f"clauses-{place}-heading": str(clause.heading),
            f"clauses-{place}-text": str(clause.text),
        }
    return {**fields, "seen": present(act).digest, **changed}


def test_a_remark_stands_with_the_proposal_for_all(two: Scene) -> None:
    act = propose_agreement(two.there[0], two.partnership)
    two.somebody(Role.MEMBER, side=1).send("comment", {"text": "建议写明时间"}, act=act.id)
    page = two.ours.read("act", act=act.id)
    assert "建议写明时间" in page and str(two.there[1].body) in page


def test_a_suggested_wording_is_shown_as_a_difference_with_a_button_for_the_proposer(
    two: Scene,
) -> None:
    act = propose_agreement(two.there[0], two.partnership)
    two.theirs.send("comment", BETTER, act=act.id)
    ours = two.ours.read("act", act=act.id)
    assert "<del>科技创新</del><ins>文旅融合</ins>" in ours
    assert "采用此写法" in ours and "条款 2 · 正文" in ours
    assert "采用此写法" not in two.theirs.read("act", act=act.id)


def test_one_click_takes_it_over_in_a_new_version(two: Scene) -> None:
    act = propose_agreement(two.there[0], two.partnership)
    two.theirs.send("comment", BETTER, act=act.id)
    remark = Comment.objects.get()
    answer = two.ours.send("take-over", act=act.id, comment=remark.id)
    assert answer.status_code == 302
    assert present(act).number == 2
    clauses = present(act).payload().clauses
    assert [str(c.text) for c in clauses][1] == "产业升级、文旅融合。"
    assert str(clauses[0].text) == "每年召开一次主席联席会议。"
    assert "已在第 2 稿采用" in two.theirs.read("act", act=act.id)


def test_taking_it_over_twice_makes_one_version(two: Scene) -> None:
    act = propose_agreement(two.there[0], two.partnership)
    two.theirs.send("comment", BETTER, act=act.id)
    remark = Comment.objects.get()
    for _ in range(2):
        two.ours.send("take-over", act=act.id, comment=remark.id)
    assert present(act).number == 2


def test_nobody_but_the_proposer_takes_over(two: Scene) -> None:
    act = propose_agreement(two.there[0], two.partnership)
    two.theirs.send("comment", BETTER, act=act.id)
    remark = Comment.objects.get()
    answer = two.theirs.send("take-over", act=act.id, comment=remark.id)
    assert answer.status_code == 404
    assert present(act).number == 1


def test_a_link_beside_each_text_opens_the_form_with_it(two: Scene) -> None:
    act = propose_agreement(two.there[0], two.partnership)
    page = two.theirs.read("act", "?suggest=clauses.1.text", act=act.id)
    assert 'value="clauses.1.text" selected' in page
    assert 'name="wording"' in page and ">产业升级、科技创新。</textarea>" in page


def test_a_double_click_remarks_once(two: Scene) -> None:
    act = propose_agreement(two.there[0], two.partnership)
    fields = {"text": "同一句话", "comment_id": str(uuid4())}
    for _ in range(2):
        assert two.theirs.send("comment", fields, act=act.id).status_code == 302
    assert Comment.objects.count() == 1


@pytest.mark.parametrize(
    ("fields", "where"),
    [
        ({"text": " "}, "remark"),
        ({"wording": "另一种写法"}, "remark_field"),
        ({"wording": "另一种写法", "field": "clauses.9.text"}, "remark_field"),
        ({"wording": "另一种写法", "field": "no such"}, "remark_field"),
        ({"text": "长" * 100_000}, "remark"),
        ({"text": "看不见\u2066的"}, "remark"),
        ({"text": "短", "wording": "长" * 100_000, "field": "preamble"}, "remark_wording"),
    ],
)
def test_what_cannot_be_taken_is_given_back(two: Scene, fields: dict[str, str], where: str) -> None:
    act = propose_agreement(two.there[0], two.partnership)
    answer = two.theirs.send("comment", fields, act=act.id)
    assert answer.status_code == 400
    assert f'<a href="#{where}">' in summary(answer)
    page = said(answer)
    assert f'id="{where}_error"' in page
    assert all(value in page for name, value in fields.items() if name != "field")
    assert not Comment.objects.exists()


def test_a_remark_on_what_has_ended_is_given_back(two: Scene) -> None:
    act = propose_agreement(two.there[0], two.partnership)
    gate.withdraw(two.there[0], act.id)
    answer = two.theirs.send("comment", {"text": "太晚了"}, act=act.id)
    assert answer.status_code == 409
    assert "这份提案已经结束" in said(answer)


def test_a_new_version_takes_the_place_and_consents_fall_away(three: Scene) -> None:
    act = propose_agreement(three.there[0], three.partnership)
    consent(three.there[1], act)
    asked = three.ours.read("amend", act=act.id)
    assert "已同意现稿" in asked
    fields = fields_of(act, **{"clauses-1-text": "产业升级、文旅融合。"})
    assert three.ours.send("amend", fields, act=act.id).status_code == 302
    assert present(act).number == 2
    page = Browser(three.there[2]).read("act", act=act.id)
    assert page.count('class="seal on"') == 1
    assert "<del>科技创新</del><ins>文旅融合</ins>" in page


def test_what_does_not_fit_keeps_what_was_typed(two: Scene) -> None:
    act = propose_agreement(two.there[0], two.partnership)
    fields = fields_of(act, **{"clauses-1-text": "改好的一条。", "title": ""})
    answer = two.ours.send("amend", fields, act=act.id)
    assert '<a href="#id_title">' in summary(answer)
    assert "改好的一条。" in said(answer)
    assert present(act).number == 1


def test_a_colleague_s_version_meanwhile_is_not_overwritten_unseen(two: Scene) -> None:
    act = propose_agreement(two.there[0], two.partnership)
    fields = fields_of(act, title="我的名称")
    gate.amend(two.there[0], act.id, payload("agreement.adopt", title="同事的名称"))
    answer = two.ours.send("amend", fields, act=act.id)
    assert "您打开页面之后，本单位已提出另一稿" in summary(answer)
    assert "我的名称" in said(answer) and present(act).number == 2
    again = two.ours.send("amend", {**fields, "seen": present(act).digest}, act=act.id)
    assert again.status_code == 302 and present(act).number == 3


def test_changing_what_has_ended_leads_back_to_the_act(two: Scene) -> None:
    act = propose_agreement(two.there[0], two.partnership)
    consent(two.there[1], act)
    answer = two.ours.get(two.ours.path("amend", act=act.id))
    assert answer["Location"] == two.ours.path("act", act=act.id)
    assert state(act) == "sealed"
