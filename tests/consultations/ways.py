"""The two ways that a device's votes come in: by the booth in front of Django, and through it."""

from __future__ import annotations

import json
from typing import Any

from django.test import Client

from tests.consultations.pages import client_of, path_of, send_votes
from xieqiao.acts.access import Acting
from xieqiao.consultations.booth.taking import Envelope, take_all
from xieqiao.consultations.models import Consultation

CSRF = "b" * 32


def letter(
    path: str, votes: Any, cookies: dict[str, str], acting: str = "", **headers: str
) -> Envelope:
    """Return a request as the web server gives it; a header of None is left out."""
    body = (votes if isinstance(votes, str) else json.dumps({"votes": votes})).encode()
    jar = "; ".join(f"{name}={value}" for name, value in {**cookies, "csrftoken": CSRF}.items())
    fields = {
        "host": "testserver", "content-type": "application/json", "cookie": jar,
        "x-csrftoken": CSRF, "x-acting": acting, "accept-language": "zh-hans",
        "content-length": str(len(body)), **{k.replace("_", "-"): v for k, v in headers.items()},
    }  # fmt: skip
    scope = {
        "type": "http", "method": "POST", "path": path, "query_string": b"", "scheme": "http",
        "server": ("testserver", 80), "client": ("127.0.0.1", 1), "http_version": "1.1",
        "headers": [(k.encode(), v.encode("latin-1")) for k, v in fields.items()],
    }  # fmt: skip
    return Envelope(scope, body)


def cookies_of(client: Client) -> dict[str, str]:
    """Return what a browser sends."""
    return {name: morsel.value for name, morsel in client.cookies.items()}


def known_client(who: Acting, consultation: Consultation) -> Client:
    """Return a browser that somebody is signed in with, and has opened the page with."""
    client = client_of(who)
    assert client.get(path_of(who, "consultation", consultation)).status_code == 200
    return client


def by_booth(client: Client, path: str, votes: Any, acting: str = "", **headers: str) -> Any:
    """Return the booth's answer; None when it does not let the sender in."""
    return take_all([letter(path, votes, cookies_of(client), acting, **headers)])[0]


def by_django(client: Client, path: str, votes: Any, acting: str = "", **headers: str) -> Any:
    """Return Django's answer."""
    return send_votes(client, path, votes, acting, **headers)


def either_way(client: Client, path: str, votes: Any, acting: str = "") -> Any:
    """Return the answer of the booth, or, when it lets nobody in, Django's."""
    return by_booth(client, path, votes, acting) or by_django(client, path, votes, acting)
