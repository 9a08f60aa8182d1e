"""Comments on a topic: live until it is closed, then frozen with their digest."""

from __future__ import annotations

import pytest

from tests.parties import acting, body, found, parties
from tests.topics.steps import close, open_act, page, payload, post, raise_topic, text
from xieqiao.acts import gate
from xieqiao.acts.errors import BadPayload, NotAllowed
from xieqiao.acts.matter import NotByActs, gate_open
from xieqiao.topics import live
from xieqiao.topics.models import TopicComment

pytestmark = pytest.mark.django_db


def test_anybody_of_a_party_comments_and_all_read_it() -> None:
    there = parties(2)
    topic = raise_topic(there, found(there))
    member = acting(there[1].body, "member")
    path = f"{topic.path(member.slug)}comment/"
    assert post(member, path, text="建议先摸底。").status_code == 302
    assert "建议先摸底。" in text(page(there[0], "topic", topic=topic.id))


@pytest.mark.parametrize("words", ["", "   ", "x" * 2001, "有\u202e隐藏方向"])
def test_what_cannot_be_written_comes_back_with_the_reason(words: str) -> None:
    there = parties(2)
    topic = raise_topic(there, found(there))
    answer = post(there[0], f"{topic.path(there[0].slug)}comment/", text=words)
    assert answer.status_code == 422
    assert 'id="comment-error"' in answer.content.decode()
    assert not TopicComment.objects.exists()


def test_observers_and_strangers_do_not_comment() -> None:
    there = parties(2)
    topic = raise_topic(there, found(there))
    with pytest.raises(NotAllowed):
        live.comment(acting(there[0].body, "observer"), topic, "一")
    with pytest.raises(NotAllowed):
        live.comment(acting(body(9)), topic, "一")


def test_closing_freezes_exactly_the_comments_that_were_read() -> None:
    there = parties(2)
    topic = raise_topic(there, found(there))
    live.comment(there[0], topic, "一")
    stale = {"comments": live.comments_mark(topic.id)}
    live.comment(there[1], topic, "二")
    with pytest.raises(BadPayload) as caught:
        gate.propose(there[0], "topic.close", payload("topic.close", **stale), subject=topic.id)
    assert caught.value.errors[0][0] == "comments"
    closed = close(there, topic)
    assert closed.comments_count == 2
    assert closed.comments_digest == live.live_digest(topic.id)
    with pytest.raises(live.Frozen):
        live.comment(there[0], topic, "三")
    assert list(live.check_digests("default")) == []


def test_while_closing_waits_for_consent_nobody_adds_and_after_a_withdrawal_they_may() -> None:
    there = parties(2)
    topic = raise_topic(there, found(there))
    words = {"comments": live.comments_mark(topic.id)}
    act = open_act(there[0], "topic.close", words, subject=topic.id)
    with pytest.raises(live.Frozen):
        live.comment(there[1], topic, "等等")
    gate.withdraw(there[0], act.id)
    assert live.comment(there[1], topic, "等等").text == "等等"


def test_a_changed_comment_is_found_and_nobody_else_writes_them() -> None:
    there = parties(2)
    topic = raise_topic(there, found(there))
    said = live.comment(there[0], topic, "一")
    close(there, topic)
    with pytest.raises(NotByActs):
        TopicComment.objects.filter(id=said.id).update(text="改")
    with gate_open("live"):
        TopicComment.objects.filter(id=said.id).update(text="改")
    assert [str(topic.id) in fault for fault in live.check_digests("default")] == [True]
