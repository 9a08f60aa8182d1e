"""A stream tells what happens on its channels, to holders of a ticket, and resumes."""

from __future__ import annotations

import http.client
import time
from collections.abc import Iterator

import pytest
from django.utils import timezone

from tests.broadcast.serving import Heard, Listener, served
from xieqiao.broadcast import hub
from xieqiao.broadcast.lines import RECENT
from xieqiao.broadcast.models import Channel, Event
from xieqiao.broadcast.publishing import publish
from xieqiao.broadcast.stream import PATH
from xieqiao.broadcast.tickets import read_ticket, ticket_for
from xieqiao.broadcast.watching import watch

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(params=[True, False], ids=["wired", "plain"])
def port(request: pytest.FixtureRequest) -> Iterator[int]:
    """Serve during a test, with the short way out and without."""
    with served(wired=request.param) as number:
        yield number


def test_who_watches_is_told(port: int) -> None:
    ours, others = Listener(port, "a:1").start(), Listener(port, "a:2").start()
    publish("a:1", "running", {"item": "开幕"})
    publish("a:2", "running", {"item": "别的会"})
    assert ours.hear() == Heard("1", "running", {"item": "开幕"})
    assert others.hear() == Heard("1", "running", {"item": "别的会"})


def test_who_was_cut_off_goes_on_where_he_stopped(port: int) -> None:
    listener = Listener(port, "a:1").start()
    publish("a:1", "one", {})
    heard = listener.hear()
    assert heard is not None
    listener.leave()
    publish("a:1", "two", {})
    publish("a:1", "three", {})
    again = Listener(port, "a:1", last=heard.id)
    kinds = [event.kind for _ in range(3) if (event := again.hear())]
    assert kinds == ["here", "two", "three"]


def test_nothing_falls_between_the_page_and_its_stream(port: int) -> None:
    publish("a:1", "before", {})
    page = watch("a:1")
    publish("a:1", "between", {})
    listener = Listener(port, ticket=page.ticket, after=page.after).start()
    assert listener.hear() == Heard("2", "between", {})


def test_who_missed_what_is_gone_is_told_to_read_everything_anew(port: int) -> None:
    publish("a:1", "one", {})
    publish("a:1", "two", {})
    Event.objects.all().delete()
    publish("a:1", "three", {})
    assert Listener(port, "a:1", last="1").start().hear() == Heard("3", "reset", {})
    assert Listener(port, "a:1", last="2").start().hear() == Heard("3", "three", {})


def test_who_missed_too_much_is_told_to_read_everything_anew(port: int) -> None:
    for _ in range(RECENT + 2):
        publish("a:1", "one", {})
    heard = Listener(port, "a:1", last="1").start().hear()
    assert heard == Heard(str(RECENT + 2), "reset", {})


def test_an_id_from_another_database_leads_to_a_reset(port: int) -> None:
    publish("a:1", "one", {})
    assert Listener(port, "a:1", last="99").start().hear() == Heard("1", "reset", {})


def test_a_channel_that_starts_anew_leads_to_a_reset(
    port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(hub.LOOK_EVERY, "postgresql", 0.5)
    publish("a:1", "one", {})
    publish("a:1", "two", {})
    listener = Listener(port, "a:1").start()
    Event.objects.all().delete()
    Channel.objects.all().delete()
    publish("a:1", "one", {})
    assert listener.hear() == Heard("1", "reset", {})


def test_two_channels_come_in_one_stream(port: int) -> None:
    listener = Listener(port, "a:1", "c:1").start()
    publish("c:1", "votes", {"count": 1})
    assert listener.hear() == Heard("0.1", "votes", {"count": 1})
    publish("a:1", "running", {})
    assert listener.hear() == Heard("1.1", "running", {})
    listener.leave()
    publish("c:1", "votes", {"count": 2})
    assert Listener(port, "a:1", "c:1", last="1.1").start().hear() == Heard(
        "1.2", "votes", {"count": 2}
    )


def test_what_another_process_told_is_found_in_the_table(
    port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without a word to this process: as a worker on the same file does it."""
    monkeypatch.setitem(hub.LOOK_EVERY, "postgresql", 0.5)
    listener = Listener(port, "a:1").start()
    now = timezone.now()
    Event.objects.create(channel="a:1", number=1, kind="running", data={}, at=now)
    Channel.objects.create(name="a:1", last=1, at=now)
    assert listener.hear() == Heard("1", "running", {})


@pytest.mark.parametrize("ticket", ["", "a", "a:b:c", "ended"])
def test_without_a_ticket_there_is_no_stream(port: int, ticket: str) -> None:
    if ticket == "ended":
        ticket = ticket_for("a:1", seconds=-1)
    assert Listener(port, ticket=ticket).answer.status == 403


def test_a_ticket_for_one_channel_opens_no_other() -> None:
    own, other = ticket_for("activity:1"), ticket_for("activity:2")
    payload, _, seal = own.rpartition(":")
    assert read_ticket(f"{other.rpartition(':')[0]}:{seal}") is None
    assert (found := read_ticket(f"{payload}:{seal}")) is not None
    assert found.channels == ("activity:1",)


def test_only_get_opens_a_stream(port: int) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request("POST", f"{PATH}?ticket={ticket_for('a:1')}")
    assert connection.getresponse().status == 405


@pytest.mark.parametrize("wired", [True, False])
def test_signs_of_life_come_and_a_ticket_that_ends_ends_the_stream(
    monkeypatch: pytest.MonkeyPatch, wired: bool
) -> None:
    monkeypatch.setattr(hub, "HEARTBEAT", 0.2)
    with served(wired=wired) as port:
        listener = Listener(port, ticket=ticket_for("a:1", seconds=2)).start()
        assert listener.answer.readline() == b": \n"
        before = time.monotonic()
        assert listener.hear() is None
        assert time.monotonic() - before < 5


@pytest.mark.parametrize("wired", [True, False])
def test_a_server_that_stops_ends_its_streams_at_once(wired: bool) -> None:
    with served(wired=wired) as port:
        listener = Listener(port, "a:1").start()
        before = time.monotonic()
    assert time.monotonic() - before < 2
    assert listener.hear() is None


def test_the_rest_is_answered_by_django(port: int) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request("GET", "/sign-in/")
    assert connection.getresponse().status == 200
