"""The booth in front of Django: catches votes from devices, and passes on what it cannot take."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from django.http import HttpResponse

from xieqiao.consultations.booth.counter import counter_here

LARGEST = 128 * 1024  # bytes of one request; five hundred votes take less
_VOTES = re.compile(r"/(?:c/[^/]+|b/[^/]+/consultations/[0-9a-f-]{36})/votes/")
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Application = Callable[[MutableMapping[str, Any], Receive, Send], Awaitable[None]]


def with_booth(django: Application) -> Application:
    """Return an application that takes votes itself, and leaves the rest to Django."""

    async def application(scope: MutableMapping[str, Any], receive: Receive, send: Send) -> None:
        if not _is_for_the_booth(scope):
            return await django(scope, receive, send)
        read, complete = await _read(receive)
        if complete:
            answer = await counter_here().take(scope, _body(read))
            if answer is not None:
                return await _send(answer, send)
        return await django(scope, _again(read, receive), send)

    return application


def _is_for_the_booth(scope: MutableMapping[str, Any]) -> bool:
    return bool(
        scope["type"] == "http" and scope["method"] == "POST" and _VOTES.fullmatch(scope["path"])
    )


async def _read(receive: Receive) -> tuple[list[Message], bool]:
    """Return a request's messages, and whether they are all and not too large."""
    read: list[Message] = []
    size = 0
    while size <= LARGEST:
        message = await receive()
        read.append(message)
        if message["type"] != "http.request":
            return read, False
        size += len(message.get("body", b""))
        if not message.get("more_body", False):
            return read, size <= LARGEST
    return read, False


def _body(read: list[Message]) -> bytes:
    return b"".join(message.get("body", b"") for message in read)


def _again(read: list[Message], receive: Receive) -> Receive:
    """Give once more what was read, and then what follows."""
    before = iter(read)

    async def inner() -> Message:
        message = next(before, None)
        return message if message is not None else await receive()

    return inner


async def _send(answer: HttpResponse, send: Send) -> None:
    headers = [(k.lower().encode(), v.encode("latin-1")) for k, v in answer.items()]
    await send({"type": "http.response.start", "status": answer.status_code, "headers": headers})
    await send({"type": "http.response.body", "body": answer.content})
