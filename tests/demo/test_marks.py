"""What is invented bears the mark, on its row and on the pages; what is reported does not."""

from __future__ import annotations

from typing import Any

import pytest
from django.apps import apps

from tests.demo.facts import read_facts
from tests.demo_loaded import Demo
from xieqiao.acts.matter import SubjectModel
from xieqiao.acts.models import Act, Draft, Version
from xieqiao.bodies.models import Body, Person, Section, Unit
from xieqiao.consultations.models import Consultation
from xieqiao.demo.script import SOURCE
from xieqiao.duty.models import Initiative
from xieqiao.exchange.models import Need, Strength

pytestmark = pytest.mark.once


def _subjects() -> list[Any]:
    models = [m for m in apps.get_models() if issubclass(m, SubjectModel)]
    return [row for model in models for row in model._default_manager.all()]


def test_an_act_is_either_from_the_source_or_marked(demo: Demo) -> None:
    for version in Version.objects.select_related("act", "structural", "erasable"):
        payload = version.payload()
        assert payload.demonstration != (str(payload.source) == SOURCE), version.act.kind
        assert version.act.demonstration == payload.demonstration


def test_every_shared_or_reported_row_says_so_too(demo: Demo) -> None:
    rows = _subjects()
    assert len(rows) > 80
    for row in rows:
        assert row.demonstration != (row.source == SOURCE), (row._meta.label, str(row))


def test_the_league_is_invented_and_the_others_are_not(demo: Demo) -> None:
    real = {body["name"] for body in read_facts()["bodies"]}
    for body in Body.objects.all():
        assert body.demonstration != (body.name in real), body
        assert body.name.startswith("演示") == body.demonstration


def test_the_directories_mark_what_they_invent(demo: Demo) -> None:
    for person in Person.objects.all():
        assert person.demonstration != (person.source == SOURCE), person
    for row in [*Section.objects.all(), *Unit.objects.filter(name__startswith="演示")]:
        assert row.demonstration and row.name.startswith("演示")
    facts = str(read_facts())
    for unit in Unit.objects.filter(demonstration=False):
        assert unit.name.removeprefix("德清县") in facts, unit


def test_own_matter_is_the_sources_or_marked(demo: Demo) -> None:
    assert Draft.objects.filter(demonstration=False).count() == 0
    rows: list[Any] = [*Need.objects.all(), *Strength.objects.all(), *Initiative.objects.all()]
    for row in rows:
        assert row.demonstration == row.title.startswith("演示"), row


def test_the_mark_stands_on_the_page(demo: Demo) -> None:
    client = demo.client("xicen", "member")
    topic = client.get(f"/b/xicen/topics/{demo.made('league/topic')}/").content.decode()
    assert '<span class="demo">演示</span>' in topic
    client = demo.client("muli", "member")
    real = client.get(f"/b/muli/topics/{demo.made('muli-airport/topic')}/").content.decode()
    assert '<span class="demo">' not in real and SOURCE in real


def test_real_topics_stand_where_the_source_left_them(demo: Demo) -> None:
    invented = set(Act.objects.filter(demonstration=True, state="sealed").values_list("id"))
    real = {
        demo.made(f"{label}/topic")
        for label in ("old-brands", "digital-government", "geo-buildings", "old-estate-lifts",
                      "doctors-teachers", "muli-airport", "muli-medical")
    }  # fmt: skip
    assert invented
    for row in _subjects():
        # What people think of it today may be asked by an invented, marked consultation.
        if getattr(row, "topic_id", None) in real and not isinstance(row, Consultation):
            assert not row.demonstration, (row._meta.label, str(row))
