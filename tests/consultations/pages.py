"""Pages of this room, as somebody opens and sends them."""

from __future__ import annotations

import json
from typing import Any

from django.test import Client
from django.urls import reverse

from xieqiao.acts.access import Acting
from xieqiao.bodies.models import Account
from xieqiao.consultations.live.guests import token_of
from xieqiao.consultations.models import Consultation, GuestLink


def client_of(who: Acting, language: str = "zh-hans") -> Client:
    """Return a browser that somebody is signed in with."""
    client = Client(headers={"accept-language": language})
    client.force_login(Account.objects.get(id=str(who.account_id)))
    return client


def path_of(who: Acting, name: str, consultation: Consultation, **more: Any) -> str:
    """Return the address of a page of a consultation."""
    kwargs = {"body": who.slug, "consultation": consultation.id, **more}
    return reverse(f"consultations:{name}", kwargs=kwargs)


def guest_path(link: GuestLink, name: str = "consultation") -> str:
    """Return the address of a guest's page."""
    return reverse(f"consultations_root:{name}", kwargs={"token": token_of(link)})


def text(answer: Any) -> str:
    """Return the page's text; it must be there."""
    assert answer.status_code == 200, answer.status_code
    return str(answer.content.decode())


def page(who: Acting, name: str, consultation: Consultation, query: str = "", **more: Any) -> str:
    """Return the text of a page; it must be there."""
    return text(client_of(who).get(path_of(who, name, consultation, **more) + query))


def send(who: Acting, path: str, **fields: Any) -> Any:
    """Return the answer to a form that somebody sends."""
    return client_of(who).post(path, {"acting": who.token, **fields})


def send_votes(client: Client, path: str, votes: Any, acting: str = "", **headers: str) -> Any:
    """Return the answer to votes that a device sends."""
    body = votes if isinstance(votes, str) else json.dumps({"votes": votes})
    return client.post(
        path, body, content_type="application/json", headers={"x-acting": acting, **headers}
    )
