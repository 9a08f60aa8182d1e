"""Every address, for every role, about one's own things, a partner's, and a stranger's.

The addresses come from the URL configuration, so a new one is covered by itself: the answer is as
the matrix of roles says, never an error of ours, and nobody reads another body's own matter.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from django.test import Client

from tests.demo_loaded import Demo
from tests.matrix.addresses import Address, of_a_body
from tests.matrix.narrower import is_narrower
from tests.matrix.planting import MARK, plant, secret_of
from tests.matrix.things import TEXTS, main_part, model_of, readers
from xieqiao.bodies.middleware import acting_for
from xieqiao.bodies.models import Account, Body
from xieqiao.bodies.roles import MATRIX, Role

pytestmark = pytest.mark.django_db

OURS = "deqing"
READ, DONE = {200, 302, 405}, {200, 302, 400, 405, 409, 422}

Given = dict[str, Any]


def _rooms() -> list[str]:
    return sorted({address.room for address in of_a_body()})


def _addresses(room: str) -> list[Address]:
    return [address for address in of_a_body() if address.room == room]


@pytest.fixture
def bodies(demo: Demo) -> dict[str, Body]:
    """The demonstration's bodies, with a marked row in each of their own tables."""
    found = {body.slug: body for body in Body.objects.filter(participates=True)}
    found = {OURS: found.pop(OURS), **found}
    for body in found.values():
        assert plant(body)
    return found


def _someone(body: Body, role: str) -> Account:
    return Account.objects.get(sign_in_name=f"{body.slug}-{role.replace('_', '-')}-1")


def _signed_in(account: Account) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(account)
    return client


def _asked(address: Address, bodies: dict[str, Body]) -> tuple[Body, list[tuple[Given, bool]]]:
    """Return a body, what to put into an address, and whether that body may read it.

    One thing that it may read, and of those that it may not, one for each set of readers: a
    partner's own, a stranger's own, what strangers share. The body is ours, unless it has none.
    """
    fixed: Given = {name: make() for name, make in TEXTS.items()}
    part = main_part(address)
    if part is None:
        return bodies[OURS], [(fixed, True)]
    rows = list(model_of(address, part)._default_manager.all()[:400])
    by_readers: dict[frozenset[Any], Any] = {frozenset(readers(row)): row for row in rows}
    ours = next((b for b in bodies.values() if any(b.id in who for who in by_readers)), None)
    assert ours, f"{address.name}: the demonstration has no {part}"
    mine = [row for who, row in by_readers.items() if ours.id in who][:1]
    others = [row for who, row in by_readers.items() if ours.id not in who]
    return ours, [({**fixed, **_parts(address, row)}, row in mine) for row in mine + others]


def _parts(address: Address, row: Any) -> Given:
    part = main_part(address)
    others = [name for name in address.takes if name not in {"body", part, *TEXTS}]
    return {part: row.pk, **{name: getattr(row, f"{name}_id") for name in others}}  # type: ignore[dict-item]


def _ask(client: Client, method: str, path: str, account: Account, body: Body) -> tuple[int, str]:
    """Return the answer's status and text; what it changed is taken back."""
    acting = acting_for(account, body.slug)
    assert acting is not None
    data = {"acting": acting.token} if method == "post" else {}
    with transaction.atomic():
        answer: Any = getattr(client, method)(path, data)
        content = b"".join(answer.streaming_content) if answer.streaming else answer.content
        transaction.set_rollback(True)
    return answer.status_code, content.decode("utf-8", "replace")


def _expected(address: Address, method: str, *, may: bool, mine: bool) -> set[int]:
    if not may:
        return {403, 405} if method == "get" else {403}
    if not mine:
        return {404, 405} if method == "get" else {404}
    if is_narrower(address.name):
        return READ | DONE | {403, 404}
    return READ if method == "get" else DONE


def _faults(address: Address, role: str, bodies: dict[str, Body]) -> Iterator[str]:
    ours, things = _asked(address, bodies)
    account = _someone(ours, role)
    client = _signed_in(account)
    may = bool(MATRIX[role] & set(address.capabilities or ()))
    for given, mine in things:
        path = address.path(body=ours.slug, **given)
        for method in ("get", "post"):
            status, said = _ask(client, method, path, account, ours)
            if status not in _expected(address, method, may=may, mine=mine):
                yield f"{address.name}: {method} {path} as {role}: {status}"
            if MARK in said.replace(secret_of(ours), ""):
                yield f"{address.name}: {path} shows {role} another body's own matter"


@pytest.mark.parametrize("room", _rooms())
def test_the_answer_is_as_the_matrix_says(room: str, bodies: dict[str, Body]) -> None:
    addresses = _addresses(room)
    assert [a.name for a in addresses if not a.capabilities] == [], "whom does it let in?"
    faults = [f for address in addresses for role in Role for f in _faults(address, role, bodies)]
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("room", _rooms())
def test_who_has_no_role_at_a_body_finds_nothing_there(room: str, bodies: dict[str, Body]) -> None:
    for address in _addresses(room):
        ours, [(given, _), *_rest] = _asked(address, bodies)
        other = next(body for body in bodies.values() if body != ours)
        stranger = _signed_in(_someone(other, Role.SECRETARY_GENERAL))
        path = address.path(body=ours.slug, **given)
        assert stranger.get(path).status_code in {404, 405}, path
        assert stranger.post(path).status_code == 404, path


@pytest.mark.parametrize("room", _rooms())
def test_who_is_not_signed_in_is_asked_to(room: str, bodies: dict[str, Body]) -> None:
    for address in _addresses(room):
        ours, [(given, _), *_rest] = _asked(address, bodies)
        answer = Client().get(address.path(body=ours.slug, **given))
        if answer.status_code == 405:
            answer = Client().post(address.path(body=ours.slug, **given))
        assert answer.status_code == 302, address.name
        assert answer["Location"].startswith("/sign-in/")
