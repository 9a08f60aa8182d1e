"""How many queries something takes, for few rows and for many."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from xieqiao.acts.access import Acting
from xieqiao.bodies.models import Account
from xieqiao.partnerships.directory import read_anew

FEW, MANY = 10, 1000


def queries_of(action: Callable[[], Any]) -> int:
    """Return how many queries something takes, with names that are kept for a minute read anew."""
    read_anew()
    with CaptureQueriesContext(connection) as caught:
        action()
    return len(caught)


def visit(who: Acting, name: str, query: str = "", **kwargs: Any) -> Callable[[], None]:
    """Return what opens the page of this name; it must be there, and what is cached is warm."""
    client = Client()
    client.force_login(Account.objects.get(id=str(who.account_id)))
    path = reverse(name, kwargs={"body": who.slug, **kwargs}) + query

    def open_it() -> None:
        assert client.get(path).status_code == 200

    open_it()
    return open_it
