"""Old events are forgotten; numbers go on."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from xieqiao.broadcast import sweep
from xieqiao.broadcast.models import Event
from xieqiao.broadcast.publishing import latest, publish

pytestmark = pytest.mark.django_db


def test_old_events_go_and_numbers_go_on() -> None:
    publish("a:1", "one", {})
    Event.objects.update(at=timezone.now() - timedelta(hours=3))
    publish("a:1", "two", {})
    assert sweep.run() == 1
    publish("a:1", "three", {})
    assert list(Event.objects.values_list("number", flat=True)) == [2, 3]
    assert latest("a:1") == 3
