"""Two worlds that differ only in what other bodies keep for themselves look the same to an asker.

Every address of the program, read out of its configuration, with what somebody might type into it:
pages, exports, error pages, headers, lines of the log and the number of questions to the database
are the same byte for byte, whomever a partner has and has not released. `LEAKS=all` walks
as every role and over more pairs of worlds.
"""

from __future__ import annotations

import difflib
import os
from typing import Any
from uuid import UUID

import pytest
from django.db import transaction
from django.test import Client

from tests.demo_loaded import Demo
from tests.leaks import hidden
from tests.leaks.stillness import Stillness
from tests.leaks.walk import Answer, Question, questions, walk
from xieqiao.acts import gate
from xieqiao.acts.kinds import kind_named
from xieqiao.bodies.middleware import acting_for
from xieqiao.bodies.models import Body
from xieqiao.bodies.roles import Role
from xieqiao.exchange.models import OfferedNeed

pytestmark = pytest.mark.django_db

ASKER, PARTNER, STRANGER = "deqing", "huangpu", "dongling"
ANSWER = UUID("6f0d1d3e-1111-4222-8333-944445555666")
ALL = os.environ.get("LEAKS") == "all"
ROLES = list(Role) if ALL else [Role.SECRETARY_GENERAL]
PAIRS = [(1, 2), (3, 4), (5, 8)] if ALL else [(1, 2)]


@pytest.fixture
def need(demo: Demo) -> Any:
    """A need of the asker, which partners were shown."""
    acting = demo.acting(ASKER, "secretary_general")
    space = demo.act("deqing-huangpu/found").space_id
    said = {"title": "想学城市大脑和数字政府的做法", "text": "请来讲一讲", "announced": True}
    words = kind_named("need.offer").payload.model_validate(said)
    act = gate.propose(acting, "need.offer", words, partnership=space)
    return OfferedNeed.objects.get(id=act.subject_id)


class Worlds:
    """One world up to what others keep for themselves, and walks through it."""

    def __init__(self, demo: Demo, need: Any, still: Stillness) -> None:
        self.demo, self.need, self.still = demo, need, still
        self.others = [Body.objects.get(slug=slug) for slug in (PARTNER, STRANGER)]
        asker = Body.objects.get(slug=ASKER)
        self.asked = questions(asker, self.others, need.partnership_id)

    def seen(self, client: Client, acting: Any, seed: int) -> dict[Question, Answer]:
        """Return all that somebody sees where others keep what the seed says."""
        with transaction.atomic():
            self.still.anew(f"world {seed}")
            for body in self.others:
                hidden.fill(body, seed)
            office = self.demo.account(PARTNER, "clerk")
            hidden.work(self.others[0], office, self.need, seed)
            self._release()
            found = walk(client, acting, self.asked, self.still)
            transaction.set_rollback(True)
        return found

    def _release(self) -> None:
        """Let the partner's office release the same answer in every world."""
        self.still.anew("release")
        said = {"need": str(self.need.id), "number": 3, "text": "我们可以出力"}
        words = kind_named("need.answer").payload.model_validate(said)
        office = self.demo.acting(PARTNER, "clerk")
        gate.propose(
            office, "need.answer", words, partnership=self.need.partnership_id, act_id=ANSWER
        )


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("pair", PAIRS)
def test_what_others_keep_for_themselves_changes_nothing(
    demo: Demo, need: Any, monkeypatch: Any, role: str, pair: tuple[int, int]
) -> None:
    account = demo.account(ASKER, role)
    client = Client(raise_request_exception=False)
    client.force_login(account)
    acting = acting_for(account, ASKER)
    assert acting is not None
    worlds = Worlds(demo, need, Stillness(monkeypatch))
    one, other = (worlds.seen(client, acting, seed) for seed in pair)
    differing = [question for question in worlds.asked if one[question] != other[question]]
    told = [_difference(question, one[question], other[question]) for question in differing[:5]]
    assert not differing, f"{len(differing)} answers differ:\n" + "\n".join(told)
    assert sum(answer.status == 200 for answer in one.values()) > len(worlds.asked) // 10


def test_the_walk_sees_what_was_released(demo: Demo, need: Any, monkeypatch: Any) -> None:
    account = demo.account(ASKER, Role.SECRETARY_GENERAL)
    client = Client()
    client.force_login(account)
    worlds = Worlds(demo, need, Stillness(monkeypatch))
    page = Question("get", need.path(ASKER))
    worlds.asked = [page]
    seen = worlds.seen(client, demo.acting(ASKER, Role.SECRETARY_GENERAL), 1)
    assert "我们可以出力" in seen[page].content.decode()


def test_the_office_itself_sees_a_difference(demo: Demo, need: Any, monkeypatch: Any) -> None:
    """The two worlds do differ: who asks on the partner's own side sees it."""
    account = demo.account(PARTNER, "clerk")
    client = Client()
    client.force_login(account)
    worlds = Worlds(demo, need, Stillness(monkeypatch))
    page = Question("get", f"/b/{PARTNER}/needs/{need.id}/people/")
    worlds.asked = [page]
    one, other = (worlds.seen(client, demo.acting(PARTNER, "clerk"), seed) for seed in (1, 2))
    assert one[page].content != other[page].content


def _difference(question: Question, one: Answer, other: Answer) -> str:
    said = f"{question.method} {question.path}: {one.status} / {other.status}"
    for name in ("queries", "logged", "headers"):
        if getattr(one, name) != getattr(other, name):
            said += f"\n  {name}: {getattr(one, name)!r} / {getattr(other, name)!r}"
    lines = difflib.unified_diff(
        one.content.decode("utf-8", "replace").splitlines(),
        other.content.decode("utf-8", "replace").splitlines(),
        lineterm="",
        n=0,
    )
    return "\n  ".join([said, *list(lines)[:12]])
