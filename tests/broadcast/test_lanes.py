"""Requests share a few threads, which keep their connection; what waits is answered in the end."""

from __future__ import annotations

import http.client
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.core.handlers.asgi import ASGIHandler
from django.core.signals import request_started

from tests.broadcast.serving import served
from xieqiao import lanes
from xieqiao.lanes import in_lanes

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def threads() -> Iterator[set[str]]:
    """Gather the threads in which requests begin."""
    import threading

    seen: set[str] = set()

    def note(**_kwargs: Any) -> None:
        seen.add(threading.current_thread().name)

    request_started.connect(note)
    yield seen
    request_started.disconnect(note)


def ask(port: int) -> int:
    """Return the status of a page."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    connection.request("GET", "/sign-in/")
    return connection.getresponse().status


def test_one_after_the_other_uses_the_same_thread_again(threads: set[str]) -> None:
    with served(in_lanes(ASGIHandler())) as port:
        assert [ask(port) for _ in range(8)] == [200] * 8
    assert len(threads) <= 2  # a lane is free again shortly after its answer


def test_more_requests_than_lanes_are_all_answered(
    threads: set[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lanes, "MOST", 3)
    with served(in_lanes(ASGIHandler())) as port, ThreadPoolExecutor(12) as many:
        assert list(many.map(lambda _: ask(port), range(24))) == [200] * 24
    assert len(threads) <= 3
