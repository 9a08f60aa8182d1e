"""Every page takes as many queries for many times the rows; read out of the URL configuration.

The demonstration stands there four times, then forty times, and the reader's body is in all of it;
so a new address is covered by itself. What asks once for each row asks at least ten times more
often, since lists show twenty; what is asked only where there is something makes a query or two.
Rooms' own `test_query_counts` count exactly, with rows that the demonstration has not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import Any

import pytest
from django.db import transaction
from django.test import Client

from benchmarks.nation import TOPICS_PER_COPY, Nation
from tests.counting import queries_of
from tests.demo_loaded import Demo
from tests.matrix.addresses import Address, of_a_body
from tests.matrix.things import TEXTS, main_part, model_of, readers
from xieqiao.bodies.models import Body

SLUG, FEW, MANY, ASKED_IF_ANY = "deqing", 4, 40, 3
ROLES = ("secretary_general", "unit_handler", "administrator")
MOST_THINGS = 6

pytestmark = pytest.mark.django_db


def _paths(address: Address, body: Body) -> Iterator[str]:
    fixed = {name: make() for name, make in TEXTS.items() if name in address.takes}
    part = main_part(address)
    if part is None:
        yield address.path(body=body.slug, **fixed)
        return
    for row in model_of(address, part)._default_manager.all()[:100]:
        others = [n for n in address.takes if n not in {"body", part, *TEXTS}]
        if body.id in readers(row) and all(hasattr(row, f"{n}_id") for n in others):
            given = {part: row.pk, **{n: getattr(row, f"{n}_id") for n in others}}
            yield address.path(body=body.slug, **fixed, **given)


def _pages(demo: Demo) -> dict[str, tuple[Client, str]]:
    """Return a client and a path for each address that shows a page to one of these people."""
    body = Body.objects.get(slug=SLUG)
    clients = [demo.client(SLUG, role) for role in ROLES]
    found: dict[str, tuple[Client, str]] = {}
    for address in of_a_body():
        places = ((c, p) for c in clients for p in islice(_paths(address, body), MOST_THINGS))
        for client, path in places:
            answer = client.get(path)
            if answer.status_code == 405:
                break
            if answer.status_code == 200 and "html" in answer.headers["Content-Type"]:
                found[address.name] = client, path
                break
    return found


def _counted(pages: dict[str, tuple[Client, str]], copies: int) -> tuple[dict[str, int], set[str]]:
    """Return the queries of each page beside so many copies, and which pages have further ones."""
    taken: dict[str, int] = {}
    paged: set[str] = set()

    def opened(name: str, client: Client, path: str) -> Any:
        def open_it() -> None:
            answer = client.get(path)
            assert answer.status_code == 200, name
            if _has_further(answer.content.decode()):
                paged.add(name)

        return open_it

    with transaction.atomic():
        nation = Nation(copies * TOPICS_PER_COPY, SLUG)
        nation.bare = copies * 10
        nation.write()
        nation.all_ours()
        for name, (client, path) in pages.items():
            taken[name] = queries_of(opened(name, client, path))
        transaction.set_rollback(True)
    return taken, paged


def _has_further(html: str) -> bool:
    return re.search(r'href="[^"]*[?&;]page=2\b', html) is not None


def test_every_page_takes_as_many_queries_for_many_times_the_rows(demo: Demo) -> None:
    pages = _pages(demo)
    assert len(pages) > 90
    few, _ = _counted(pages, FEW)
    many, paged = _counted(pages, MANY)
    grown = {n: (few[n], many[n]) for n in pages if many[n] > few[n] + ASKED_IF_ANY}
    assert grown == {}
    assert {"topics:list", "acts:list", "outcomes:list", "exchange:needs"} <= paged
