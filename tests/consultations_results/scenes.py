"""Consultations with votes, for the tests of pages and minutes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from django.test import Client
from django.urls import reverse

from tests.consultations.steps import in_the_room, statements
from tests.parties import found, parties
from xieqiao.acts.access import Acting
from xieqiao.bodies.models import Account
from xieqiao.consultations import live
from xieqiao.consultations.live.rehearsing import Invented, rehearse
from xieqiao.consultations.models import Consultation
from xieqiao.consultations.words import TakesPartAs

Chance = Callable[[int, int], float]


def usual(side: int, number: int) -> float:
    """Return the chance of agreeing: four statements in common, then four that differ."""
    return 0.97 if number <= 4 else 0.9 if side == number % 2 else 0.1


def vote(
    consultation: Consultation,
    bodies: Sequence[Any],
    sizes: Sequence[int],
    chance: Chance = usual,
    count: int = 8,
) -> None:
    """Let so many invented people of each body vote on the statements; None is a guest."""
    draw, people = np.random.default_rng(7), []
    for side, (body, size) in enumerate(zip(bodies, sizes, strict=True)):
        for _ in range(size):
            votes = {
                number: 1 if draw.random() < chance(side, number) else -1
                for number in range(1, count + 1)
            }
            kind = TakesPartAs.MEMBER if body else TakesPartAs.GUEST
            people.append(Invented(body, kind, votes))
    rehearse(consultation, people)


def voted(
    sizes: Sequence[int] = (20, 20), there: list[Acting] | None = None, **fields: Any
) -> tuple[list[Acting], Any, Consultation]:
    """Return parties, their partnership, and a closed consultation with eight statements."""
    there, partnership, row = voting(sizes, there, **fields)
    return there, partnership, close(there, row)


def voting(
    sizes: Sequence[int] = (20, 20), there: list[Acting] | None = None, **fields: Any
) -> tuple[list[Acting], Any, Consultation]:
    """Return parties, their partnership, and an open consultation with eight statements."""
    there = there or parties(len(sizes))
    partnership = found(there)
    row = in_the_room(there, partnership, demonstration=True, **fields)
    statements(there[0], row, 8)
    vote(row, [who.body_id for who in there], sizes)
    return there, partnership, row


def close(there: Sequence[Acting], consultation: Consultation) -> Consultation:
    """Close a consultation by the word of two parties."""
    for who in there[:2]:
        live.propose_closing(who, consultation)
    closed: Consultation = Consultation.objects.select_related("closing").get(id=consultation.id)
    return closed


def client_of(who: Acting, language: str = "en") -> Client:
    """Return a browser that somebody is signed in with."""
    client = Client(headers={"accept-language": language})
    client.force_login(Account.objects.get(id=str(who.account_id)))
    return client


def page(who: Acting, name: str, consultation: Any, query: str = "", **kw: Any) -> Any:
    """Return the answer that somebody gets for a page of a result."""
    where = {"body": who.slug, "consultation": consultation.id}
    return client_of(who, **kw).get(reverse(f"consultations:{name}", kwargs=where) + query)


def text(answer: Any) -> str:
    """Return the page's text; it must be there."""
    assert answer.status_code == 200, answer.status_code
    return str(answer.content.decode())
