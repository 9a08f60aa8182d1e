"""Every form that is sent with nothing in it says on top what does not fit, and where.

The forms come from the URL configuration, so a new one is covered by itself.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.db import transaction
from django.test import Client

from tests.demo_loaded import Demo
from tests.matrix.addresses import every_address
from tests.ui.survey import Place, place_of
from xieqiao.bodies.middleware import acting_for
from xieqiao.bodies.models import Account

pytestmark = pytest.mark.django_db
FIELD_ERROR = re.compile(r'class="error"')
SUMMARY = re.compile(r'<div class="errors".*?</ul>', re.DOTALL)
WITH_FORMS = {"acts", "bodies", "duty", "exchange"}
LINK = re.compile(r'<a href="#([^"]+)"')


def sent_empty(place: Place) -> str:
    """Return what a page answers to its own form with nothing in it; nothing stays changed."""
    account = Account.objects.get(sign_in_name=place["account"])
    client = Client()
    client.force_login(account)
    acting = acting_for(account, place["body"])
    data = {"acting": acting.token} if acting else {}
    with transaction.atomic():
        answer: Any = client.post(place["path"], data)
        transaction.set_rollback(True)
    return "" if answer.streaming else html.unescape(answer.content.decode())


def faults(page: str) -> Iterator[str]:
    """Yield what is missing when a page shows errors at fields."""
    if not FIELD_ERROR.search(page):
        return
    summary = SUMMARY.search(page)
    if not summary:
        yield "no summary of errors on top"
        return
    if page.index(summary[0]) > page.index(FIELD_ERROR.search(page)[0]):  # type: ignore[index]
        yield "the summary stands below an error"
    links = LINK.findall(summary[0])
    if not links:
        yield "the summary leads to no field"
    yield from (f"no field {id_!r}" for id_ in links if f'id="{id_}"' not in page)


@pytest.mark.parametrize("room", sorted({a.room for a in every_address()}))
def test_each_form(demo: Demo, room: str) -> None:
    found, wrong = [], 0
    for address in every_address():
        if address.room != room:
            continue
        place = place_of(address)
        if not place.get("account"):
            continue
        path = urlsplit(place["path"]).path
        page = sent_empty(place)
        wrong += bool(FIELD_ERROR.search(page))
        found += [f"{address.name} ({path}): {fault}" for fault in faults(page)]
    assert found == []
    assert wrong or room not in WITH_FORMS, "no form of this room refuses to be empty"


@pytest.mark.parametrize(
    ("page", "fault"),
    [
        ('<p class="error">x</p>', "no summary of errors on top"),
        ('<div class="errors"><ul></ul></div><p class="error">x</p>', "leads to no field"),
        ('<p class="error">x</p><div class="errors"><a href="#a"></a></ul>', "stands below"),
        ('<div class="errors"><a href="#a"></a></ul><p class="error">x</p>', "no field 'a'"),
    ],
)
def test_it_notices_what_is_missing(page: str, fault: str) -> None:
    assert any(fault in found for found in faults(page))
