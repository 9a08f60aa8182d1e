"""Taking texts out leaves every proof whole, and the same mark everywhere."""

from __future__ import annotations

import pytest

from tests.parties import found, parties, pass_act
from xieqiao.acts.models import Act, Content
from xieqiao.acts.payloads import ERASED
from xieqiao.acts.replay import replay
from xieqiao.acts.verify import verify
from xieqiao.partnerships.models import Partnership

pytestmark = [
    pytest.mark.django_db(databases=["default", "replay"]),
    pytest.mark.usefixtures("replay_database"),
    pytest.mark.database,
]


def test_erased_texts_are_gone_and_everything_still_verifies() -> None:
    everybody = parties(2)
    space = found(everybody, setting="应当删去的话")
    founding = Act.objects.get(kind="partnership.found")
    erase = {"act_id": str(founding.id), "why": "当事人要求"}
    pass_act(everybody, "content.erase", erase, subject=space.id)
    assert Partnership.objects.get(id=space.id).setting == ERASED
    assert not Content.objects.filter(text__contains="应当删去的话").exists()
    assert verify(workers=1).problems == []
    assert replay("default", seed=1) == []
