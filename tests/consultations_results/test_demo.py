"""The demonstration's consultations: what they hold, how they are marked, and what came of them."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest

from tests.demo_loaded import Demo
from xieqiao.acts.errors import NotAllowed
from xieqiao.consultations.live.rehearsing import Invented, rehearse
from xieqiao.consultations.models import Consultation, Participant, Statement, Vote
from xieqiao.consultations.results.found import Verdict
from xieqiao.consultations.results.keeping import result_of
from xieqiao.consultations.words import ConsultationMode, Stage, TakesPartAs
from xieqiao.demo.script import SOURCE
from xieqiao.meetings.live import check_digests
from xieqiao.meetings.models import Minutes

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def consultation(demo: Demo, label: str) -> Consultation:
    """Return a consultation of the script."""
    row: Consultation = Consultation.objects.select_related("closing").get(id=demo.made(label))
    return row


def test_the_four_views_are_the_sources_and_the_survey_on_them_is_invented(demo: Demo) -> None:
    row = consultation(demo, "old-brands/survey")
    assert row.demonstration and row.is_open
    views = list(Statement.objects.filter(consultation=row))
    assert [view.text for view in views] == [
        "老品牌不变则衰。",
        "黄浦品牌硬、国企多。",
        "德清民企多、机制活。",
        "互补发展混合经济。",
    ]
    assert not any(view.demonstration for view in views)
    assert {view.source_note for view in views} == {SOURCE}
    assert not Participant.objects.filter(consultation=row).exists()


def test_a_survey_is_over_with_120_invented_people_and_40_statements(demo: Demo) -> None:
    row = consultation(demo, "care/survey")
    assert (row.mode, row.stage, row.demonstration) == (ConsultationMode.SURVEY, Stage.CLOSED, True)
    people = Participant.objects.filter(consultation=row)
    assert Counter(people.values_list("body__slug", flat=True)) == {"dongling": 60, "nanting": 60}
    assert all(people.values_list("demonstration", flat=True))
    statements = Statement.objects.filter(consultation=row)
    assert statements.count() == 40 and all(s.demonstration for s in statements)
    assert Vote.objects.filter(participant__consultation=row, value=0).exists()


def test_its_structure_is_found(demo: Demo) -> None:
    kept = result_of(consultation(demo, "care/survey"))
    assert kept is not None and kept.complete
    found = kept.result
    assert len(found.of(Verdict.AGREED)) >= 10
    assert {14, 15, 16} <= {one.number for one in found.of(Verdict.REJECTED)}
    assert len(found.of(Verdict.DIFFERENT)) >= 8
    assert len(found.of(Verdict.UNDECIDED)) >= 2
    assert found.groups == 1 and found.dots


@pytest.mark.parametrize(
    ("label", "mode", "stage"),
    [
        ("care/room", ConsultationMode.LIVE, Stage.OPEN),
        ("care/seated", ConsultationMode.CLOSED, Stage.CLOSED),
    ],
)
def test_one_is_open_in_the_room_and_one_of_those_present_is_closed(
    demo: Demo, label: str, mode: Any, stage: Any
) -> None:
    row = consultation(demo, label)
    assert (row.mode, row.stage) == (mode, stage)
    assert Participant.objects.filter(consultation=row).count() >= 40


def test_minutes_were_composed_of_them_and_can_be_counted_again(demo: Demo) -> None:
    minutes = Minutes.objects.get(id=demo.made("care/talk-minutes"))
    assert [said["people"] for said in minutes.consultations] == [120, 46]
    kinds = Counter(point.kind for point in minutes.points.all())
    assert kinds["consensus"] >= 10 and kinds["difference"] >= 8
    assert list(check_digests("default")) == []
    client = demo.client("dongling", "chair")
    assert "家门口的养老：会前问卷" in client.get(minutes.path("dongling")).content.decode()


def test_nobody_invented_votes_where_it_is_no_demonstration(demo: Demo, settings: Any) -> None:
    row = consultation(demo, "care/room")
    nobody = [Invented(None, TakesPartAs.GUEST, {})]
    settings.PRODUCTION = True
    with pytest.raises(NotAllowed):
        rehearse(row, nobody)
    settings.PRODUCTION, row.demonstration = False, False
    with pytest.raises(NotAllowed):
        rehearse(row, nobody)


def test_a_meeting_is_being_held(demo: Demo) -> None:
    page = demo.client("nanting", "clerk").get(
        f"/b/nanting/activities/{demo.made('care/meeting')}/now/"
    )
    course = page.context["course"]
    assert course.open and course.may_run
    assert (course.running.place, course.speaking.shown_as) == (2, "演示护理专家")
    assert [one.times for one in course.spoken] == [1, 1, 1]
    assert len(course.queue) == 3 and course.following.place == 3
