"""Pages and questions take as many queries for a thousand rows as for ten."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone

from tests.counting import FEW, MANY, queries_of, visit
from tests.outcomes.steps import agree, day, do, find, go_on, handler, measure, unit
from tests.outcomes.steps import submit as submit_one
from tests.parties import open_topic, parties
from xieqiao.acts.matter import gate_open
from xieqiao.outcomes import desk, story_items
from xieqiao.outcomes.models import (
    Action,
    AddressedAction,
    AddressedSubmission,
    Evidence,
    Finding,
    Indicator,
    Instruction,
    Measure,
    Outcome,
    Progress,
    Submission,
)

pytestmark = pytest.mark.django_db


class Stock:
    """One thing of each sort, and as many more as are wanted, written as acts would."""

    def __init__(self, count: int = 2) -> None:
        self.there = parties(count)
        self.topic: Any = None
        outcome: Any = agree(self.there)
        self.topic = open_topic(self.there, outcome.partnership_id)
        self.outcome: Any = agree(self.there, outcome.partnership, topic=self.topic.id)
        self.space = outcome.partnership_id
        self.action = do(self.there, self.space, self.there[0], outcome=self.outcome.id)
        self.sent = submit_one(self.there[0], self.outcome)
        self.indicator = measure(self.there[0], self.space, outcome=self.outcome.id)
        self.finding = find(self.there, self.space, action=self.action.id)
        go_on(self.there[0], self.action)
        self.at = unit(self.there[0].body)

    def more(self, count: int) -> None:
        """Write rows in every state, half of them long cold."""
        old = timezone.now() - timedelta(days=100)
        common = {"partnership_id": self.space, "revision": 0, "in_force_at": old}
        first = {**common, "entered_at": old}
        owner = self.there[0].body
        with gate_open("acts"):
            Outcome.objects.bulk_create(
                Outcome(id=uuid4(), title=f"成果 {n}", kind="report", topic=self.topic, **first)
                for n in range(count)
            )
            actions = Action.objects.bulk_create(
                Action(id=uuid4(), title=f"事项 {n}", responsible=owner, outcome=self.outcome,
                       due=timezone.localdate() - timedelta(days=n % 3 - 1), **first)
                for n in range(count)
            )  # fmt: skip
            reports = Progress.objects.bulk_create(
                Progress(id=uuid4(), action=a, owner=owner, state="under_way", on="2021", **common)
                for a in [*actions[::2], *[self.action] * count]
            )
            Evidence.objects.bulk_create(
                Evidence(id=uuid4(), progress=p, name="照片", link="https://example.org")
                for p in reports
            )
            sent = Submission.objects.bulk_create(
                Submission(id=uuid4(), owner=owner, outcome=self.outcome, recipient="县政府",
                           recipient_kind="government", sent_on=day(-20 - n * 20 % 200),
                           adoption="fully" if n % 3 == 0 else "", **first)
                for n in range(count)
            )  # fmt: skip
            Instruction.objects.bulk_create(
                Instruction(id=uuid4(), submission=s, leader="演示领导 01", wording="请研究",
                            given_on=day(-1))
                for s in sent
            )  # fmt: skip
            results = Indicator.objects.bulk_create(
                Indicator(id=uuid4(), owner=owner, name="门店", unit="家",
                          outcome=self.outcome, action=self.action, **first)
                for _ in range(count)
            )  # fmt: skip
            Measure.objects.bulk_create(
                Measure(id=uuid4(), indicator=i, value=n, on=f"202{n}")
                for i in results
                for n in range(3)
            )
            Finding.objects.bulk_create(
                Finding(id=uuid4(), title="滞后", looked_at="一", found="二", lagging=True,
                        action=self.action, asked_of=owner, **first)
                for _ in range(count)
            )  # fmt: skip
        AddressedAction.objects.bulk_create(
            AddressedAction(body=owner, action=a, unit=self.at) for a in actions
        )
        AddressedSubmission.objects.bulk_create(
            AddressedSubmission(body=owner, submission=s, unit=self.at) for s in sent
        )


def same_for_many(stock: Stock, questions: dict[str, Callable[[], Any]]) -> None:
    """Check that no question takes more queries for many rows."""
    stock.more(FEW)
    few = {name: queries_of(question) for name, question in questions.items()}
    stock.more(MANY)
    assert {name: queries_of(question) for name, question in questions.items()} == few


LISTS = [
    ("list", ""),
    ("submissions", ""),
    ("submissions", "?state=open&sort=recipient"),
    ("upward", ""),
    ("actions", ""),
    ("actions", "?state=late"),
    ("indicators", ""),
    ("findings", ""),
    *(("cold_trails", f"?what={what}") for what in ("late", "answer", "receipt", "news")),
    ("cold_trails", "?what=finding"),
]


def test_all_that_is_asked() -> None:
    stock = Stock()
    at_home, partner, who = stock.there[0], stock.there[1], handler(stock.at)
    rows = {
        "outcome": stock.outcome,
        "versions": stock.outcome,
        "submission": stock.sent,
        "action": stock.action,
        "indicator": stock.indicator,
    }
    keys = {"versions": "outcome"}
    questions = {
        **{name + query: visit(partner, f"outcomes:{name}", query) for name, query in LISTS},
        **{
            name: visit(partner, f"outcomes:{name}", **{keys.get(name, name): row.id})
            for name, row in rows.items()
        },
        "actions of a unit": visit(who, "outcomes:addressed_actions"),
        "submissions to a unit": visit(who, "outcomes:addressed_submissions"),
        "desk": lambda: desk.items(at_home),
        "a partner's desk": lambda: desk.items(partner),
        "a unit's desk": lambda: desk.items(who),
        "story": lambda: story_items.items(partner, stock.topic.id),
    }
    same_for_many(stock, questions)


def test_a_list_for_who_left() -> None:
    from tests.partnerships.steps import leave

    stock = Stock(3)
    stock.more(FEW)
    leave(stock.there, stock.there[2], stock.outcome.partnership)
    _move_all(stock)
    for name in ("actions", "submissions", "indicators", "findings", "list"):
        open_it = visit(stock.there[2], f"outcomes:{name}")
        few = queries_of(open_it)
        stock.more(FEW)
        _move_all(stock)
        assert queries_of(open_it) == few, name


def _move_all(stock: Stock) -> None:
    """Let every row have changed after the leaving."""
    with gate_open("acts"):
        for model in (Action, Submission, Indicator, Finding, Outcome):
            model.objects.update(in_force_at=timezone.now())
