"""What the demonstration's registers prove."""

from __future__ import annotations

import pytest

from tests.demo_loaded import Demo
from xieqiao.acts.models import Entry, Register
from xieqiao.acts.replay import replay
from xieqiao.acts.verify import verify

pytestmark = pytest.mark.database


def test_every_register_holds(demo: Demo) -> None:
    report = verify(workers=1)
    assert report.problems == []
    assert (report.registers, report.entries) == (Register.objects.count(), Entry.objects.count())
    assert report.registers == 2 + 2 + 4


@pytest.mark.django_db(databases=["default", "replay"])
@pytest.mark.usefixtures("replay_database")
def test_all_of_it_follows_from_the_registers_in_any_order(demo: Demo) -> None:
    for seed in range(4):
        assert replay("default", seed) == [], f"order {seed}"
