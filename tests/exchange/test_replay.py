"""From the registers alone come the same needs, strengths and dispatches."""

from __future__ import annotations

import pytest

from tests.exchange.steps import offer_need, offer_strength, payload, report, send_people
from tests.parties import found, parties, pass_act
from tests.partnerships.steps import leave
from xieqiao.acts import gate
from xieqiao.acts.models import Act
from xieqiao.acts.payloads import ERASED
from xieqiao.acts.replay import replay
from xieqiao.acts.verify import verify
from xieqiao.exchange.models import Dispatch, OfferedNeed

pytestmark = [
    pytest.mark.django_db(databases=["default", "replay"]),
    pytest.mark.usefixtures("replay_database"),
    pytest.mark.database,
]


def test_every_kind_replays_to_the_same_rows() -> None:
    there = parties(3)
    partnership = found(there)
    lack = offer_need(there[0], partnership.id, by_when="2099-01-01", shown_for="两位委员")
    report(there[0], "need.revise", lack.id, title="换个说法")
    good = offer_strength(
        there[1],
        partnership.id,
        sector="Q",
        division="84",
        wanted_number=3,
        proof="办过",
        proof_when="2021",
        times_a_year=2,
        announced=True,
    )
    said = {"need": str(lack.id), "number": 2, "strengths": [str(good.id)]}
    words = payload("need.answer", **said)
    first_answer = gate.propose(there[1], "need.answer", words, partnership=partnership.id)
    gate.propose(
        there[2],
        "need.answer",
        words.model_copy(update={"strengths": []}),
        partnership=partnership.id,
    )
    report(there[1], "strength.revise", good.id, title="更好的说法")
    first = send_people(there, partnership.id, need=str(lack.id), persons=[{"shown_as": "甲"}])
    second = send_people(there, partnership.id)
    pass_act(
        there,
        "dispatch.revise",
        {"title": "改派", "sender": str(there[1].body_id), "number": 1},
        subject=first.id,
    )
    pass_act(
        there,
        "dispatch.report",
        {"report": "一", "reported_on": "2021", "finished": False},
        subject=first.id,
    )
    for who, kind in ((there[0], "dispatch.tell"), (there[1], "dispatch.thank")):
        told = payload(kind, dispatch=str(first.id), text="谢谢", on="2021-06")
        gate.propose(who, kind, told, partnership=partnership.id)
    report(there[1], "answer.withdraw", first_answer.subject_id, ending="人手不够")
    leave(there, there[2], partnership)
    pass_act(
        there[:2], "dispatch.report", {"report": "二", "reported_on": "2021-06"}, subject=first.id
    )
    pass_act(there[:2], "dispatch.call_off", {"why": "取消"}, subject=second.id)
    report(there[0], "need.close", lack.id, met=True, ending="解决了")
    report(there[1], "strength.withdraw", good.id)
    assert verify(workers=1).problems == []
    for seed in range(3):
        assert replay("default", seed=seed) == []


def test_erased_texts_are_gone_from_page_and_replay() -> None:
    there = parties(2)
    partnership = found(there)
    lack = offer_need(there[0], partnership.id, text="应当删去的话")
    sent = send_people(there, partnership.id, persons=[{"shown_as": "应当删去的名字"}])
    for row in (lack, sent):
        act = Act.objects.get(subject_id=row.id)
        pass_act(
            there if row is sent else there[:1],
            "content.erase",
            {"act_id": str(act.id), "why": "当事人要求"},
            subject=row.id,
        )
    assert OfferedNeed.objects.get().text == ERASED
    assert Dispatch.objects.get().persons.get().shown_as == ERASED
    assert replay("default", seed=7) == []
