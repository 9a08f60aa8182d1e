"""The pages of the offices, the list, the desk, and where consultations show elsewhere."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from tests.consultations.pages import client_of, page, path_of, send, text
from tests.consultations.steps import (
    in_the_room,
    open_consultation,
    statements,
    timed,
    vote,
    words,
)
from tests.meetings.steps import plan
from tests.parties import acting, found, open_topic, parties
from xieqiao.bodies.roles import Role
from xieqiao.consultations import desk, live, story_items
from xieqiao.consultations.models import (
    Closing,
    ClosingCall,
    GuestLink,
    Moderation,
    Statement,
    StatementTranslation,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene() -> Any:
    there = parties(2)
    consultation = in_the_room(there, found(there), guests=True)
    return there, consultation, statements(there[0], consultation, 2)


def test_moderation_by_both_sides_on_pages(scene: Any) -> None:
    there, consultation, (one, _two) = scene
    path = path_of(there[0], "statement", consultation, statement=one.id)
    send(there[0], path, what="step", action="hide", reason="与议题无关")
    step = Moderation.objects.get()
    assert "与议题无关" in page(there[1], "moderation", consultation)
    answer = reverse("consultations:answer", kwargs={"body": there[0].slug, "moderation": step.id})
    send(there[0], answer, answer="agree")
    assert Statement.objects.get(id=one.id).state == "shown"
    answer = answer.replace(there[0].slug, there[1].slug)
    send(there[1], answer, answer="agree")
    assert Statement.objects.get(id=one.id).state == "hidden"
    hidden = page(there[0], "moderation", consultation, "?state=hidden")
    assert "演示意见 1" in hidden and "演示意见 2" not in hidden


def test_the_author_reads_the_reason_and_voters_hear_of_a_merger(scene: Any) -> None:
    there, consultation, (one, two) = scene
    member = acting(there[0].body, Role.MEMBER)
    me = live.join(member, consultation)
    own = live.put_statement(me, "我的一条意见")
    live.cast_votes(me, [vote(one)])
    for step in (
        live.propose_moderation(there[0], own, "hide", "含有姓名"),
        live.propose_moderation(there[0], one, "merge", "意思相同", two),
    ):
        live.agree_moderation(there[1], step)
    said = page(member, "mine", consultation)
    assert "含有姓名" in said
    assert f"{path_of(member, 'vote', consultation)}?statement={two.id}" in said


def test_a_step_without_a_reason_comes_back_with_what_is_missing(scene: Any) -> None:
    there, consultation, (one, _two) = scene
    path = path_of(there[0], "statement", consultation, statement=one.id)
    assert send(there[0], path, what="step", action="hide", reason=" ").status_code == 422
    answer = send(there[0], path, what="step", action="merge", reason="同", target="99")
    assert answer.status_code == 422
    assert not Moderation.objects.exists()


def test_merging_is_filled_in_from_what_says_the_same(scene: Any) -> None:
    there, consultation, (one, two) = scene
    said = page(there[0], "statement", consultation, f"?into={one.number}", statement=two.id)
    assert f'value="{one.number}"' in said


def test_an_office_seeds_and_translates(scene: Any) -> None:
    there, consultation, (one, _two) = scene
    path = path_of(there[1], "seed", consultation)
    send(there[1], path, text="共建基地", language="zh-hans", source_note="联谊报 2021-05-27")
    assert Statement.objects.get(text="共建基地").source_note == "联谊报 2021-05-27"
    path = path_of(there[1], "statement", consultation, statement=one.id)
    send(there[1], path, what="translation", translation_language="en", translation="One")
    assert StatementTranslation.objects.get().text == "One"
    said = page(there[0], "consultation", consultation)
    assert '<p lang="en" class="voice other">One</p>' in said


def test_a_statement_that_is_too_long_keeps_what_was_typed(scene: Any) -> None:
    there, consultation, _two = scene
    live.join(there[0], consultation)
    answer = send(there[0], path_of(there[0], "put", consultation), text="长" * 141, language="en")
    assert answer.status_code == 422
    assert "长" * 141 in answer.content.decode()


def test_closing_asks_and_then_takes_the_word_of_two(scene: Any) -> None:
    there, consultation, _two = scene
    for who in there:
        path = path_of(who, "closing", consultation)
        assert 'value="close"' in text(client_of(who).get(path))
        assert not Closing.objects.exists()
        send(who, path, answer="close")
    assert Closing.objects.get().body_id == there[1].body_id
    assert Closing.objects.get().digest in page(there[0], "consultation", consultation)


def test_a_word_for_closing_is_taken_back(scene: Any) -> None:
    there, consultation, _two = scene
    path = path_of(there[0], "closing", consultation)
    send(there[0], path, answer="close")
    assert 'value="withdraw"' in text(client_of(there[0]).get(path))
    send(there[0], path, answer="withdraw")
    assert not ClosingCall.objects.exists()


def test_an_invitation_is_made_shown_with_its_code_and_ended(scene: Any) -> None:
    there, consultation, _two = scene
    path = path_of(there[0], "links", consultation)
    made = send(there[0], path, label="街坊", as_kind="guest", most="50")
    link = GuestLink.objects.get()
    shown = text(client_of(there[0]).get(made.url))
    assert "<svg" in shown and "style=" not in shown and "/c/" in shown
    more = {"guest_link": link.id}
    png = client_of(there[0]).get(path_of(there[0], "code", consultation, **more))
    assert png.content.startswith(b"\x89PNG")
    send(there[0], path_of(there[0], "revoke", consultation, **more))
    assert not GuestLink.objects.get().works


def test_the_other_side_does_not_see_an_offices_invitations(scene: Any) -> None:
    there, consultation, _two = scene
    link = live.make_guest_link(there[0], consultation, "街坊")
    assert "街坊" not in page(there[1], "links", consultation)
    for name in ("link", "code"):
        path = path_of(there[1], name, consultation, guest_link=link.id)
        assert client_of(there[1]).get(path).status_code == 404


def test_members_have_no_office_pages(scene: Any) -> None:
    there, consultation, _two = scene
    member = acting(there[0].body, Role.MEMBER)
    for name in ("moderation", "seed", "closing", "links"):
        assert client_of(member).get(path_of(member, name, consultation)).status_code == 403
    assert path_of(member, "moderation", consultation) not in page(
        member, "consultation", consultation
    )


def test_the_list_is_narrowed_by_state_words_and_topic(scene: Any) -> None:
    there, consultation, _two = scene
    topic = open_topic(there, consultation.partnership_id)
    about = {"topic": str(topic.id), "title": "另一次征询"}
    other = open_consultation(there, consultation.partnership, **about)
    timed(other, opens=-2, closes=-1)
    path = reverse("consultations:list", kwargs={"body": there[0].slug})

    def listed(query: str) -> tuple[bool, bool]:
        said = text(client_of(there[0]).get(path + query))
        return consultation.title in said, "另一次征询" in said

    assert listed("") == (True, True)
    assert listed("?stage=open") == (True, False)
    assert listed("?stage=closed") == (False, True)
    assert listed("?stage=coming") == (False, False)
    assert listed("?q=另一次") == (False, True)
    assert listed(f"?topic={topic.id}") == (False, True)
    assert listed("?topic=nonsense&stage=nonsense") == (True, True)


def test_it_stands_on_the_pages_of_its_topic_and_meeting() -> None:
    there = parties(2)
    partnership = found(there)
    topic, activity = open_topic(there, partnership.id), plan(there, partnership)
    about = {"topic": str(topic.id), "activity": str(activity.id), "title": "两处可见"}
    consultation = open_consultation(there, partnership, **about)
    for path in (topic.path(there[0].slug), activity.path(there[0].slug)):
        said = text(client_of(there[0]).get(path))
        assert "两处可见" in said and "consultation.open" in said
    (item,) = story_items.items(there[0], topic.id)
    assert item.path == consultation.path(there[0].slug)


def led_to(who: Any, path: str) -> str:
    """Return where a page leads on to."""
    answer: Any = client_of(who).get(path)
    return str(answer.url)


def test_opening_begins_in_the_only_partnership_or_asks_which(scene: Any) -> None:
    there, consultation, _two = scene
    path = reverse("consultations:start", kwargs={"body": there[0].slug})
    assert f"partnership={consultation.partnership_id}" in led_to(there[0], path)
    found(there)
    assert text(client_of(there[0]).get(path)).count("consultation.open") == 2


def test_the_form_of_opening_takes_what_is_typed(scene: Any) -> None:
    there, consultation, _two = scene
    form = reverse("acts:new", kwargs={"body": there[0].slug, "kind": "consultation.open"})
    shown = client_of(there[0]).get(f"{form}?partnership={consultation.partnership_id}")
    assert shown.status_code == 200
    typed = {k: v for k, v in words(title="表单征询").items() if k not in {"opens", "closes"}}
    typed |= {"opens": "2027-01-01T09:00", "closes": "2027-01-08T18:00", "action": "propose"}
    path = f"{form}?partnership={consultation.partnership_id}"
    assert send(there[0], path, **typed).status_code == 302


def test_the_desk_asks_to_take_part_then_to_go_on_then_nothing(scene: Any) -> None:
    there, consultation, (one, two) = scene
    member = acting(there[0].body, Role.MEMBER)

    def asked() -> list[str]:
        return [item.path for item in desk.items(member)]

    assert asked() == [consultation.path(member.slug)]
    me = live.join(member, consultation)
    assert asked() == [path_of(member, "vote", consultation)]
    live.cast_votes(me, [vote(one), vote(two)])
    assert asked() == []
    live.put_statement(me, "我自己的不算")
    assert asked() == []
    live.put_statement(live.join(there[1], consultation), "新的一条")
    assert asked() == [path_of(member, "vote", consultation)]


def test_the_desk_of_an_office_asks_for_its_answers(scene: Any) -> None:
    there, consultation, (one, _two) = scene
    live.propose_moderation(there[0], one, "hide", "与议题无关")
    live.propose_closing(there[0], consultation)
    paths = {path_of(there[1], name, consultation) for name in ("moderation", "closing")}
    assert paths <= {item.path for item in desk.items(there[1])}
    mine = {path_of(there[0], name, consultation) for name in ("moderation", "closing")}
    assert not mine & {item.path for item in desk.items(there[0])}


def test_no_page_or_answer_says_who_voted_what(scene: Any) -> None:
    there, consultation, (one, two) = scene
    member = acting(there[0].body, Role.MEMBER)
    me = live.join(member, consultation)
    live.cast_votes(me, [vote(one, -1, 1), vote(two, 1, 2)])
    names = ("consultation", "vote", "mine", "votes", "moderation", "closing", "links", "seed")
    for name in names:
        said = client_of(there[1]).get(path_of(there[1], name, consultation)).content.decode()
        for secret in (member.shown_as, str(me.id), str(member.account_id), str(member.person_id)):
            assert secret not in said, name
