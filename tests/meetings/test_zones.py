"""Times on the clocks of where it is, and of the reader's own body: summer time too."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from tests.meetings.steps import client_of, form_path, page, plan, plan_words, send, text
from tests.parties import acting, body, found, parties
from xieqiao.meetings.clocks import moment_in_words, span_in_words, zone_in_words
from xieqiao.meetings.models import Activity

pytestmark = pytest.mark.django_db


def two_zones() -> list[Any]:
    """Return a party in Shanghai and one in Berlin."""
    (here,) = parties(1)
    return [here, acting(body(2, timezone="Europe/Berlin"))]


def shown(who: Any, activity: Activity) -> str:
    """Return the activity's page."""
    return text(page(who, "activity", activity=activity.id))


def typed(who: Any, partnership: Any, **fields: Any) -> Any:
    """Return the answer to a plan typed into the form."""
    path = form_path(who, "activity.plan", partnership=partnership.id)
    return send(who, path, kind="consultation", title="异地协商", **fields)


@pytest.mark.parametrize(
    ("day", "own", "offset"), [("2030-01-15", "07:00", "UTC+1"), ("2030-07-15", "08:00", "UTC+2")]
)
def test_a_reader_abroad_sees_both_clocks_in_summer_and_winter(
    day: str, own: str, offset: str
) -> None:
    there = two_zones()
    activity = plan(there, found(there), starts=f"{day}T06:00:00Z", ends=f"{day}T07:00:00Z")
    abroad = shown(there[1], activity)
    assert "14:00–15:00" in abroad
    assert "北京时间（UTC+8）" in abroad
    assert own in abroad
    assert f"柏林时间（{offset}）" in abroad
    assert "柏林时间" not in shown(there[0], activity)


def test_near_midnight_the_day_differs_too() -> None:
    there = two_zones()
    activity = plan(there, found(there), starts="2030-01-15T17:00:00Z", ends="2030-01-15T18:00:00Z")
    assert "2030年1月16日（星期三） 01:00" in shown(there[1], activity)
    assert "2030年1月15日（星期二） 18:00" in shown(there[1], activity)


def test_the_calendar_of_each_body_has_its_own_day() -> None:
    there = two_zones()
    plan(there, found(there), starts="2030-01-15T17:00:00Z", ends="2030-01-15T18:00:00Z")
    for who, day, hour in ((there[0], "2030-01-16", "01:00"), (there[1], "2030-01-15", "18:00")):
        table = text(page(who, "calendar", "?month=2030-01"))
        cell = table.split(f'datetime="{day}"')[1].split("</td>")[0]
        assert hour in cell


def test_times_are_typed_on_the_clocks_of_the_chosen_zone() -> None:
    there = two_zones()
    partnership = found(there)
    from xieqiao.acts.models import Act

    typed(there[0], partnership, starts="2030-07-15T09:00", zone="Europe/Berlin")
    given = Act.objects.get(kind="activity.plan").versions.get().payload()
    assert given.starts == datetime(2030, 7, 15, 7, tzinfo=UTC)


def test_an_hour_that_summer_time_leaves_out_does_not_exist() -> None:
    there = two_zones()
    answer = typed(there[0], found(there), starts="2030-03-31T02:30", zone="Europe/Berlin")
    back = text(answer)
    assert 'value="2030-03-31T02:30"' in back
    assert 'class="error"' in back
    assert not Activity.objects.exists()


def test_the_form_of_a_body_abroad_starts_with_its_own_zone() -> None:
    there = two_zones()
    path = form_path(there[1], "activity.plan", partnership=found(there).id)
    assert '<option value="Europe/Berlin" selected>' in text(client_of(there[1]).get(path))


def test_a_zone_that_is_rarely_used_is_kept_when_the_time_changes() -> None:
    there = parties(2)
    activity = plan(there, found(there), **plan_words(zone="Asia/Kathmandu"))
    path = form_path(there[0], "activity.reschedule", on=activity.schedule.id)
    form = text(client_of(there[0]).get(path))
    assert '<option value="Asia/Kathmandu" selected>' in form


@pytest.mark.parametrize(
    ("starts", "ends", "words"),
    [
        ("2030-01-15T06:00", None, "2030年1月15日（星期二） 14:00 起"),
        ("2030-01-15T06:00", "2030-01-15T09:00", "2030年1月15日（星期二） 14:00–17:00"),
        ("2030-01-15T06:00", "2030-01-15T16:00", "2030年1月15日（星期二） 14:00–24:00"),
        (
            "2030-01-15T06:00",
            "2030-01-17T09:00",
            "2030年1月15日（星期二） 14:00 至 2030年1月17日（星期四） 17:00",
        ),
    ],
)
def test_spans_in_words(starts: str, ends: str | None, words: str) -> None:
    from django.utils.translation import override

    first = datetime.fromisoformat(starts).replace(tzinfo=UTC)
    last = datetime.fromisoformat(ends).replace(tzinfo=UTC) if ends else None
    with override("zh-hans"):
        assert span_in_words(first, last, "Asia/Shanghai") == words


def test_zones_with_half_hours_and_behind_universal_time() -> None:
    from django.utils.translation import override

    at = datetime(2030, 1, 15, tzinfo=UTC)
    with override("en"):
        assert zone_in_words("Asia/Kolkata", at) == "Indian time (UTC+5:30)"
        assert zone_in_words("America/New_York", at) == "New York time (UTC−5)"
        assert zone_in_words("Asia/Kathmandu", at) == "Kathmandu time (UTC+5:45)"
        assert moment_in_words(at, "Asia/Shanghai") == "15 January 2030, 08:00"
