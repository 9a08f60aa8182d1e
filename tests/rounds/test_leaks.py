"""Every page and form of a round, in two worlds that differ in what others did not put in.

As `tests/leaks` walks through the whole program: content, headers, lines of the log and the number
of questions to the database are the same byte for byte.
"""

from __future__ import annotations

from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.utils import timezone

from tests.leaks import hidden
from tests.leaks.stillness import Stillness
from tests.leaks.test_two_worlds import _difference
from tests.leaks.walk import Answer, Question, walk
from tests.matrix.addresses import of_a_body
from tests.parties import parties
from tests.rounds.steps import DIGITAL, FARMING, HEALTH, adopted, opened, run, somebody, wanted
from xieqiao.acts.access import Acting
from xieqiao.bodies.models import Account
from xieqiao.rounds import live, own, queries
from xieqiao.rounds.models import Entrant, Round

pytestmark = pytest.mark.django_db


class Worlds:
    """A round of three parties, up to what others keep for themselves."""

    def __init__(self, still: Stillness) -> None:
        self.still = still
        self.there = parties(3)
        self.round: Round = opened(self.there)
        for title in (HEALTH, FARMING):
            wanted(self.there[0], self.round, title)
        wanted(self.there[2], self.round, DIGITAL)
        for place, title in ((1, HEALTH), (1, "数字政府平台"), (2, FARMING), (0, DIGITAL)):
            somebody(self.there[place], self.round, Entrant.objects.count(), title)

    def asked(self, who: Acting) -> list[Question]:
        """Return all addresses of the room, about own people and about those of others."""
        people = [*Entrant.objects.filter(body=who.body_id), *Entrant.objects.all()]
        found = []
        for address in (one for one in of_a_body() if one.room == "rounds"):
            for person in people if "entrant" in address.takes else people[:1]:
                given = {"body": who.slug, "round": self.round.id}
                path = address.path(**given, entrant=person.id, number=1)
                found += [Question("get", path), Question("post", path)]
        found.append(Question("get", f"/b/{who.slug}/rounds/{self.round.id}/compare/?a=1&b=2"))
        return list(dict.fromkeys(found))

    def seen(self, who: Acting, seed: int, stage: str) -> dict[Question, Answer]:
        """Return all that a body sees where the second one keeps what the seed says."""
        client = Client()
        client.force_login(Account.objects.get(id=str(who.account_id)))
        with transaction.atomic():
            self.still.anew(f"world {seed}")
            hidden.fill(self.there[1].body, seed)
            self.still.anew("round")
            if stage != "gathering":
                self._goes_on()
            found = walk(client, who, self.asked(who), self.still)
            transaction.set_rollback(True)
        return found

    def _goes_on(self) -> None:
        first = run(self.there, self.round)
        round_ = adopted(self.there, self.round, first)
        row = queries.adopted_ours(self.there[1], round_)[0]
        today = timezone.localdate()
        told = own.tell(self.there[1], round_, row.entrant.id, row.need.id, today)
        own.answer(self.there[1], told, "refused", today, "届时出国")
        live.start_run(self.there[2], round_)


@pytest.mark.parametrize("stage", ["gathering", "refilled"])
def test_what_others_did_not_put_in_changes_nothing_on_any_page(
    monkeypatch: pytest.MonkeyPatch, stage: str
) -> None:
    worlds = Worlds(Stillness(monkeypatch))
    who = worlds.there[0]
    # The first walk of a process warms what it keeps in mind, such as compiled templates.
    _, one, other = (worlds.seen(who, seed, stage) for seed in (2, 2, 4))
    differing = [question for question in one if one[question] != other[question]]
    assert differing == [], _difference(differing[0], one[differing[0]], other[differing[0]])
    assert sum(answer.status == 200 for answer in one.values()) > len(one) // 4
    seen: Any = b"".join(answer.content for answer in one.values())
    assert "演示暗委员".encode() not in seen
    for row in Entrant.objects.exclude(body=who.body_id):
        assert str(row).encode() not in seen
    assert "届时出国".encode() not in seen
