"""Several people at the same moment, in threads with connections of their own."""

from __future__ import annotations

import threading
from functools import partial
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection

from tests.acts.kinds import NoteText
from tests.parties import found, parties
from xieqiao.acts import gate
from xieqiao.acts.errors import ActError
from xieqiao.acts.models import Act, Entry
from xieqiao.acts.verify import verify

pytestmark = [pytest.mark.usefixtures("committed"), pytest.mark.database]


def _together(*jobs: Any) -> list[Any]:
    barrier = threading.Barrier(len(jobs))
    results: list[Any] = [None] * len(jobs)

    def run(place: int, job: Any) -> None:
        barrier.wait()
        try:
            results[place] = job()
        except ActError as error:
            results[place] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(jobs)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def test_all_consents_at_once_seal_once() -> None:
    everybody = parties(5)
    space = found(everybody).id
    act = gate.propose(everybody[0], "test.make", NoteText(text="甲"), partnership=space)
    digest = act.versions.get().digest
    consenting = [*everybody[1:], everybody[1]]
    _together(*(partial(gate.consent, who, act.id, digest) for who in consenting))
    assert Entry.objects.filter(act=act.id, type="seal").count() == 1
    assert Entry.objects.filter(act=act.id, type="consent").count() == 4
    assert Act.objects.get(id=act.id).state == "sealed"
    assert verify(workers=1).problems == []


def test_a_withdrawal_and_the_last_consent_at_once_give_one_of_both() -> None:
    one, two = parties(2)
    space = found([one, two]).id
    for _ in range(5):
        act = gate.propose(one, "test.make", NoteText(text="甲"), partnership=space)
        digest = act.versions.get().digest
        _together(partial(gate.withdraw, one, act.id), partial(gate.consent, two, act.id, digest))
        kinds = set(Entry.objects.filter(act=act.id).values_list("type", flat=True))
        assert ("seal" in kinds) != ("withdraw" in kinds)
    assert verify(workers=1).problems == []


def test_a_double_click_proposes_once() -> None:
    one, two = parties(2)
    space = found([one, two]).id
    act_id = uuid4()
    job = partial(
        gate.propose, one, "test.make", NoteText(text="甲"), partnership=space, act_id=act_id
    )
    results = _together(job, job, job)
    assert {r.id for r in results} == {act_id}
    assert Entry.objects.filter(act=act_id, type="propose").count() == 1
