"""What has had no receipt, answer, news or remedy, for how long, and whose turn it is."""

from __future__ import annotations

from typing import Any

import pytest

from tests.outcomes.steps import (
    agree,
    answer,
    day,
    do,
    find,
    go_on,
    long_ago,
    page,
    receive,
    said,
    submit,
)
from tests.parties import acting, body, found, parties, pass_act
from tests.partnerships.steps import leave
from xieqiao.acts.access import Acting
from xieqiao.outcomes import trails
from xieqiao.outcomes.models import Action, Finding
from xieqiao.outcomes.trails import What

pytestmark = pytest.mark.django_db


def cold(who: Acting) -> set[What]:
    """Return in which lists there is something."""
    return {what for what, find_ in trails.FINDERS.items() if find_(who).exists()}


def trail_of(who: Acting, what: What) -> trails.Trail:
    """Return the only cold trail of a sort."""
    return trails.trail(what, trails.FINDERS[what](who).get())


@pytest.mark.parametrize(
    ("sent", "received", "expected"),
    [
        (13, None, set()),
        (14, None, {What.RECEIPT}),
        (89, None, {What.RECEIPT}),
        (90, None, {What.ANSWER}),
        (60, 29, set()),
        (60, 30, {What.ANSWER}),
    ],
)
def test_a_submission_goes_cold(sent: int, received: int | None, expected: set[What]) -> None:
    there = parties(2)
    row = submit(there[0], agree(there), sent_on=day(-sent))
    if received is not None:
        receive(there[0], row, received_on=day(-received))
    assert cold(there[1]) == expected


def test_an_answer_ends_it() -> None:
    there = parties(2)
    row = submit(there[0], agree(there), sent_on=day(-200))
    assert cold(there[0]) == {What.ANSWER}
    answer(there[0], row)
    assert cold(there[0]) == set()


def test_an_agreed_day_for_the_answer_counts_instead() -> None:
    there = parties(2)
    outcome = agree(there)
    patient = submit(there[0], outcome, sent_on=day(-200), answer_due=day(5))
    receive(there[0], patient, received_on=day(-199))
    assert cold(there[0]) == set()
    late = submit(there[0], outcome, sent_on=day(-9), answer_due=day(-1))
    trail = trail_of(there[0], What.ANSWER)
    assert trail.row.id == late.id
    assert trail.overdue


def test_a_month_counts_from_its_last_day() -> None:
    there = parties(2)
    submit(there[0], agree(there), sent_on=day(0)[:7])
    assert cold(there[0]) == set()
    submit(there[0], agree(there), sent_on=str(int(day(0)[:4]) - 2))
    trail = trail_of(there[0], What.ANSWER)
    assert 365 < trail.days < 731


def test_an_action_goes_cold_without_news() -> None:
    there = parties(2)
    action = do(there, found(there).id, there[1], due=day(90))
    go_on(there[1], action, on=day(-59))
    assert cold(there[0]) == set()
    action = do(there, action.partnership_id, there[1], due=None)
    long_ago(action, 61)
    trail = trail_of(there[0], What.NEWS)
    assert trail.party == there[1].body
    assert trail.days == 61
    go_on(there[1], action, state="done")
    assert cold(there[0]) == set()


def test_an_overdue_action_stands_in_one_list_only() -> None:
    there = parties(2)
    action = do(there, found(there).id, there[1], due=day(-12), happened=day(-99))
    long_ago(action, 99)
    assert cold(there[0]) == {What.LATE}
    trail = trail_of(there[0], What.LATE)
    assert (trail.days, trail.overdue) == (12, True)
    go_on(there[1], action, state="done")
    assert cold(there[0]) == set()


def test_a_finding_that_is_not_settled() -> None:
    there = parties(2)
    row = find(there, found(there).id, asked_of=str(there[1].body_id))
    assert cold(there[0]) == set()
    long_ago(row, 60)
    assert trail_of(there[0], What.FINDING).party == there[1].body
    pass_act(there, "finding.settle", {"how": "开了"}, subject=row.id)
    assert cold(there[0]) == set()


def test_the_page_groups_sentences_by_whose_turn_it_is() -> None:
    there = parties(3)
    outcome = agree(there)
    for who, name in ((there[0], "甲县政府"), (there[1], "乙县政府")):
        row = submit(who, outcome, recipient=name, sent_on=day(-80))
        receive(who, row, received_on=day(-45))
    shown = said(page(there[0], "cold_trails"))
    assert "甲县政府已收到，45 天没有答复" in shown
    assert "乙县政府已收到，45 天没有答复" in shown
    ours = shown[shown.index("等我方") :].split("</section>")[0]
    assert "甲县政府" in ours
    assert "乙县政府" not in ours
    assert "2 件久无答复或进展" in shown


def test_each_sort_has_its_own_sentence() -> None:
    there = parties(2)
    outcome = agree(there)
    space = outcome.partnership_id
    submit(there[0], outcome, sent_on=day(-20))
    submit(there[0], outcome, sent_on=day(-100))
    do(there, space, there[0], title="晚了", due=day(-3), happened=day(-9))
    long_ago(do(there, space, there[0], title="静了", due=None), 70)
    long_ago(find(there, space, title="没改"), 70)
    sentences = {
        "receipt": "县政府 20 天没有签收",
        "answer": "县政府 100 天没有答复",
        "late": "“晚了”超期 3 天，没有报完成",
        "news": "“静了” 70 天没有进展消息",
        "finding": "“没改”指出滞后，70 天仍未落实",
    }
    for what, sentence in sentences.items():
        assert sentence in said(page(there[1], "cold_trails", f"?what={what}"))
    assert "晚了" in said(page(there[1], "cold_trails", "?what=nonsense"))


def test_one_partnership_can_be_chosen() -> None:
    there = parties(3)
    here, elsewhere = found(there[:2], title="甲"), found([there[0], there[2]], title="乙")
    do(there[:2], here.id, there[0], title="此处", due=day(-3), happened=day(-9))
    do([there[0], there[2]], elsewhere.id, there[0], title="彼处", due=day(-3), happened=day(-9))
    shown = said(page(there[0], "cold_trails", f"?partnership={here.id}"))
    assert "此处" in shown
    assert "彼处" not in shown


def test_who_left_and_strangers_have_no_cold_trails() -> None:
    there = parties(3)
    partnership = found(there)
    submit(there[0], agree(there, partnership), sent_on=day(-200))
    leave(there, there[2], partnership)
    assert cold(there[1]) == {What.ANSWER}
    assert cold(there[2]) == set()
    assert cold(acting(body(9))) == set()


def test_a_closed_action_and_a_settled_finding_are_not_missed() -> None:
    there = parties(2)
    action = do(there, found(there).id, there[0], due=day(-3), happened=day(-9))
    pass_act(there, "action.close", {"ending": "done"}, subject=action.id)
    row: Any = find(there, action.partnership_id)
    long_ago(row, 99)
    pass_act(there, "finding.settle", {"how": "开了"}, subject=row.id)
    assert (Action.objects.count(), Finding.objects.count()) == (1, 1)
    assert cold(there[0]) == set()
