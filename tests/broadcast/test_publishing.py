"""An event is told when its transaction is committed, under a number without gaps."""

from __future__ import annotations

import pytest
from django.db import transaction

from xieqiao.broadcast.models import Event
from xieqiao.broadcast.often import settle
from xieqiao.broadcast.publishing import latest, publish


def told(channel: str = "activity:1") -> list[tuple[int, str, dict[str, object]]]:
    """Return what was told on a channel."""
    rows = Event.objects.filter(channel=channel).order_by("number")
    return list(rows.values_list("number", "kind", "data"))


@pytest.mark.django_db
def test_events_of_a_channel_are_numbered_from_one() -> None:
    publish("activity:1", "running", {"item": 1})
    publish("activity:2", "running", {})
    publish("activity:1", "speakers", {"waiting": 3})
    assert told() == [(1, "running", {"item": 1}), (2, "speakers", {"waiting": 3})]
    assert (latest("activity:1"), latest("activity:2"), latest("activity:3")) == (2, 1, 0)


@pytest.mark.django_db
def test_what_is_rolled_back_was_not_told_and_leaves_no_gap() -> None:
    def fails() -> None:
        with transaction.atomic():
            publish("activity:1", "running", {"item": 1})
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fails()
    publish("activity:1", "running", {"item": 2})
    assert told() == [(1, "running", {"item": 2})]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("channel", "kind"), [("", "a"), ("a b", "a"), ("a\nid: 9", "a"), ("a", "A"), ("a", "a\nb")]
)
def test_a_name_that_would_break_the_stream_is_refused(channel: str, kind: str) -> None:
    with pytest.raises(ValueError, match="not the names"):
        publish(channel, kind, {})


@pytest.mark.django_db(transaction=True)
def test_of_what_happens_often_only_the_newest_is_told() -> None:
    for count in range(200):
        publish("consultation:1", "votes", {"count": count}, often=True)
    settle()
    events = told("consultation:1")
    assert events[-1][2] == {"count": 199}
    assert len(events) <= 20
