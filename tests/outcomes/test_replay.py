"""From the registers alone come the same outcomes, submissions, actions, results and findings."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.outcomes.steps import (
    PDF,
    agree,
    answer,
    day,
    do,
    find,
    go_on,
    measure,
    page,
    receive,
    report,
    revise,
    said,
    submit,
)
from tests.parties import found, open_topic, parties, pass_act
from tests.partnerships.steps import leave
from xieqiao.acts.access import Acting
from xieqiao.acts.files import store_upload
from xieqiao.acts.models import Act
from xieqiao.acts.payloads import ERASED
from xieqiao.acts.replay import replay
from xieqiao.acts.verify import verify
from xieqiao.outcomes.models import Evidence, Instruction, Outcome, Progress, SubmittedFile

pytestmark = [
    pytest.mark.django_db(databases=["default", "replay"]),
    pytest.mark.usefixtures("replay_database"),
    pytest.mark.database,
]


def history(there: list[Acting]) -> Outcome:
    """Do everything that this room knows, once or twice."""
    partnership = found(there)
    topic = open_topic(there, partnership.id)
    outcome = agree(there, partnership, topic=topic.id, number="2025-17")
    revise(there, outcome)
    ref = store_upload(there[0], SimpleUploadedFile("签收单.pdf", PDF)).model_dump()
    sent = submit(there[0], outcome, files=[ref], answer_due=day(9))
    receive(there[0], sent, files=[ref])
    answer(there[0], sent, adoption="partly", reason="另议", files=[ref])
    answer(there[0], sent, adoption="fully")
    words = {"leader": {"shown_as": "演示领导 01"}, "wording": "请研究", "given_on": day(-1)}
    report(there[0], "submission.instruct", sent.id, **words)
    submit(there[1], outcome, recipient_kind="committee", recipient="县委")
    action = do(there, partnership.id, there[1], outcome=outcome.id)
    link = {"name": "公示", "link": "https://example.org/a"}
    go_on(there[1], action, files=[], links=[link])
    change = {"title": "改名", "responsible": str(there[0].body_id), "why": "商定"}
    pass_act(there, "action.change", change, subject=action.id)
    row = measure(there[1], partnership.id, action=action.id)
    report(there[1], "result.measure", row.id, on="2021-12", value="12.5")
    finding = find(there, partnership.id, action=action.id)
    pass_act(there, "finding.settle", {"how": "开了"}, subject=finding.id)
    pass_act(there, "action.close", {"ending": "done", "note": "做到了"}, subject=action.id)
    return outcome


@pytest.mark.parametrize("count", [2, 4])
def test_every_kind_replays_to_the_same_rows(count: int) -> None:
    there = parties(count)
    outcome = history(there)
    if count > 2:
        partnership: Any = outcome.partnership
        leave(there, there[-1], partnership)
        revise(there[:-1], outcome)
    assert verify(workers=1).problems == []
    for seed in range(3):
        assert replay("default", seed=seed) == []


def test_erased_texts_are_gone_from_pages_and_replay() -> None:
    there = parties(2)
    outcome = history(there)
    for act in Act.objects.filter(kind__in=["action.report_progress", "submission.instruct"]):
        who = [a for a in there if a.body_id == act.proposer_id]
        erase = {"act_id": str(act.id), "why": "当事人要求"}
        pass_act(who, "content.erase", erase, subject=act.subject_id)
    assert Progress.objects.get().text == ERASED
    assert Evidence.objects.get().link == ERASED
    assert Instruction.objects.get().leader == ERASED
    assert SubmittedFile.objects.filter(stage="sent").get().name == "签收单.pdf"
    assert ERASED in said(page(there[1], "outcome", outcome=outcome.id))
    assert replay("default", seed=7) == []
