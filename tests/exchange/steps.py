"""What the tests of this room, and of members' initiatives, do again and again."""

from __future__ import annotations

import re
from typing import Any
from uuid import UUID

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.parties import pass_act
from xieqiao.acts import gate
from xieqiao.acts.access import Acting
from xieqiao.acts.kinds import kind_named
from xieqiao.bodies.models import Account, Person
from xieqiao.exchange import consents
from xieqiao.exchange.models import Dispatch, Need, OfferedNeed, OfferedStrength, Strength


class Browser(Client):
    """A browser of somebody who acts for a body, in Chinese unless said otherwise."""

    def __init__(self, who: Acting, language: str = "zh-hans") -> None:
        super().__init__(headers={"accept-language": language})
        self.who = who
        self.force_login(Account.objects.get(id=str(who.account_id)))

    def path(self, name: str, **kwargs: Any) -> str:
        """Return the path of a page of the own body."""
        return reverse(name, kwargs={"body": self.who.slug, **kwargs})

    def open(self, name: str, query: str = "", **kwargs: Any) -> Any:
        """Open a page of the own body."""
        return self.get(self.path(name, **kwargs) + query)

    def read(self, name: str, query: str = "", **kwargs: Any) -> str:
        """Return the text of a page of the own body; it must be there."""
        answer = self.open(name, query, **kwargs)
        assert answer.status_code == 200, answer.status_code
        return str(answer.content.decode())

    def send(self, name: str, fields: dict[str, Any] | None = None, **kwargs: Any) -> Any:
        """Send a form of the own body, with its mark."""
        data = {"acting": self.who.token, **(fields or {})}
        return self.post(self.path(name, **kwargs), data)


def text(answer: Any) -> str:
    """Return a page's text."""
    return str(answer.content.decode())


def form_of(answer: Any) -> dict[str, Any]:
    """Return the fields of an act's form as the page shows them, and what it carries along."""
    nodes = answer.context["form"].nodes
    fields = {node.name: node.value for node in nodes if not node.shape.grouped}
    carried = re.findall(r'<input type="hidden" name="(act_id|seen)" value="([^"]*)"', text(answer))
    return fields | dict(carried)


def payload(kind: str, /, **fields: Any) -> Any:
    """Return the payload of a kind."""
    return kind_named(kind).payload.model_validate(fields)


def need(who: Acting, **fields: Any) -> Need:
    """Return a need on the own list."""
    return Need.objects.create(body_id=who.body_id, **{"title": "想学城市大脑", **fields})


def strength(who: Acting, **fields: Any) -> Strength:
    """Return a strength on the own list."""
    return Strength.objects.create(body_id=who.body_id, **{"title": "医共体经验", **fields})


def offer_need(who: Acting, partnership: UUID, **fields: Any) -> OfferedNeed:
    """Return a need that partners were shown."""
    words = payload("need.offer", **{"title": "想学城市大脑", **fields})
    act = gate.propose(who, "need.offer", words, partnership=partnership)
    return OfferedNeed.objects.get(id=act.subject_id)


def offer_strength(who: Acting, partnership: UUID | None, **fields: Any) -> OfferedStrength:
    """Return a strength that partners were shown."""
    words = payload("strength.offer", **{"title": "医共体经验", **fields})
    act = gate.propose(who, "strength.offer", words, partnership=partnership)
    return OfferedStrength.objects.get(id=act.subject_id)


def report(who: Acting, kind: str, subject: UUID, **fields: Any) -> Any:
    """Return an act of reported matter, in force at once."""
    return gate.propose(who, kind, payload(kind, **fields), subject=subject)


def send_people(there: list[Acting], partnership: UUID, **fields: Any) -> Dispatch:
    """Return a dispatch from the first to the second that all have agreed on."""
    words = {
        "title": "派两名委员对接",
        "sender": str(there[0].body_id),
        "receiver": str(there[1].body_id),
        "number": 2,
        **fields,
    }
    act = pass_act(there, "dispatch.confirm", words, partnership=partnership)
    return Dispatch.objects.get(id=act.subject_id)


def consented(who: Acting, row: Strength) -> Strength:
    """Return a strength whose person lets it be used."""
    consents.record(who, row, "spoken", "", timezone.localdate())
    return row


def person(who: Acting, number: int = 12, **fields: Any) -> Person:
    """Return somebody in the directory of a body."""
    return Person.objects.create(body=who.body, name=f"演示委员 {number:03}", **fields)


def skill(who: Acting, number: int = 12, **fields: Any) -> Strength:
    """Return a member's strength that may be used."""
    row = strength(who, origin="member", person=person(who, number), **fields)
    return consented(who, row)
