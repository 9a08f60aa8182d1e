"""Everything that somebody can ask for, and everything that comes back."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import urlencode

from django.db import connection, transaction
from django.test import Client

from tests.leaks.hidden import id_of
from tests.leaks.stillness import Stillness
from tests.matrix.addresses import Address, every_address
from tests.matrix.things import TEXTS, main_part, model_of, readers
from xieqiao.acts.access import Acting
from xieqiao.acts.kinds import all_kinds
from xieqiao.bodies.models import Body

HIDDEN = ("section", "unit", "person", "strength", "need", "initiative", "draft", "act")
MOST, MOST_FOREIGN = 60, 1
NOBODYS = "00000000-0000-4000-8000-000000000000"
WORDS = ("城市大脑",)


@dataclass(frozen=True)
class Question:
    """A request: method and path with its query."""

    method: str
    path: str


@dataclass(frozen=True)
class Answer:
    """All that the one who asks can see, and how many questions went to the database."""

    status: int
    headers: tuple[tuple[str, str], ...]
    content: bytes
    queries: int
    logged: tuple[str, ...]


def questions(asker: Body, others: Iterable[Body], partnership: Any) -> list[Question]:
    """Return all addresses, about one thing for each set of readers, and about hidden things."""
    found: list[Question] = []
    known: dict[Any, Any] = {}
    others = list(others)
    for address in every_address():
        for number, given in enumerate(_things(address, asker, others, known)):
            path = address.path(**given)
            found.append(Question("get", path))
            if number == 0 or given.get("body", asker.slug) != asker.slug:
                found.append(Question("post", path))
        found += [Question("get", path) for path in _queries(address, asker, partnership)]
    found += [Question("get", f"/b/{asker.slug}/nonsense/"), Question("get", "/b/nobody/")]
    return list(dict.fromkeys(found))


def _things(
    address: Address, asker: Body, others: list[Body], known: dict[Any, Any]
) -> Iterator[dict[str, Any]]:
    fixed: dict[str, Any] = {name: make() for name, make in TEXTS.items()}
    try:
        part = main_part(address)
        ids = _ids(address, part, asker, others, known) if part else [None]
    except (LookupError, AssertionError, AttributeError):
        ids = [NOBODYS]
    given = dict.fromkeys(address.takes, NOBODYS) | fixed
    for id_ in ids:
        yield given | {"body": asker.slug} | ({part: id_} if part else {})
    if "body" in address.takes:
        yield given | {"body": others[0].slug} | ({part: ids[0]} if part else {})


def _ids(
    address: Address, part: str, asker: Body, others: list[Body], known: dict[Any, Any]
) -> list[Any]:
    """Return one thing for each set of readers, and hidden things that may be there or not."""
    model = model_of(address, part)
    if model not in known:
        rows = model._default_manager.order_by("pk")[:MOST]
        known[model] = {frozenset(readers(row)): row.pk for row in rows}
    by_readers = known[model]
    hidden = [id_of(body, part, number) for body in others for number in (0,) if part in HIDDEN]
    ours = [pk for who, pk in by_readers.items() if asker.id in who][:1]
    foreign = [pk for who, pk in by_readers.items() if asker.id not in who][:MOST_FOREIGN]
    return [*ours, *foreign, *hidden] or [NOBODYS]


def _queries(address: Address, asker: Body, partnership: Any) -> Iterator[str]:
    """Return addresses with what somebody might ask in them."""
    if set(address.takes) == {"body"}:
        path = address.path(body=asker.slug)
        yield from (f"{path}?{urlencode({'q': word})}" for word in WORDS)
        if address.name == "exchange:strengths":
            yield from (f"{path}?{urlencode({'q': w, 'sort': 'meaning'})}" for w in WORDS)
    if address.name == "acts:new":
        for kind in (kind for kind in all_kinds() if kind.creates):
            path = address.path(body=asker.slug, kind=kind.name)
            yield f"{path}?{urlencode({'partnership': partnership})}"


class Counted:
    """Counts questions to the database."""

    def __init__(self) -> None:
        self.number = 0

    def __call__(self, execute: Any, *given: Any) -> Any:
        """Count one, and let it through."""
        self.number += 1
        return execute(*given)


class Ears(logging.Handler):
    """Hears every line of the log."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep a line."""
        if not record.name.startswith("django.db"):  # the questions themselves, with their times
            self.lines.append(f"{record.name} {record.levelname} {record.getMessage()}")


def walk(
    client: Client, acting: Acting, asked: Iterable[Question], still: Stillness
) -> dict[Question, Answer]:
    """Ask everything; what an answer changed is taken back."""
    ears = Ears()
    signed_in = {name: cookie.value for name, cookie in client.cookies.items()}
    logging.getLogger().addHandler(ears)
    try:
        return {one: _ask(client, signed_in, acting, one, still, ears) for one in asked}
    finally:
        logging.getLogger().removeHandler(ears)


def _ask(
    client: Client,
    signed_in: dict[str, str],
    acting: Acting,
    question: Question,
    still: Stillness,
    ears: Ears,
) -> Answer:
    still.anew(f"{question.method} {question.path}")
    ears.lines = []
    client.cookies = SimpleCookie(signed_in)
    data = {"acting": acting.token} if question.method == "post" else None
    counted = Counted()
    with transaction.atomic(), connection.execute_wrapper(counted):
        answer: Any = getattr(client, question.method)(question.path, data)
        content = b"".join(answer.streaming_content) if answer.streaming else answer.content
        transaction.set_rollback(True)
    headers = tuple(sorted((k, v) for k, v in answer.headers.items()))
    return Answer(answer.status_code, headers, content, counted.number, tuple(ears.lines))
