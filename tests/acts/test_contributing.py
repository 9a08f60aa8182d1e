"""Somebody new adds a kind of act as CONTRIBUTING says, and everything else follows."""

from __future__ import annotations

import gc
import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.parties import found, open_topic, two_parties
from xieqiao.acts.access import Acting
from xieqiao.acts.kinds import forget_kinds, kind_named
from xieqiao.acts.models import Act
from xieqiao.acts.replay import replay
from xieqiao.acts.verify import verify
from xieqiao.bodies.models import Account
from xieqiao.topics.models import Topic

pytestmark = [
    pytest.mark.django_db(databases=["default", "replay"]),
    pytest.mark.usefixtures("replay_database"),
]

PAGE = Path(__file__).parents[2] / "CONTRIBUTING.md"


@pytest.fixture
def example() -> Iterator[str]:
    """Define the kind that CONTRIBUTING shows; afterwards it is gone. Return its name."""
    [source] = re.findall(r"```python\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)
    names: dict[str, Any] = {"__name__": "xieqiao.topics.acts.example"}
    exec(compile(source, "CONTRIBUTING.md", "exec", dont_inherit=True), names)
    forget_kinds()
    yield names["PutTopicOff"].name
    names.clear()
    forget_kinds()
    gc.collect()


def _browser(who: Acting) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(Account.objects.get(id=str(who.account_id)))
    return client


def test_one_class_brings_form_act_history_register_and_reference(example: str) -> None:
    one, other = two_parties()
    partnership = found([one, other])
    topic = open_topic([one, other], partnership.id)
    day = timezone.localdate() + timedelta(days=90)
    here, there = _browser(one), _browser(other)

    form = reverse("acts:new", kwargs={"body": one.slug, "kind": example}) + f"?on={topic.id}"
    assert "Propose to put it off" in here.get(form).content.decode()
    typed = {"acting": one.token, "_do": "propose", "until": "2001-01-01", "why": "先办急的"}
    refused = here.post(form, typed).content.decode()
    assert "This date is over" in refused
    assert "先办急的" in refused
    assert here.post(form, {**typed, "until": day.isoformat()}).status_code == 302

    act = Act.objects.get(kind=example)
    desk = there.get(f"/b/{other.slug}/").content.decode()
    assert f"Put the topic off until {day}" in desk
    path = reverse("acts:act", kwargs={"body": other.slug, "act": act.id})
    assert "Nothing is expected of anybody until then." in there.get(path).content.decode()
    read = act.versions.get(number=1).digest
    there.post(f"{path}consent/", {"acting": other.token, "digest": read})
    assert Act.objects.get(id=act.id).state == "sealed"
    assert Topic.objects.get(id=topic.id).why == "先办急的"

    history = reverse(
        "partnerships:history", kwargs={"body": one.slug, "partnership": partnership.id}
    )
    assert f"Put the topic off until {day}" in here.get(history).content.decode()
    reference = reverse("acts:kind", kwargs={"body": one.slug, "kind": example})
    assert "Put the topic off" in here.get(reference).content.decode()
    assert verify(workers=1).problems == []
    assert replay("default", seed=3) == []


def test_the_example_leaves_nothing_behind() -> None:
    with pytest.raises(LookupError):
        kind_named("topic.put_off")
