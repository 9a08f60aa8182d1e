"""Rules 6 and 8, which the platform keeps: lapses at the deadline, and two proposals at once."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.acts.kinds import NoteText
from tests.parties import consent, found, parties
from xieqiao.acts import gate, queries, sweep
from xieqiao.acts.access import Acting
from xieqiao.acts.entries import read_entry
from xieqiao.acts.errors import Ended
from xieqiao.acts.models import Act, ActState, Draft, Entry
from xieqiao.bodies.models import Account

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def _overdue(everybody: list[Acting]) -> Act:
    space = found(everybody).id
    past = timezone.now() - timedelta(minutes=1)
    return gate.propose(
        everybody[0], "test.make", NoteText(text="甲"), partnership=space, deadline=past
    )


# Rule 6


def test_rule_6_a_deadline_ends_nothing_by_itself() -> None:
    everybody = parties(2)
    act = _overdue(everybody)
    assert act.state == ActState.OPEN
    assert consent(everybody[1], act).state == ActState.SEALED


def test_rule_6_at_the_deadline_the_platform_writes_a_lapse_for_the_proposer() -> None:
    everybody = parties(2)
    act = _overdue(everybody)
    assert sweep.run() == 1
    act.refresh_from_db()
    assert act.state == ActState.LAPSED
    entry = read_entry(Entry.objects.get(act=act.id, type="lapse").canonical)
    assert (entry.body, entry.actor.role) == (str(everybody[0].body_id), "platform")
    with pytest.raises(Ended):
        consent(everybody[1], act)
    assert sweep.run() == 0


def test_rule_6_taken_out_the_act_would_stay_open(monkeypatch: pytest.MonkeyPatch) -> None:
    everybody = parties(2)
    act = _overdue(everybody)
    monkeypatch.setattr(sweep, "due", Act.objects.none)
    assert sweep.run() == 0
    assert consent(everybody[1], act).state == ActState.SEALED


def test_rule_6_a_deadline_that_was_moved_meanwhile_ends_nothing() -> None:
    """The sweep looks first and writes later; between both the proposer gave more time."""
    everybody = parties(2)
    act = _overdue(everybody)
    later = timezone.now() + timedelta(days=7)
    gate.amend(everybody[0], act.id, NoteText(text="甲"), deadline=later)
    assert gate.lapse(act.id).state == ActState.OPEN
    assert not Entry.objects.filter(act=act.id, type="lapse").exists()


# Rule 8


def _two_at_once() -> tuple[Acting, Act, Act]:
    one, two = everybody = parties(2)
    space = found(everybody).id
    made = gate.propose(one, "test.make", NoteText(text="甲"), partnership=space)
    note = consent(two, made).subject_id
    first = gate.propose(one, "test.change", NoteText(text="乙"), subject=note)
    second = gate.propose(two, "test.change", NoteText(text="丙"), subject=note)
    return two, first, second


def _page(who: Acting, act: Act) -> str:
    client = Client()
    client.force_login(Account.objects.get(id=str(who.account_id)))
    path = reverse("acts:act", kwargs={"body": who.slug, "act": act.id})
    answer: Any = client.get(path)
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_rule_8_the_later_one_is_told_and_offered_to_withdraw(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    two, first, second = _two_at_once()
    names = {"body": two.slug}
    other = reverse("acts:act", kwargs=names | {"act": first.id})
    withdraw = reverse("acts:withdraw", kwargs=names | {"act": second.id}) + '"'
    page = _page(two, second)
    assert other in page
    assert page.count(withdraw) == 2
    monkeypatch.setattr(queries, "rivals_of", lambda found_: [])
    page = _page(two, second)
    assert other not in page
    assert page.count(withdraw) == 1


def test_rule_8_what_is_withdrawn_is_kept_as_a_draft() -> None:
    two, _, second = _two_at_once()
    client = Client()
    client.force_login(Account.objects.get(id=str(two.account_id)))
    path = reverse("acts:withdraw", kwargs={"body": two.slug, "act": second.id})
    client.post(path, {"acting": two.token, "keep": "1"})
    second.refresh_from_db()
    assert second.state == ActState.WITHDRAWN
    assert Draft.objects.get(body=two.body_id).payload["text"] == "丙"
