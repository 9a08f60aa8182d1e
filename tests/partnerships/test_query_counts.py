"""Pages and questions take as many queries for a thousand rows as for ten."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest
from django.utils import timezone

from tests.counting import FEW, MANY, queries_of, visit
from tests.parties import found, parties
from tests.partnerships.steps import adopt, payload, set_up
from xieqiao.acts import gate
from xieqiao.acts.access import Acting
from xieqiao.acts.matter import gate_open
from xieqiao.acts.models import Act, Seat, Space, Version
from xieqiao.partnerships import desk
from xieqiao.partnerships.models import (
    Agreement,
    Mechanism,
    MechanismHost,
    Partnership,
    Party,
    SectionExchange,
)
from xieqiao.partnerships.rhythm import rule_text
from xieqiao.partnerships.words import Rhythm

pytestmark = pytest.mark.django_db


def more_partnerships(there: list[Acting], count: int) -> None:
    """Write rows as founding acts would; some of them were left."""
    now = timezone.now()
    ids = [uuid4() for _ in range(count)]
    Space.objects.bulk_create(Space(id=i) for i in ids)
    common = {"revision": 0, "in_force_at": now, "kind": "other", "founded_at": now}
    with gate_open("acts"):
        Partnership.objects.bulk_create(
            Partnership(id=i, title=f"合作 {n}", **common) for n, i in enumerate(ids)
        )
        Party.objects.bulk_create(
            Party(id=uuid4(), partnership_id=i, body=a.body, joined_at=now)
            for i in ids
            for a in there
        )
    Seat.objects.bulk_create(
        Seat(space_id=i, body=a.body, joined_at=now, left_at=now if n % 5 == 0 else None)
        for n, i in enumerate(ids)
        for a in there
    )


def more_matter(partnership: Partnership, host: Acting, count: int) -> None:
    """Write agreements, mechanisms and exchanges as acts would."""
    now, first = timezone.now(), date(2024, 1, 10)
    common = {"partnership": partnership, "revision": 0, "in_force_at": now}
    rhythm = {"rhythm": "yearly", "first_date": first, "rule": rule_text(Rhythm.YEARLY, first)}
    with gate_open("acts"):
        Agreement.objects.bulk_create(
            Agreement(id=uuid4(), title="协议", valid_to=timezone.localdate(), **common)
            for _ in range(count)
        )
        mechanisms = Mechanism.objects.bulk_create(
            Mechanism(id=uuid4(), kind="research", **rhythm, **common) for _ in range(count)
        )
        MechanismHost.objects.bulk_create(
            MechanismHost(id=uuid4(), mechanism=m, body=host.body) for m in mechanisms
        )
        SectionExchange.objects.bulk_create(
            SectionExchange(id=uuid4(), title="交流", **common) for _ in range(count)
        )


def more_acts(like: Act, count: int) -> None:
    """Write acts that look like a given one."""
    version = Version.objects.get(act=like)
    fields = ("space_id", "kind", "proposer_id", "subject_id", "state", "proposed_at", "ended_at")
    common = {name: getattr(like, name) for name in fields}
    acts = Act.objects.bulk_create(Act(id=uuid4(), **common) for _ in range(count))
    kept = ("entry_id", "structural_id", "erasable_id", "moves_json", "at", "role")
    same = {name: getattr(version, name) for name in kept}
    Version.objects.bulk_create(Version(act=act, number=1, **same) for act in acts)


def test_the_list() -> None:
    there = parties(2)
    more_partnerships(there, FEW)
    open_it = visit(there[0], "partnerships:list")
    few = queries_of(open_it)
    more_partnerships(there, MANY)
    assert queries_of(open_it) == few


PAGES = ("partnership", "history", "standing", "agreements", "mechanisms", "exchanges")


def test_a_partnership_s_pages() -> None:
    there = parties(2)
    partnership = found(there)
    set_up(there, partnership)
    sealed = Act.objects.get(kind="mechanism.set_up")
    words = payload("partnership.revise", title="新", kind="league")
    waiting = gate.propose(there[0], "partnership.revise", words, subject=partnership.id)
    pages = {
        name: visit(there[1], f"partnerships:{name}", partnership=partnership.id) for name in PAGES
    }
    taken: list[dict[str, int]] = []
    for count in (FEW, MANY):
        more_matter(partnership, there[0], count)
        more_acts(sealed, count)
        more_acts(waiting, count)
        taken.append({name: queries_of(open_it) for name, open_it in pages.items()})
    assert taken[0] == taken[1]


def test_an_agreement_with_many_versions() -> None:
    there = parties(2)
    partnership = found(there)
    agreement = adopt(there, partnership)
    sealed = Act.objects.get(kind="agreement.adopt")
    open_it = visit(there[1], "partnerships:agreement", agreement=agreement.id)
    more_acts(sealed, FEW)
    few = queries_of(open_it)
    more_acts(sealed, MANY)
    assert queries_of(open_it) == few


def test_the_desk() -> None:
    there = parties(2)
    partnership = found(there)
    more_matter(partnership, there[0], FEW)
    few = queries_of(lambda: desk.items(there[1]))
    more_partnerships(there, FEW)
    more_matter(partnership, there[0], MANY)
    assert queries_of(lambda: desk.items(there[1])) == few
