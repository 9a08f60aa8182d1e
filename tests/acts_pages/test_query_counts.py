"""The pages of acts take as many queries for a thousand rows as for ten."""

from __future__ import annotations

from collections.abc import Callable
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.acts_pages.conftest import Scene
from tests.acts_pages.pages import propose_agreement
from xieqiao.acts.matter import gate_open
from xieqiao.acts.models import Act, ActSeat, Comment, Draft, Version

pytestmark = pytest.mark.django_db
FEW, MANY = 10, 1000


def more_acts(like: Act, count: int) -> None:
    """Write open acts that look like a given one."""
    version = Version.objects.get(act=like)
    fields = ("space_id", "kind", "proposer_id", "subject_id", "state", "proposed_at")
    common = {name: getattr(like, name) for name in fields}
    acts = Act.objects.bulk_create(Act(id=uuid4(), **common) for _ in range(count))
    kept = ("entry_id", "structural_id", "erasable_id", "moves_json", "at", "role")
    same = {name: getattr(version, name) for name in kept}
    Version.objects.bulk_create(Version(act=act, number=1, **same) for act in acts)
    bodies = list(ActSeat.objects.filter(act=like).values_list("body", flat=True))
    ActSeat.objects.bulk_create(ActSeat(act=act, body_id=b) for act in acts for b in bodies)


def queries_of(open_it: Callable[[], object]) -> int:
    """Return how many queries something takes, once what is cached is warm."""
    open_it()
    with CaptureQueriesContext(
        connection,
    ) as taken:
        open_it()
    return len(taken)


@pytest.mark.parametrize("name", ["list", "batch"])
def test_lists_of_acts(two: Scene, name: str) -> None:
    act = propose_agreement(two.there[0], two.partnership)
    browser = two.theirs
    more_acts(act, FEW)
    few = queries_of(lambda: browser.read(name))
    more_acts(act, MANY)
    assert queries_of(lambda: browser.read(name)) == few


def test_an_act_with_many_remarks(two: Scene) -> None:
    act = propose_agreement(two.there[0], two.partnership)
    browser = two.theirs

    def remark(count: int) -> None:
        said = {"act": act, "body": two.there[0].body, "version": 1, "shown_as": "演示"}
        with gate_open("live"):
            Comment.objects.bulk_create(
                Comment(text="好", at=timezone.now(), **said) for _ in range(count)
            )

    remark(FEW)
    few = queries_of(lambda: browser.read("act", act=act.id))
    remark(MANY)
    assert queries_of(lambda: browser.read("act", act=act.id)) == few


def test_drafts(two: Scene) -> None:
    def draft(count: int) -> None:
        Draft.objects.bulk_create(
            Draft(body=two.there[0].body, kind="topic.confirm", payload={}) for _ in range(count)
        )

    browser = two.ours
    draft(FEW)
    few = queries_of(lambda: browser.read("drafts"))
    draft(MANY)
    assert queries_of(lambda: browser.read("drafts")) == few


def test_the_desk(two: Scene) -> None:
    act = propose_agreement(two.there[0], two.partnership)
    browser = two.theirs
    more_acts(act, FEW)
    few = queries_of(lambda: browser.read("portal:desk"))
    more_acts(act, MANY)
    assert queries_of(lambda: browser.read("portal:desk")) == few
