"""Needs meet strengths by what they say: our own people on our own side, the others' as offered."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

import pytest

from tests.exchange.steps import (
    Browser,
    consented,
    form_of,
    need,
    offer_need,
    offer_strength,
    person,
    report,
    skill,
    strength,
    text,
)
from tests.parties import acting, found, parties
from xieqiao.exchange import complementing, fits, sweep, vectors
from xieqiao.exchange.models import Strength, TextVector
from xieqiao.exchange.reasons import segments

pytestmark = pytest.mark.django_db

WANTED = "想学城市大脑和数字政府的做法"
BRAIN = "建设过县级城市大脑，打通了政务数据"
TEA = "种茶三十年，懂茶园管理"


def test_our_own_people_are_found_with_names_and_reasons() -> None:
    one, other = parties(2)
    shown = offer_need(one, found([one, other]).id, title=WANTED, text="请来讲一讲政务数据怎样打通")
    who, tea = skill(other, 1, title=BRAIN, text=BRAIN), skill(other, 2, title=TEA)
    page = Browser(other).read("exchange:our_people", offered_need=shown.id)
    assert str(who.person) in page
    assert "<mark>" in page
    assert str(tea.person) not in page
    (match,) = fits.our_people_for(other, shown)
    assert match.thing == who
    assert any(part.marked for part in match.segments)
    assert match.answers


def test_english_and_chinese_meet() -> None:
    one, other = parties(2)
    title = "Experience with telemedicine between village clinics and county hospitals"
    shown = offer_need(one, found([one, other]).id, title=title)
    who = skill(other, 1, title="乡镇卫生院与县医院的远程会诊")
    skill(other, 2, title=TEA)
    assert [m.thing for m in fits.our_people_for(other, shown)] == [who]


def test_only_the_office_sees_whom_it_has() -> None:
    one, other = parties(2)
    shown = offer_need(one, found([one, other]).id, title=WANTED)
    skill(other, 1, title=BRAIN)
    for role in ("chair", "member", "observer", "administrator", "unit_handler"):
        browser = Browser(acting(other.body, role, 8))
        assert browser.open("exchange:our_people", offered_need=shown.id).status_code == 403
        assert browser.open("exchange:inbox").status_code == 403
    page = text(Browser(one).open("exchange:our_people", offered_need=shown.id))
    assert "演示委员 001" not in page
    assert BRAIN not in page


def test_the_inbox_puts_needs_first_that_our_people_meet() -> None:
    one, other = parties(2)
    partnership = found([one, other])
    offer_need(one, partnership.id, title=WANTED)
    offer_need(one, partnership.id, title="请一位讲越剧的老师")
    who = skill(other, 1, title=BRAIN)
    page = Browser(other).read("exchange:inbox")
    assert page.index(WANTED) < page.index("请一位讲越剧的老师")
    assert str(who.person) in page
    assert "没有待对接的需求" in Browser(one).read("exchange:inbox")


def test_settled_deleted_and_others_strengths_are_not_compared() -> None:
    one, other = parties(2)
    shown = offer_need(one, found([one, other]).id, title=WANTED)
    for fields in ({"settled": True}, {"deleted_at": shown.offered_at}):
        row = skill(other, 20 + len(fields), title=BRAIN)
        Strength.objects.filter(id=row.id).update(**fields)
    strength(other, title=BRAIN, origin="member", person=person(other, 30))
    skill(one, 4, title=BRAIN)
    assert fits.our_people_for(other, shown) == []


def test_those_chosen_stand_in_the_proposal_and_nobody_else() -> None:
    one, other = parties(2)
    shown = offer_need(one, found([one, other]).id, title=WANTED)
    rows = [skill(other, number, title=BRAIN) for number in (1, 2, 3)]
    browser = Browser(other)
    query = f"?do=send&own={rows[0].id}&own={rows[2].id}"
    answer = browser.open("exchange:our_people", query, offered_need=shown.id)
    page = text(browser.get(answer["Location"]))
    for number, there in ((1, True), (2, False), (3, True)):
        assert (f'value="演示委员 00{number}"' in page) is there
    assert form_of(browser.get(answer["Location"]))["number"] == "2"


def test_foreign_ids_bring_nobody_into_the_proposal() -> None:
    one, other = parties(2)
    shown = offer_need(one, found([one, other]).id, title=WANTED)
    theirs = skill(one, 5, title=BRAIN)
    unasked = strength(other, title=BRAIN, origin="member", person=person(other, 6))
    browser = Browser(other)
    query = f"?do=send&own={theirs.id}&own={unasked.id}&own=nonsense"
    answer = browser.open("exchange:our_people", query, offered_need=shown.id)
    page = text(browser.get(answer["Location"]))
    assert 'value="演示委员 005"' not in page
    assert 'value="演示委员 006"' not in page


def test_an_answer_offers_what_the_chosen_have_been_shown_with() -> None:
    one, other = parties(2)
    shown = offer_need(one, found([one, other]).id, title=WANTED)
    row = skill(other, 1, title=BRAIN)
    offered = offer_strength(other, shown.partnership_id, own=str(row.id), title=BRAIN)
    browser = Browser(other)
    answer = browser.open("exchange:our_people", f"?do=answer&own={row.id}", offered_need=shown.id)
    page = text(browser.get(answer["Location"]))
    assert str(offered.id) in page
    assert "演示委员 001" not in page.split("<main")[1].split("data-people")[0]


def test_a_need_finds_offered_strengths_and_no_others() -> None:
    one, other = parties(2)
    partnership = found([one, other])
    own = need(one, title=WANTED)
    shown = offer_need(one, partnership.id, title=WANTED)
    offered = offer_strength(other, partnership.id, title=BRAIN)
    skill(other, 1, title=f"{BRAIN}，只留自用")
    browser = Browser(one)
    for page in (
        browser.read("exchange:fits_of_need", need=own.id),
        browser.read("exchange:fits", offered_need=shown.id),
    ):
        assert offered.path(one.slug) in page
        assert "只留自用" not in page


def test_a_strength_finds_partners_needs() -> None:
    one, other = parties(2)
    shown = offer_need(one, found([one, other]).id, title=WANTED)
    row = skill(other, 1, title=BRAIN)
    browser = Browser(other)
    page = browser.read("exchange:fits_of_strength", strength=row.id)
    assert shown.path(other.slug) in page
    browser.send("exchange:take_consent_back", strength=row.id)
    page = browser.read("exchange:fits_of_strength", strength=row.id)
    assert shown.path(other.slug) not in page


def test_strengths_are_looked_for_by_meaning() -> None:
    one, other = parties(2)
    partnership = found([one, other])
    offer_strength(other, partnership.id, title=BRAIN)
    offer_strength(other, partnership.id, title=TEA)
    page = Browser(one).read("exchange:strengths", "?q=smart city data platform&sort=meaning")
    assert BRAIN in page
    assert TEA not in page


def test_complementarity_is_a_picture_and_a_table_that_both_read_alike() -> None:
    one, other = parties(2)
    partnership = found([one, other])
    lack = offer_need(one, partnership.id, title=WANTED)
    good = offer_strength(other, partnership.id, title=BRAIN)
    offer_strength(other, partnership.id, title=TEA)
    pages = [
        Browser(one).read("exchange:complement", listed_body=other.body_id),
        Browser(other).read("exchange:complement", listed_body=one.body_id),
    ]
    for page in pages:
        assert "<svg" in page
        assert f"-{lack.id}" in page
        assert f"-{good.id}" in page
        assert page.count("<path") == 1
        assert TEA in page
    assert Browser(one).path("exchange:complement", listed_body=other.body_id) in Browser(one).read(
        "exchange:complements"
    )


def test_titles_cannot_break_the_picture() -> None:
    one, other = parties(2)
    partnership = found([one, other])
    offer_need(one, partnership.id, title=f"<b>{WANTED}</b> & 更多")
    offer_strength(other, partnership.id, title=f"{BRAIN}<script>")
    page = Browser(one).read("exchange:complement", listed_body=other.body_id)
    assert "<script>" not in page.split("<svg")[1].split("</svg>")[0]
    assert "<b>" not in page


def test_whom_to_speak_to_first_rests_on_what_was_announced() -> None:
    here = parties(4)
    one, other, lonely, stranger = here
    partnership = found([one, other])
    offer_strength(one, partnership.id, title=BRAIN, announced=True)
    offer_strength(other, partnership.id, title=f"{BRAIN}，不公布")
    need(lonely, title=WANTED)
    skill(lonely, 1, title=TEA)
    offer_need(other, partnership.id, title="请茶农来讲茶园管理", announced=True)
    page = Browser(lonely).read("exchange:first_contacts")
    assert one.body.name in page
    assert BRAIN in page
    assert "不公布" not in page
    assert "请茶农来讲茶园管理" in page
    assert {c.body for c in complementing.first_contacts(lonely)} == {one.body, other.body}
    assert WANTED not in Browser(stranger).read("exchange:first_contacts")
    assert complementing.first_contacts(one) == []
    report(one, "strength.withdraw", _only(one.body_id))
    assert BRAIN not in Browser(lonely).read("exchange:first_contacts")


def _only(owner: UUID) -> UUID:
    from xieqiao.exchange.models import OfferedStrength

    return OfferedStrength.objects.get(owner=owner).id


def test_vectors_are_kept_per_body_and_follow_the_text(monkeypatch: Any) -> None:
    one, other = parties(2)
    shown = offer_need(one, found([one, other]).id, title=WANTED)
    row = skill(other, 1, title=BRAIN)
    fits.our_people_for(other, shown)
    kept = TextVector.objects.filter(body=other.body_id)
    assert set(kept.values_list("of", flat=True)) == {row.id, shown.id}
    assert not TextVector.objects.filter(body=one.body_id).exists()
    reckoned: list[str] = []
    encoded = vectors.encoded

    def counted(texts: Sequence[str]) -> Any:
        reckoned.extend(texts)
        return encoded(texts)

    monkeypatch.setattr(vectors, "encoded", counted)
    fits.our_people_for(other, shown)
    assert reckoned == []
    Strength.objects.filter(id=row.id).update(title=TEA)
    assert fits.our_people_for(other, shown) == []
    assert reckoned == [TEA]


def test_new_strengths_are_read_in_the_background_and_forgotten_with_them() -> None:
    one, other = parties(2)
    rows = [skill(one, 1, title=BRAIN), skill(other, 2, title=TEA)]
    unasked = strength(one, title=BRAIN, origin="member", person=person(one, 3))
    assert [sweep.read_new() for _ in range(3)] == [1, 1, 0]
    kept = TextVector.objects.values_list("of", "body")
    assert set(kept) == {(row.id, row.body_id) for row in rows}
    consented(one, unasked)
    assert sweep.read_new() == 1
    vectors.forget([unasked.id])
    assert TextVector.objects.count() == 2


def test_reasons_are_cut_out_of_the_text() -> None:
    parts = segments("甲乙丙丁", [(1, 3)], [(2, 4)])
    assert [(p.text, p.marked, p.strong) for p in parts] == [
        ("甲", False, False),
        ("乙", True, False),
        ("丙", True, True),
        ("丁", False, False),
    ]
    assert segments("", [], []) == []
