"""Planning from the pages: what can be planned from where, and the form itself."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest

from tests.meetings.steps import form_path, local, page, send, text
from tests.parties import acting, body, found, open_topic, parties, pass_act
from tests.partnerships.steps import set_up
from xieqiao.acts.models import Act
from xieqiao.meetings import planning
from xieqiao.meetings.models import Activity
from xieqiao.meetings.words import ActivityKind

pytestmark = pytest.mark.django_db


def asked(path: str) -> dict[str, str]:
    """Return what an address fills in."""
    return {name: values[0] for name, values in parse_qs(urlsplit(path).query).items()}


def test_every_kind_is_offered_with_what_it_is_for() -> None:
    there = parties(2)
    found(there)
    shown = text(page(there[0], "plan"))
    for kind in ActivityKind:
        assert f"kind={kind.value}" in shown
    assert "协商会" in shown
    assert "一方赴另一方考察" in shown


def test_with_several_partnerships_one_chooses_first() -> None:
    there = parties(2)
    one, other = found(there, title="甲合作"), found(there, title="乙合作")
    shown = text(page(there[0], "plan"))
    assert f"?partnership={one.id}" in shown
    assert f"?partnership={other.id}" in shown
    assert "kind=visit" not in shown
    chosen = text(page(there[0], "plan", f"?partnership={other.id}"))
    assert "乙合作" in chosen
    assert "kind=visit" in chosen


def test_a_mechanism_brings_its_kind_and_the_host_whose_turn_it_is() -> None:
    there = parties(3)
    partnership = found(there)
    hosts = [str(there[1].body_id), str(there[2].body_id)]
    mechanism = set_up(there, partnership, hosts=hosts, first_date="2099-05-20")
    (by,) = planning.page_of(there[0], partnership).mechanisms
    assert asked(by.path) == {
        "partnership": str(partnership.id),
        "kind": "joint_meeting",
        "mechanism": str(mechanism.id),
        "host": str(there[1].body_id),
    }


def test_a_topic_brings_itself() -> None:
    there = parties(2)
    partnership = found(there)
    topic = open_topic(there, partnership.id, "楼宇经济")
    (start,) = planning.page_of(there[0], partnership).topics
    assert (start.label, asked(start.path)["topic"]) == ("楼宇经济", str(topic.id))
    assert "楼宇经济" in text(page(there[0], "plan"))


def test_what_has_ended_offers_nothing() -> None:
    there = parties(2)
    partnership = found(there)
    mechanism = set_up(there, partnership)
    pass_act(there, "mechanism.end", {"reason": "期满"}, subject=mechanism.id)
    assert planning.page_of(there[0], partnership).mechanisms == []


def test_without_a_partnership_the_page_says_how_one_begins() -> None:
    alone = acting(body(1))
    assert f"/b/{alone.slug}/partnerships/" in text(page(alone, "plan"))


@pytest.mark.parametrize("query", ["?partnership=nonsense", "?partnership=%00"])
def test_no_partnership_is_no_page(query: str) -> None:
    there = parties(2)
    found(there)
    assert page(there[0], "plan", query).status_code == 404


def test_the_partnership_of_others_is_no_page() -> None:
    there = parties(2)
    partnership = found(there)
    assert page(acting(body(9)), "plan", f"?partnership={partnership.id}").status_code == 404


def test_the_form_makes_the_proposal() -> None:
    there = parties(2)
    partnership = found(there)
    path = form_path(there[0], "activity.plan", partnership=partnership.id, kind="consultation")
    answer = send(
        there[0],
        path,
        kind="consultation",
        title="老品牌协商会",
        purpose="优势互补",
        starts=local(10, 14),
        ends=local(10, 17),
        zone="Asia/Shanghai",
        place="黄浦",
        agenda__count="2",
        agenda__0__title="通报调研",
        agenda__0__minutes="20",
        invited__count="2",
        invited__0__name="某专家",
        invited__0__quality="expert",
        invited__1__quality="expert",
    )
    act = Act.objects.get(kind="activity.plan")
    assert answer.headers["Location"].endswith(f"/acts/{act.id}/")
    payload = act.versions.get().payload()
    assert payload.starts.hour == 6  # 14:00 in Shanghai
    assert [(line.title, line.minutes) for line in payload.agenda] == [("通报调研", 20)]
    assert [guest.name for guest in payload.invited] == ["某专家"]
    assert not Activity.objects.exists()


def test_the_form_starts_from_where_one_came() -> None:
    there = parties(2)
    partnership = found(there)
    topic = open_topic(there, partnership.id, "楼宇经济")
    path = form_path(
        there[0], "activity.plan", partnership=partnership.id, kind="research", topic=topic.id
    )
    from tests.meetings.steps import client_of

    shown = text(client_of(there[0]).get(path))
    assert '<option value="research" selected>' in shown
    assert f'<option value="{topic.id}" selected>' in shown
    assert f'<option value="{there[0].body_id}" selected>' in shown
    assert '<option value="Asia/Shanghai" selected>北京时间' in shown
