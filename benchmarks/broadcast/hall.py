"""A consultation with statements and invited people, in a database of its own."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Made:
    """What clients need to know."""

    consultation: Any
    channel: str
    votes_path: str
    cookies: list[str]
    statements: list[str]


def make(people: int, statements: int) -> Made:
    """Return an open consultation of two bodies, through the gate as in earnest."""
    from django.core import signing
    from django.urls import reverse

    from tests.consultations.steps import in_the_room
    from tests.parties import found, parties
    from xieqiao.consultations import live
    from xieqiao.consultations.live.guests import token_of

    there = parties(2)
    consultation = in_the_room(there, found(there), guests=True)
    rows = [
        live.seed_statement(there[0], consultation, f"演示意见 {n}", demonstration=True)
        for n in range(1, statements + 1)
    ]
    link = live.make_guest_link(there[0], consultation, "压力试验", most=max(people, 1))
    name = f"guest-{consultation.id.hex}"
    cookies = []
    for _ in range(people):
        _participant, key = live.join_as_guest(link)
        salt = "xieqiao.consultations.guest"
        signed = signing.get_cookie_signer(salt=name + salt).sign(key)
        cookies.append(f"{name}={signed}")
    return Made(
        consultation,
        consultation.channel,
        reverse("consultations_root:votes", args=[token_of(link)]),
        cookies,
        [str(row.id) for row in rows],
    )


@dataclass(frozen=True)
class Checked:
    """Acknowledged votes against the database."""

    receipts: int
    keys: int
    missing: int
    votes: int
    voted: int
    outdated: int

    @property
    def right(self) -> bool:
        """Whether each acknowledged vote is there, and none counts twice."""
        once = self.receipts == self.keys and self.votes == self.voted
        return once and not self.missing and not self.outdated


def check(consultation: Any, acknowledged: Iterable[str], newest: Iterable[str] = ()) -> Checked:
    """Return how the database stands to what was acknowledged.

    `newest` are the keys of each person's last acknowledged votes: these must be what counts.
    """
    from xieqiao.consultations.models import Vote, VoteReceipt

    rows = VoteReceipt.objects.filter(statement__consultation=consultation)
    keys = [str(key) for key in rows.values_list("key", flat=True)]
    votes = Vote.objects.filter(statement__consultation=consultation)
    counting = {str(key) for key in votes.values_list("key", flat=True)}
    places = set(rows.values_list("participant", "statement"))
    return Checked(
        receipts=len(keys),
        keys=len(set(keys)),
        missing=len(set(acknowledged) - set(keys)),
        votes=votes.count(),
        voted=len(places),
        outdated=len(set(newest) - counting),
    )
