"""Opens every address on the loaded demonstration, and writes down who sees which page there.

    python -m tests.ui.survey found.json

The addresses come from the URL configuration. For each, somebody and a thing are looked for with
whom it shows a page; for one that shows none (a form that is only sent, a file) the answer stands.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any, TypedDict

SLUGS = ("deqing", "muli", "huangpu", "dongling")
ROLES = ("secretary-general", "administrator", "clerk", "unit-handler", "member", "chair")
MOST_THINGS = 40


class Place(TypedDict, total=False):
    """Where a page is found, and by whom (nobody: it is for everybody); or what answers instead."""

    account: str
    body: str
    path: str
    instead: str


def survey() -> dict[str, Place]:
    """Return a place for each address."""
    from tests.matrix.addresses import every_address

    return {address.name: place_of(address) for address in every_address()}


def place_of(address: Any) -> Place:
    """Return where an address shows a page, and to whom; or what it answers instead."""
    if "body" not in address.takes:
        return _outside(address)
    answers: set[str] = set()
    for slug in SLUGS:
        for role in ROLES:
            name = f"{slug}-{role}-1"
            client = _client(name)
            for path in islice(_paths(address, slug), MOST_THINGS):
                said = _said(client, path)
                if said == "page":
                    return Place(account=name, body=slug, path=path)
                if said in {"405", "file"}:  # it is so for everybody
                    return Place(instead=said)
                answers.add(said)
                if said == "403":
                    break
    return Place(instead=" ".join(sorted(answers - {"403"})) or "nothing")


def _client(account: str = "") -> Any:
    from django.test import Client

    from xieqiao.bodies.models import Account

    client = Client(SERVER_NAME="127.0.0.1")
    if account:
        client.force_login(Account.objects.get(sign_in_name=account))
    return client


def _said(client: Any, path: str) -> str:
    answer = client.get(path)
    if answer.status_code != 200:
        return str(answer.status_code)
    return "page" if "text/html" in answer.headers.get("Content-Type", "") else "file"


def _paths(address: Any, slug: str) -> Iterator[str]:
    """Yield the address with things in it that the body may read."""
    from tests.matrix.things import TEXTS, main_part, model_of, readers
    from xieqiao.acts.models import Seat
    from xieqiao.bodies.models import Body

    body = Body.objects.get(slug=slug)
    fixed = {name: make() for name, make in TEXTS.items() if name in address.takes}
    part = main_part(address)
    if part is None:
        path = address.path(body=slug, **fixed)
        yield path
        for seat in Seat.objects.filter(body=body)[:1]:
            yield f"{path}?partnership={seat.space_id}"
        return
    for row in model_of(address, part)._default_manager.all()[:400]:
        if body.id in readers(row):
            others = [n for n in address.takes if n not in {"body", part, *TEXTS}]
            given = {part: row.pk, **{n: getattr(row, f"{n}_id") for n in others}}
            yield address.path(body=slug, **fixed, **given)


def _outside(address: Any) -> Place:
    """Return a place for an address outside any body: for everybody, or for who is signed in."""
    if address.takes:
        return _with_token(address)
    path, someone = address.path(), "deqing-secretary-general-1"
    said = _said(_client(), path)
    if said == "page":
        return Place(account="", body="", path=path)
    if _said(_client(someone), path) == "page":
        return Place(account=someone, body="deqing", path=path)
    return Place(instead=said)


def _with_token(address: Any) -> Place:
    from xieqiao.bodies.invitations import invite, link_path
    from xieqiao.bodies.models import Person
    from xieqiao.bodies.roles import Role

    if address.name == "consultations_root:consultation":
        return Place(account="", body="", path=address.path(token=_invitation()))
    if address.name != "bodies_root:invitation":
        return Place(instead="file")
    person = Person.objects.filter(body__slug="deqing", account=None, deleted_at=None).first()
    assert person is not None
    return Place(account="", body="", path=link_path(invite(person, Role.MEMBER)))


def _invitation() -> str:
    """Return what an invitation of guests to an open consultation is reached by."""
    from xieqiao.consultations.live.guests import token_of
    from xieqiao.consultations.models import GuestLink

    link = GuestLink.objects.filter(consultation__closing=None, revoked_at=None).first()
    assert link is not None
    return token_of(link)


def main(out: Path) -> None:
    """Write the survey into a file."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "xieqiao.settings"
    import django

    django.setup()
    out.write_text(json.dumps(survey(), ensure_ascii=False, indent=1), "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
