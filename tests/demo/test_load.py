"""Loading the demonstration, once and again."""

from __future__ import annotations

from typing import Any

import pytest
from django.apps import apps
from django.db import transaction

from tests.demo_loaded import Demo
from xieqiao import serving
from xieqiao.acts import gate
from xieqiao.acts.live import comment
from xieqiao.acts.models import Act, Draft, Register
from xieqiao.bodies.models import Body, Person
from xieqiao.bodies.setup import create_body
from xieqiao.demo.load import CHAPTERS, load, main
from xieqiao.demo.script import Chapter, chapter
from xieqiao.outcomes.models import AddressedAction


def _rows() -> dict[str, int]:
    models = apps.get_models(include_auto_created=True)
    return {m._meta.label: m._base_manager.count() for m in models}


def _heads() -> dict[Any, tuple[int, str, str]]:
    return {r.id: (r.length, r.head, r.head_signature) for r in Register.objects.all()}


def test_it_works(demo: Demo) -> None:
    assert demo.client("deqing", "chair").get("/b/deqing/").status_code == 200


def test_loading_twice_changes_nothing(demo: Demo) -> None:
    rows, heads = _rows(), _heads()
    load()
    assert (_rows(), _heads()) == (rows, heads)


def test_what_visitors_did_since_stays(demo: Demo) -> None:
    plan, draft = demo.act("open-work/geo-plan"), Draft.objects.filter(body__slug="deqing").first()
    assert draft is not None
    chair = demo.acting("deqing", "chair")
    gate.consent(chair, plan.id, plan.versions.get().digest)
    comment(demo.acting("muli", "clerk"), demo.act("open-work/produce"), "演示：再想想")
    Draft.objects.filter(id=draft.id).update(title="演示：改过的草稿")
    Person.objects.filter(name="方杰").update(office="改过的职务")
    AddressedAction.objects.all().delete()
    rows, heads = _rows(), _heads()
    load()
    assert (_rows(), _heads()) == (rows, heads)
    assert Draft.objects.get(id=draft.id).title == "演示：改过的草稿"
    assert Person.objects.get(name="方杰").office == "改过的职务"


@pytest.mark.once
@pytest.mark.django_db
def test_the_command_says_what_it_loads(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 0
    first = capsys.readouterr().out
    assert all(chapter(name).title in first for name in CHAPTERS)
    assert main([]) == 0
    second = capsys.readouterr().out.splitlines()
    assert [line.split(" (")[0] for line in second] == [
        "演示内容已就绪 / The demonstration is ready"
    ]


@pytest.mark.once
@pytest.mark.django_db
def test_serving_loads_it_where_no_body_is(capsys: pytest.CaptureFixture[str]) -> None:
    create_body("somewhere", "演示某地政协", "某地")
    serving._load_demo_into_empty()
    assert Body.objects.count() == 1 and not capsys.readouterr().out
    Body.objects.all().delete()
    serving._load_demo_into_empty()
    assert "正在载入演示内容" in capsys.readouterr().out
    assert Body.objects.filter(slug="deqing").exists()


@pytest.mark.django_db
def test_production_takes_no_demonstration(settings: Any, capsys: Any) -> None:
    settings.PRODUCTION = True
    with pytest.raises(SystemExit) as stopped:
        main([])
    assert stopped.value.code == 2
    assert "production takes no demonstration" in capsys.readouterr().err
    assert not Body.objects.exists()


@pytest.mark.django_db
def test_a_body_of_the_same_address_stops_it(capsys: Any) -> None:
    create_body("deqing", "德清县政协", "德清", participates=False)
    with pytest.raises(SystemExit), transaction.atomic():
        main([])
    assert "there is a body 'deqing' already" in capsys.readouterr().err
    assert Body.objects.count() == 1


@pytest.mark.parametrize("name", CHAPTERS)
def test_each_label_is_used_once_and_within_its_partnership(name: str) -> None:
    found: Chapter = chapter(name)
    labels = [step.label for step in found.act]
    assert len(labels) == len(set(labels))


def test_each_act_of_the_script_was_played(demo: Demo) -> None:
    steps = [step for name in CHAPTERS for step in chapter(name).act]
    acts = [step for step in steps if not step.draft]
    found_by_a_run = Act.objects.filter(kind="round.adopt")  # what it says stands in no script
    assert Act.objects.count() == len(acts) + found_by_a_run.count()
    assert {demo.act(step.label).kind for step in acts} == {step.kind for step in acts}
    assert Draft.objects.count() == len(steps) - len(acts)
