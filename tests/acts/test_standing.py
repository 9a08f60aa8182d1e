"""A standing consent: its holder decides alone, citing it, until a giver takes it back."""

from __future__ import annotations

import pytest

from tests.acts.kinds import NoteText
from tests.parties import consent, found, parties, pass_act
from xieqiao.acts import gate
from xieqiao.acts.entries import EntryType, read_entry
from xieqiao.acts.kinds import kind_named
from xieqiao.acts.models import Entry, Subject
from xieqiao.acts.verify import verify

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def test_the_holder_decides_alone_until_a_giver_takes_it_back() -> None:
    host, *givers = everybody = parties(3)
    space = found(everybody).id
    fields = {"holder": str(host.body_id), "sorts": ["schedule"]}
    pass_act(everybody, "delegation.grant", fields, partnership=space)
    act = pass_act(everybody, "test.plan", {"text": "甲"}, partnership=space)
    alone = gate.propose(host, "test.shift", NoteText(text="乙"), subject=act.subject_id)
    assert alone.state == "sealed"
    entry = read_entry(Entry.objects.get(act=alone.id, type="propose").canonical)
    grants = Subject.objects.filter(type="standing").values_list("id", flat=True)
    assert {b.id for b in entry.binding} == {str(g) for g in grants}

    other = gate.propose(givers[0], "test.shift", NoteText(text="丙"), subject=act.subject_id)
    assert other.state == "open", "who is not the holder needs the others"
    gate.withdraw(givers[0], other.id)

    own = next(
        s for s in Subject.objects.filter(type="standing") if s.label == str(givers[0].body_id)
    )
    back = gate.propose(
        givers[0], "delegation.revoke", kind_named("delegation.revoke").payload(), subject=own.id
    )
    assert back.state == "sealed", "each giver takes its own back alone"
    later = gate.propose(host, "test.shift", NoteText(text="丁"), subject=act.subject_id)
    assert later.state == "open"
    consent(givers[0], later)
    assert consent(givers[1], later).state == "sealed"
    assert verify(workers=1).problems == []
    assert Entry.objects.filter(type=EntryType.SEAL).count() == 6
