"""Every address, for every role, about one's own things, a partner's, and a stranger's.

The addresses come from the URL configuration, so a new one is covered by itself: the answer is as
the matrix of roles says, never an error of ours, and nobody reads another body's own matter.
"""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from tests.matrix.addresses import Address, every_address, of_a_body
from tests.matrix.planting import MARK, plant, secret_of
from tests.matrix.things import TEXTS, main_part, model_of, readers
from xieqiao.bodies.middleware import acting_for
from xieqiao.bodies.models import Account, Body
from xieqiao.bodies.roles import MATRIX, Role

pytestmark = pytest.mark.django_db

OURS, PARTNER = "deqing", "huangpu"
ANSWERS = {200, 302, 405}
# A view may be narrower than its capability; each with its reason.
NARROWER: dict[str, str] = {}


def _names() -> list[str]:
    return [address.name for address in of_a_body()]


def _address(name: str) -> Address:
    return next(address for address in every_address() if address.name == name)


def _someone(body: Body, role: str) -> Account:
    return Account.objects.get(sign_in_name=f"{body.slug}-{role.replace('_', '-')}-1")


def _signed_in(account: Account) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(account)
    return client


@pytest.fixture
def bodies(demo: Any) -> dict[str, Body]:
    """The demonstration's bodies, with a marked row in each of their own tables."""
    found = {body.slug: body for body in Body.objects.filter(participates=True)}
    for body in found.values():
        found_rows = plant(body)
        assert found_rows
    return found


def _candidates(address: Address, ours: Body) -> list[tuple[dict[str, Any], bool]]:
    """Return what to put into the address, and whether our body may read it."""
    fixed = {name: make() for name, make in TEXTS.items()}
    part = main_part(address)
    if part is None:
        return [(fixed, True)]
    rows = list(model_of(address, part)._default_manager.all()[:400])
    seen = next((row for row in rows if ours.id in readers(row)), None)
    unseen = [row for row in rows if ours.id not in readers(row)]
    chosen = [(row, True) for row in (seen,) if row is not None]
    by_reader: dict[frozenset[Any], Any] = {frozenset(readers(row)): row for row in unseen}
    chosen += [(row, False) for row in by_reader.values()]
    assert chosen, f"{address.name}: the demonstration has no {part}"
    return [({**fixed, **_parts(address, row)}, mine) for row, mine in chosen]


def _parts(address: Address, row: Any) -> dict[str, Any]:
    part = main_part(address)
    parts = {part: row.pk}
    for other in address.takes:
        if other not in {"body", part, *TEXTS}:
            parts[other] = getattr(row, f"{other}_id")
    return parts


@pytest.mark.parametrize("name", _names())
def test_the_answer_is_as_the_matrix_says(name: str, bodies: dict[str, Body]) -> None:
    address, ours = _address(name), bodies[OURS]
    assert address.capabilities, f"{name} does not say whom it lets in"
    for given, mine in _candidates(address, ours):
        path = address.path(body=ours.slug, **given)
        for role in Role:
            client = _signed_in(_someone(ours, role))
            may = bool(MATRIX[role] & set(address.capabilities))
            for method in ("get", "post"):
                status, said = _ask(client, method, path, _someone(ours, role), ours)
                about = f"{method} {path} as {role}: {status}"
                assert status < 500, about
                assert not _leaks(said, ours), f"{about} shows another body's own matter"
                if not may:
                    assert status == 403, about
                elif not mine:
                    assert status == 404, about
                elif method == "get" and name not in NARROWER:
                    assert status in ANSWERS, about


def _ask(client: Client, method: str, path: str, account: Account, body: Body) -> tuple[int, str]:
    acting = acting_for(account, body.slug)
    assert acting is not None
    data = {"acting": acting.token} if method == "post" else {}
    answer = getattr(client, method)(path, data)
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return answer.status_code, content.decode("utf-8", "replace")


def _leaks(said: str, ours: Body) -> bool:
    return MARK in said.replace(secret_of(ours), "")


@pytest.mark.parametrize("name", _names())
def test_who_has_no_role_at_a_body_finds_nothing_there(name: str, bodies: dict[str, Body]) -> None:
    address, ours = _address(name), bodies[OURS]
    stranger = _signed_in(_someone(bodies[PARTNER], Role.SECRETARY_GENERAL))
    given, _ = _candidates(address, ours)[0]
    path = address.path(body=ours.slug, **given)
    assert stranger.get(path).status_code == 404
    assert stranger.post(path).status_code == 404


@pytest.mark.parametrize("name", _names())
def test_who_is_not_signed_in_is_asked_to(name: str, bodies: dict[str, Body]) -> None:
    address, ours = _address(name), bodies[OURS]
    given, _ = _candidates(address, ours)[0]
    answer = Client().get(address.path(body=ours.slug, **given))
    assert answer.status_code == 302
    assert answer["Location"].startswith("/sign-in/")
