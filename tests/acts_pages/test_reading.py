"""Reading an act: who said what, exactly which text, what changed, what follows."""

from __future__ import annotations

import pytest

from tests.acts_pages.conftest import Scene
from tests.acts_pages.pages import (
    CLAUSES,
    Browser,
    agreement,
    payload,
    propose_agreement,
    propose_change,
    words,
)
from tests.parties import acting, body, consent
from xieqiao.acts import gate, queries, told
from xieqiao.bodies.roles import Role

pytestmark = pytest.mark.django_db
CHANGED = [CLAUSES[0], {**CLAUSES[1], "text": "产业升级、文旅融合。"}, CLAUSES[2]]


def test_it_shows_the_text_the_seals_the_rule_and_one_filled_button(two: Scene) -> None:
    act = propose_agreement(two.there[0], two.partnership)
    page = two.theirs.read("act", act=act.id)
    assert "您将同意的内容" in page
    assert "每年召开一次主席联席会议。" in page
    assert 'class="seal on"' in page and 'class="seal"' in page
    assert "每一方都同意" in page
    assert page.count("btn go") == 1
    assert f"代表{two.there[1].body.short_name}同意" in page


def test_the_consent_binds_to_the_version_that_the_page_shows(two: Scene) -> None:
    act = propose_agreement(two.there[0], two.partnership)
    digest = act.versions.get(number=1).digest
    assert f'name="digest" value="{digest}"' in two.theirs.read("act", act=act.id)


def test_who_may_not_consent_is_told_who_does(two: Scene) -> None:
    act = propose_agreement(two.there[0], two.partnership)
    page = two.somebody(Role.CLERK, side=1).read("act", act=act.id)
    assert "由本单位主席或秘书长表态" in page
    assert "代表演2同意" not in page


def test_a_new_version_marks_what_changed_since_the_one_before(two: Scene) -> None:
    act = propose_agreement(two.there[0], two.partnership)
    given = payload("agreement.adopt", title="战略合作协议", clauses=CHANGED)
    gate.amend(two.there[0], act.id, given)
    page = two.theirs.read("act", act=act.id)
    assert "<del>科技创新</del><ins>文旅融合</ins>" in page
    assert "第 2 稿" in page
    plain = two.theirs.read("act", "?against=nothing", act=act.id)
    assert "<ins>" not in plain and "文旅融合" in plain


def test_a_first_version_marks_what_it_changes_in_what_is_in_force(two: Scene) -> None:
    made = agreement(two.there, two.partnership)
    act = propose_change(two.there[0], made.id, clauses=CHANGED)
    page = two.theirs.read("act", act=act.id)
    assert "<del>科技创新</del><ins>文旅融合</ins>" in page
    assert "与现行文本的不同" in page


def test_a_clause_that_goes_is_seen_to_go(two: Scene) -> None:
    made = agreement(two.there, two.partnership)
    act = propose_change(two.there[0], made.id, clauses=[CLAUSES[0], CLAUSES[2]])
    page = two.theirs.read("act", act=act.id)
    assert "<del>产业升级、科技创新。</del>" in page
    assert "<ins>" not in page


def test_a_clause_that_comes_between_others_leaves_them_unmarked(two: Scene) -> None:
    made = agreement(two.there, two.partnership)
    fresh = {"number": 4, "heading": "办公", "text": "办公室每月通气。"}
    act = propose_change(two.there[0], made.id, clauses=[CLAUSES[0], fresh, *CLAUSES[1:]])
    page = two.theirs.read("act", act=act.id)
    assert "<ins>办公室每月通气。</ins>" in page
    assert "<del>" not in page


def test_what_is_in_force_is_read_plainly(two: Scene) -> None:
    made = agreement(two.there, two.partnership)
    act = propose_change(two.there[0], made.id, clauses=CHANGED)
    consent(two.there[1], act)
    page = two.theirs.read("act", act=act.id)
    assert "已生效" in page and "<ins>" not in page
    assert "代表演2同意" not in page


def test_an_earlier_version_can_be_read_but_not_consented_to(three: Scene) -> None:
    act = propose_agreement(three.there[0], three.partnership)
    consent(three.there[1], act)
    given = payload("agreement.adopt", title="战略合作协议", clauses=CHANGED)
    gate.amend(three.there[0], act.id, given)
    third = Browser(three.there[2])
    now = third.read("act", act=act.id)
    assert "此前各稿" in now and f"{three.there[1].body} 当时同意" in words(now)
    earlier = third.read("act", "?version=1", act=act.id)
    assert "已有新稿取代" in earlier
    assert "产业升级、科技创新。" in earlier and "代表演3同意" not in earlier


@pytest.mark.parametrize("query", ["?version=99", "?version=x", "?against=x", "?suggest=x"])
def test_nonsense_in_the_address_shows_the_present_text(two: Scene, query: str) -> None:
    act = propose_agreement(two.there[0], two.partnership)
    assert "每年召开一次主席联席会议。" in two.theirs.read("act", query, act=act.id)


def test_it_names_the_basis_and_where_it_belongs(two: Scene) -> None:
    made = agreement(two.there, two.partnership)
    act = propose_change(two.there[0], made.id, clauses=CHANGED)
    page = two.theirs.read("act", act=act.id)
    assert made.path(two.there[1].slug) in page
    assert two.theirs.path("partnerships:partnership", partnership=two.partnership) in page


def test_it_names_the_entries_by_which_the_present_version_stands(three: Scene) -> None:
    act = propose_agreement(three.there[0], three.partnership)
    consent(three.there[1], act)
    gate.amend(three.there[0], act.id, payload("agreement.adopt", title="新名"))
    read = queries.the_act(three.there[2], act.id)
    assert read is not None
    shown = told.page_of(three.there[2], queries.shown(read))
    assert [(e.type, e.body_id) for e in shown.numbers] == [("amend", three.there[0].body_id)]


def test_a_stranger_finds_nothing(two: Scene) -> None:
    act = propose_agreement(two.there[0], two.partnership)
    stranger = Browser(acting(body(9)))
    for name in ("act", "register"):
        assert stranger.get(stranger.path(name, act=act.id)).status_code == 404


def test_the_register_shows_what_was_signed_and_that_it_holds(two: Scene) -> None:
    act = propose_agreement(two.there[0], two.partnership)
    consent(two.there[1], act)
    page = two.theirs.read("register", act=act.id)
    assert page.count("签名有效") == 3
    assert "会签完成，生效" in page
    assert act.versions.get(number=1).entry.canonical in page


def test_the_list_has_a_place_for_each_state_and_filters_by_partnership(two: Scene) -> None:
    act = propose_agreement(two.there[0], two.partnership)
    assert "战略合作协议" in two.theirs.read("list")
    assert "战略合作协议" not in two.ours.read("list")
    assert "战略合作协议" in two.ours.read("list", "?tab=theirs")
    assert "没有等我方的事项" in two.theirs.read("list", f"?partnership={act.id}")
    assert "战略合作协议" in two.theirs.read("list", f"?partnership={two.partnership}")
    gate.withdraw(two.there[0], act.id)
    assert "已撤回" in two.theirs.read("list", "?tab=ended")


def test_the_reference_of_kinds_is_in_words(two: Scene) -> None:
    assert "订立协议" in two.ours.read("kinds")
    page = two.ours.read("kind", kind="agreement.adopt")
    assert "代表本机构同意或不同意会签事项" in page
    assert "act.consent" not in page
    assert two.ours.get(two.ours.path("kind", kind="no.such")).status_code == 404
