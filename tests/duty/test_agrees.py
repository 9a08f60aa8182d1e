"""A duty record agrees with the acts and activities behind it, entry by entry, both ways."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest

from tests.demo_loaded import Demo
from xieqiao.acts.kinds import kind_named
from xieqiao.acts.models import Act, ActState, Version
from xieqiao.acts.projection import version_payload
from xieqiao.bodies.models import Body, Outside, Person
from xieqiao.consultations.models import Moderation
from xieqiao.duty.deeds import Deed, Entry
from xieqiao.duty.models import Initiative
from xieqiao.duty.records import records_of
from xieqiao.duty.sources.acts import DOCUMENTS, PROGRESS
from xieqiao.meetings.models import Activity, Speaker
from xieqiao.topics.models import ResearchPlan

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def in_force(kind: str, body: Body) -> list[tuple[Act, Version, Any]]:
    """Return the acts of a kind that a body has in force, and what each says."""
    rows = Version.objects.filter(
        act__kind=kind, act__proposer=body.id, act__state=ActState.SEALED
    ).select_related("act", "structural", "erasable")  # fmt: skip
    found = [row for row in rows if row.number == row.act.version]
    return [(row.act, row, version_payload(row.act, row)) for row in found]


def named(said: Any, people: dict[UUID, str]) -> set[UUID]:
    """Return whom a payload names: by id, or by a name that one person alone has."""
    found = set()
    for person in said:
        if person.person_id in people:
            found.add(person.person_id)
        elif person.person_id is None:
            same = [id_ for id_, name in people.items() if name == str(person.shown_as)]
            found |= set(same) if len(same) == 1 else set()
    return found


def expected_from_acts(body: Body) -> set[tuple[str, UUID, UUID]]:
    """Return (deed, record, person) that the body's acts say, without the room's own code."""
    people = dict(Person.objects.filter(body=body, deleted_at=None).values_list("id", "name"))
    found: set[tuple[str, UUID, UUID]] = set()
    attended: dict[UUID, set[UUID]] = {}
    for _act, _version, said in in_force("activity.record_attendance", body):
        who = named(said.people, people)
        if said.people:
            attended.setdefault(said.activity, set()).update(who)
        found |= {("attended", said.activity, one) for one in who}
    for _act, _version, said in in_force("activity.name_delegation", body):
        for one in named(said.heads, people):
            if said.activity not in attended or one in attended[said.activity]:
                found.add(("headed", said.activity, one))
    for act, _version, said in in_force("dispatch.confirm", body):
        found |= {("dispatched", act.subject_id, one) for one in named(said.persons, people)}
    for kind in [*sorted(DOCUMENTS), PROGRESS]:
        deed = "carried_out" if kind == PROGRESS else "drafted"
        for act, version, _said in in_force(kind, body):
            if version.person_id is not None and version.person_id in people:
                found.add((deed, act.id, version.person_id))
    for step in Moderation.objects.filter(proposed_by=body).select_related("statement"):
        same = [id_ for id_, name in people.items() if name == step.shown_as]
        if len(same) == 1:
            found.add(("moderated", step.statement.consultation_id, same[0]))
    for speaker in Speaker.objects.filter(body=body).exclude(started_at=None):
        if speaker.ended_at and speaker.person_id and speaker.person_id in people:
            found.add(("spoke", speaker.activity_id, speaker.person_id))
    rows = Initiative.objects.filter(body=body, deleted_at=None).exclude(confirmed_at=None)
    found |= {("initiative", row.id, row.member_id) for row in rows}
    return found


def told_of(demo: Demo, body: Body) -> dict[tuple[str, UUID, UUID], Entry]:
    """Return every entry of every record of a body."""
    acting = demo.acting(body.slug, "secretary_general")
    people = Person.objects.filter(body=body, deleted_at=None, outside=Outside.NO)
    records = records_of(acting, people)
    entries = [entry for record in records for entry in record.entries]
    found = {(e.deed.value, e.record, e.person_id): e for e in entries}
    assert len(found) == len(entries), "nothing is told of twice"
    return found


def test_every_entry_is_in_the_acts_and_every_act_has_its_entry(demo: Demo) -> None:
    count = 0
    for body in Body.objects.filter(participates=True):
        expected, told = expected_from_acts(body), told_of(demo, body)
        over = {
            key for key in expected
            if key[0] not in {"attended", "headed"} or not Activity.objects.get(id=key[1]).cancelled
        }  # fmt: skip
        inside = set(Person.objects.filter(body=body, outside="").values_list("id", flat=True))
        over = {key for key in over if key[2] in inside}
        assert {key for key in told if key[0] != "contributed"} == over, body
        count += len(told)
    assert count > 20, "the demonstration tells of something"


def test_the_demonstration_names_deeds_of_several_sorts(demo: Demo) -> None:
    deeds = {
        key[0] for body in Body.objects.filter(participates=True) for key in told_of(demo, body)
    }
    assert deeds >= {"attended", "headed", "drafted", "carried_out", "initiative"}


def test_each_entry_leads_to_the_record_that_says_so(demo: Demo) -> None:
    for body in Body.objects.filter(participates=True):
        client = demo.client(body.slug, "secretary_general")
        for (deed, _record, person), entry in told_of(demo, body).items():
            page = client.get(entry.path)
            assert page.status_code == 200, entry.path
            if deed in {Deed.ATTENDED, Deed.HEADED, Deed.INITIATIVE}:
                assert Person.objects.get(id=person).name in page.content.decode()


def test_a_plan_names_who_leads_our_part(demo: Demo) -> None:
    """Authors of the demonstration are committees, which are nobody's deed."""
    assert ResearchPlan.objects.exists()
    for body in Body.objects.filter(participates=True):
        assert not [key for key in told_of(demo, body) if key[0] == Deed.CONTRIBUTED]


def test_the_kinds_that_count_as_documents_are_there() -> None:
    assert all(kind_named(name).name == name for name in [*DOCUMENTS, PROGRESS])
