"""Real people are there as the source names them, and nothing more is ascribed to them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.db.models import CharField, TextField

from tests.demo.facts import read_facts
from tests.demo_loaded import Demo
from xieqiao.acts.models import Act, Version
from xieqiao.bodies.models import Account, Person
from xieqiao.demo.script import SOURCE
from xieqiao.duty.models import Initiative

pytestmark = pytest.mark.once

ATTENDED, LED = "activity.record_attendance", "activity.name_delegation"


def _real() -> dict[str, dict[str, Any]]:
    return {person["name"]: person for person in read_facts()["people"]}


def _ascribed() -> set[tuple[str, str, str]]:
    """Return what the source says that somebody did: name, sort of act, chapter."""
    facts = read_facts()
    found = {(name, LED, "deqing-muli") for name in ("张林华", "沈健")}  # said in a remark
    for topic in facts["topics"]:
        attended = topic.get("consultation", {}).get("attended", [])
        found |= {(name, ATTENDED, topic["id"]) for name in attended}
        steps = [c for c in topic.get("conversion", []) if isinstance(c, dict)]
        found |= {(c["led_by"], LED, topic["id"]) for c in steps}
        if "return_visit" in topic:
            found.add((topic["return_visit"]["by"], LED, topic["id"]))
    found |= {(m["member"], "initiative.share", "members") for m in facts["member_initiatives"]}
    found |= {(e["by"], "effect.quote", "old-brands") for e in facts["effects_named"]}
    return found


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for inner in value.values():
            yield from _texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner)
    elif isinstance(value, str):
        yield value


def _persons(value: Any) -> Iterator[dict[str, Any]]:
    """Yield whoever is named in a payload."""
    if isinstance(value, dict):
        if "shown_as" in value:
            yield value
        for inner in value.values():
            yield from _persons(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _persons(inner)


def _labels(demo: Demo) -> dict[Any, str]:
    from xieqiao.demo.load import CHAPTERS
    from xieqiao.demo.names import id_of
    from xieqiao.demo.script import chapter

    steps = [step for name in CHAPTERS for step in chapter(name).act]
    return {id_of(f"act:{step.label}"): step.label.split("/")[0] for step in steps}


def test_acts_ascribe_to_them_what_the_source_does(demo: Demo) -> None:
    chapters, real, found = _labels(demo), _real(), set()
    for version in Version.objects.select_related("act", "structural", "erasable"):
        payload = version.payload().model_dump(mode="json")
        named = [person for person in _persons(payload) if person["shown_as"] in real]
        for person in named:
            found.add((person["shown_as"], version.act.kind, chapters[version.act_id]))
            assert _office_fits(person, real[person["shown_as"]]), person
        texts = [text for text in _texts(payload) if any(name in text for name in real)]
        assert texts == [person["shown_as"] for person in named], version.act.kind
        if named:
            assert payload["source"] == SOURCE and not payload["demonstration"]
    assert found == _ascribed()


def _office_fits(shown: dict[str, Any], fact: dict[str, Any]) -> bool:
    """Say whether an office is that of the source, with the body or unit before it."""
    offices = fact["office"].split("、") + ([fact["work"]] if "work" in fact else [])
    return all(office.removeprefix("时任") in shown["office"] for office in offices)


def test_the_directories_have_their_offices_and_no_more(demo: Demo) -> None:
    rows = Person.objects.filter(name__in=_real()).select_related("unit", "body")
    assert {row.name for row in rows} == set(_real())
    for row in rows:
        fact = _real()[row.name]
        assert row.office.removeprefix("上海市政协") == fact["office"]
        assert (row.work, row.source) == (fact.get("work", ""), SOURCE)
        assert (row.unit.name if row.unit else None) == fact.get("unit")
        assert not row.demonstration and row.account is None
        assert not row.assignments.exists() and not row.memberships.exists()


def test_no_other_table_speaks_of_them(demo: Demo) -> None:
    told = {"bodies.Person", "portal.Findable", "acts.Content"}
    told |= {"meetings.Delegate", "meetings.Attendee", "topics.Effect"}
    told |= {"duty.SharedInitiative"}
    names = list(_real())
    for model in apps.get_models():
        fields = [f for f in model._meta.concrete_fields if type(f) in {CharField, TextField}]
        for row in model._base_manager.all() if model._meta.label not in told else []:
            texts = [str(getattr(row, field.attname) or "") for field in fields]
            assert not any(name in text for name in names for text in texts), (model, row)


def test_a_members_own_initiative_is_the_one_that_the_source_tells(demo: Demo) -> None:
    rows = Initiative.objects.filter(member__name__in=_real())
    (fact,) = read_facts()["member_initiatives"]
    assert [(row.member.name, row.text.rstrip("。")) for row in rows] == [
        (fact["member"], fact["what"])
    ]


def test_everybody_who_acts_is_invented_and_marked(demo: Demo) -> None:
    assert Account.objects.exists()
    for account in Account.objects.all():
        assert account.demonstration
        people = list(account.people.all())
        assert people
        assert all(p.demonstration and p.name.startswith("演示 ") for p in people)


def test_whoever_signed_an_act_is_invented(demo: Demo) -> None:
    invented = set(Person.objects.filter(demonstration=True).values_list("id", flat=True))
    assert set(Version.objects.values_list("person_id", flat=True)) <= invented
    assert Act.objects.count() > 100
