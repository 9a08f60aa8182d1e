"""Minutes composed from the meeting hold what consultations found, and how it was counted."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection

from tests.consultations.steps import statements
from tests.consultations_results.scenes import close, vote, voting
from tests.meetings.steps import (
    client_of,
    form_path,
    held,
    minutes_words,
    page,
    pass_minutes,
    payload,
    person,
    report,
    text,
)
from tests.parties import consent, found, open_topic, parties, pass_act
from xieqiao.acts import gate
from xieqiao.acts.errors import BadPayload
from xieqiao.acts.kinds import kind_named
from xieqiao.acts.models import Act, Entry
from xieqiao.acts.payloads import split
from xieqiao.acts.plan import scene_for
from xieqiao.consultations.models import Vote
from xieqiao.consultations.results.minutes import figures_now
from xieqiao.meetings import live
from xieqiao.meetings.composing import composed, counted
from xieqiao.meetings.live import check_digests
from xieqiao.meetings.models import Minutes, PointOfOrder, Speaker

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting() -> tuple[Any, Any, Any]:
    """Return parties, their meeting that is over, and the closed consultation in it."""
    there = parties(2)
    partnership = found(there)
    activity = held(there, partnership, agenda=[{"title": "老品牌的出路", "speaker": "演示专家"}])
    report(there[0], "activity.record_attendance", activity, people=[person("演示甲")], count=12)
    assert activity.schedule.starts_at is not None
    words = {
        "title": "现场表态",
        "mode": "live",
        "opens": activity.schedule.starts_at.isoformat(),
        "activity": str(activity.id),
        "demonstration": True,
    }
    act = pass_act(there, "consultation.open", words, partnership=partnership.id)
    from xieqiao.consultations.models import Consultation

    row = Consultation.objects.get(id=act.subject_id)
    statements(there[0], row, 8)
    vote(row, [a.body_id for a in there], [20, 20])
    return there, activity, close(there, row)


def draft(who: Any, activity: Any) -> dict[str, Any]:
    """Return what the form of the minutes starts from."""
    kind = kind_named("minutes.pass")
    extra = {"activity": str(activity.id), "compose": "meeting"}
    started = kind.initial(scene_for(who, activity.partnership_id, None, extra))
    return {"activity": str(activity.id), **started}


def pass_composed(there: Any, activity: Any, **fields: Any) -> Minutes:
    """Return composed minutes that all parties passed."""
    words = draft(there[0], activity) | fields
    act = pass_act(there, "minutes.pass", words, partnership=activity.partnership_id)
    return Minutes.objects.get(id=act.subject_id)


def test_agenda_attendance_and_findings_are_in_the_draft(meeting: Any) -> None:
    there, activity, _row = meeting
    words = draft(there[0], activity)
    assert "老品牌的出路" in words["text"] and "演示1号市政协" in words["text"]
    assert "12" in words["text"] and "现场表态" in words["text"]
    kinds = [point["kind"] for point in words["points"]]
    assert kinds.count("consensus") == 4 and kinds.count("difference") == 4
    disputed = [point for point in words["points"] if point["kind"] == "difference"]
    assert all(set(p["held_by"]) == {str(a.body_id) for a in there} for p in disputed)


def test_the_activity_offers_to_compose_and_the_form_is_filled_in(meeting: Any) -> None:
    there, activity, _row = meeting
    html = text(page(there[0], "activity", activity=activity.id))
    assert "由会议拟写纪要" in html and "compose=meeting" in html
    path = form_path(
        there[0],
        "minutes.pass",
        partnership=activity.partnership_id,
        activity=activity.id,
        compose="meeting",
    )
    form = text(client_of(there[0]).get(path))
    assert "演示意见 1" in form and "现场表态" in form
    assert 'name="consultations-0-digest"' in form and "consultations-1-digest" not in form


def test_without_a_consultation_minutes_are_drafted_as_before() -> None:
    there = parties(2)
    activity = held(there, found(there))
    html = text(page(there[0], "activity", activity=activity.id))
    assert "compose=meeting" not in html
    path = form_path(
        there[0], "minutes.pass", partnership=activity.partnership_id, activity=activity.id
    )
    assert "consultations-0" not in text(client_of(there[0]).get(path))


def test_the_figures_stand_in_the_minutes_with_a_link_to_the_result(meeting: Any) -> None:
    there, activity, row = meeting
    minutes = pass_composed(there, activity)
    (said,) = minutes.consultations
    assert (said["people"], said["statements"], said["votes"]) == (40, 8, 320)
    assert said["digest"] == row.closing.digest and len(said["result"]) == 64
    html = text(page(there[1], "minutes", minutes=minutes.id))
    assert f"/consultations/{row.id}/result/" in html and "320" in html


def test_a_topics_survey_goes_into_the_minutes_of_a_meeting_on_the_topic() -> None:
    there = parties(2)
    partnership = found(there)
    topic = open_topic(there, partnership.id)
    activity = held(there, partnership, topic=str(topic.id))
    _there, _partnership, row = voting(there=there)
    assert counted(activity) == []
    from xieqiao.acts.matter import gate_open
    from xieqiao.consultations.models import Consultation

    with gate_open("acts"):
        Consultation.objects.filter(id=row.id).update(topic=topic, partnership=partnership.id)
    close(there, row)
    assert [one["title"] for one in counted(activity)] == [row.title]


def test_parties_cut_and_attach_a_differing_view_by_amending(meeting: Any) -> None:
    there, activity, _row = meeting
    words = draft(there[0], activity)
    act = gate.propose(
        there[0],
        "minutes.pass",
        payload("minutes.pass", **words),
        partnership=activity.partnership_id,
    )
    view = {"kind": "dissent", "text": "不赞成写入第一点。", "held_by": [str(there[1].body_id)]}
    words["points"] = [*words["points"][:2], view]
    act = gate.amend(there[0], act.id, payload("minutes.pass", **words))
    consent(there[1], act)
    minutes = Minutes.objects.get(passed_by_act=act.id)
    assert [p.kind for p in minutes.points.all()] == ["consensus", "consensus", "dissent"]
    html = text(page(there[0], "minutes", minutes=minutes.id))
    assert "所附不同意见" in html and "不赞成写入第一点。" in html


def test_a_differing_view_says_whose_it_is(meeting: Any) -> None:
    there, activity, _row = meeting
    words = draft(there[0], activity) | {"points": [{"kind": "dissent", "text": "另有看法。"}]}
    with pytest.raises(BadPayload) as refused:
        pass_act(there, "minutes.pass", words, partnership=activity.partnership_id)
    assert refused.value.errors[0][0] == "points.0.held_by"


@pytest.mark.parametrize("field", ["people", "votes", "statements"])
def test_figures_that_are_not_the_counted_ones_are_refused(meeting: Any, field: str) -> None:
    there, activity, _row = meeting
    words = draft(there[0], activity)
    words["consultations"][0][field] += 1
    with pytest.raises(BadPayload) as refused:
        pass_act(there, "minutes.pass", words, partnership=activity.partnership_id)
    assert refused.value.errors[0][0] == "consultations.0.title"


def test_an_open_consultation_does_not_go_into_minutes() -> None:
    there, partnership, row = voting()
    activity = held(there, partnership)
    now = figures_now(row.id)
    said = {"consultation": str(row.id), "people": now.people, "statements": now.statements}
    said |= {"votes": now.votes, "digest": now.digest}
    words = minutes_words(activity, consultations=[said])
    with pytest.raises(BadPayload):
        pass_act(there, "minutes.pass", words, partnership=partnership.id)


def test_a_changed_vote_is_named(meeting: Any) -> None:
    there, activity, row = meeting
    minutes = pass_composed(there, activity)
    assert list(check_digests("default")) == []
    vote_id = Vote.objects.filter(participant__consultation=row).values_list("id", flat=True)[0]
    with connection.cursor() as cursor:
        table = connection.ops.quote_name(Vote._meta.db_table)
        told = vote_id.hex if connection.vendor == "sqlite" else str(vote_id)
        cursor.execute(f"UPDATE {table} SET value = -value WHERE id = %s", [told])
    (line,) = check_digests("default")
    assert str(minutes.id) in line and str(row.id) in line


def test_no_vote_enters_a_register(meeting: Any) -> None:
    there, activity, row = meeting
    pass_composed(there, activity)
    entries = "\n".join(Entry.objects.values_list("canonical", flat=True))
    votes = Vote.objects.filter(participant__consultation=row)
    assert all(str(v.id) not in entries and str(v.participant_id) not in entries for v in votes)


def test_minutes_from_before_are_read_as_they_were() -> None:
    there = parties(2)
    activity = held(there, found(there))
    minutes = pass_minutes(there, activity)
    assert minutes.consultations == []
    old = minutes_words(activity)
    structural, _texts = split(payload("minutes.pass", **old))
    assert structural.pop("consultations") == []
    assert Act.objects.get(id=minutes.passed_by_act).state == "sealed"


def test_correcting_minutes_leaves_the_figures(meeting: Any) -> None:
    there, activity, _row = meeting
    minutes = pass_composed(there, activity)
    words = {"title": "更正的纪要", "text": "更正。", "why": "补写"}
    pass_act(there, "minutes.correct", words, subject=minutes.id)
    again = Minutes.objects.get(id=minutes.id)
    assert again.title == "更正的纪要" and again.consultations == minutes.consultations


def test_what_is_composed_names_no_person_who_voted(meeting: Any) -> None:
    there, activity, _row = meeting
    words = composed(scene_for(there[0], activity.partnership_id, None, {}), activity)
    assert "演示 secretary" not in str(words)


def test_what_was_run_stands_in_the_draft_as_it_went() -> None:
    there = parties(2)
    host = str(there[0].body_id)
    agenda = [{"title": "开幕"}, {"title": "讨论"}, {"title": "总结"}]
    activity = held(there, found(there), host=host, agenda=agenda)
    assert "compose=meeting" not in text(page(there[0], "activity", activity=activity.id))
    for place in (2, 1):
        live.start_item(there[0], activity, place)
        for who in there:
            live.ask(who, activity)
            live.call(there[0], activity, Speaker.objects.get(state="waiting").id)
            live.finish(who, activity)
    live.start_item(there[0], activity, None, "加议一事")
    live.raise_point(there[1], activity, "请先休会")
    live.settle_point(there[0], activity, PointOfOrder.objects.get().id, "休会十分钟")
    assert "compose=meeting" in text(page(there[0], "activity", activity=activity.id))
    lines = draft(there[0], activity)["text"].split("\n")
    start = lines.index("会议依次进行了：")
    assert [line.split("（")[0] for line in lines[start + 1 : start + 4]] == [
        "1．讨论", "2．开幕", "3．加议一事",
    ]  # fmt: skip
    for line in lines[start + 1 : start + 3]:
        first, second = (line.index(f"（{who.body.short}）") for who in there)
        assert "，发言：" in line and first < second
    assert "发言" not in lines[start + 3]
    assert lines[start + 4 :] == [
        "列入议程而未进行：总结。",
        f"{there[1].body.short}就程序提出：“请先休会”处理：“休会十分钟”",
    ]
