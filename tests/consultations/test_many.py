"""Ten thousand statements come in pages, and voting goes on."""

from __future__ import annotations

import pytest
from django.utils import timezone

from tests.consultations.pages import client_of, page, path_of
from tests.consultations.steps import in_the_room
from tests.parties import found, parties
from xieqiao.acts.matter import gate_open
from xieqiao.consultations import live
from xieqiao.consultations.ahead import MOST
from xieqiao.consultations.models import Statement

pytestmark = pytest.mark.django_db


def test_ten_thousand_statements_come_in_pages() -> None:
    there = parties(2)
    consultation = in_the_room(there, found(there))
    now = timezone.now()
    with gate_open("live"):
        Statement.objects.bulk_create(
            Statement(consultation=consultation, number=n, text=f"演示意见 {n}", at=now)
            for n in range(1, 10_001)
        )
    live.join(there[0], consultation)
    assert page(there[0], "consultation", consultation).count('class="voice"') == 20
    assert page(there[0], "consultation", consultation, "?page=500").count('class="voice"') == 20
    assert page(there[0], "vote", consultation).count('class="voice"') == 1
    ahead = client_of(there[0]).get(path_of(there[0], "votes", consultation)).json()
    assert (len(ahead["ahead"]), ahead["all"]) == (MOST, 10_000)
