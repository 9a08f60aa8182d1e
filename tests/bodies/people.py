"""Signed-in browsers for the tests of this room."""

from __future__ import annotations

from typing import Any

from django.test import Client
from django.urls import reverse

from tests.parties import acting, body
from xieqiao.acts.access import Acting
from xieqiao.bodies.models import Account, Body
from xieqiao.bodies.roles import Role


def account_of(who: Acting) -> Account:
    """Return the account that acts."""
    assert who.account_id is not None
    return Account.objects.get(id=who.account_id)


class Browser(Client):
    """A browser of somebody who acts for a body."""

    def __init__(self, who: Acting, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.who = who
        self.force_login(account_of(who))

    def path(self, name: str, **kwargs: Any) -> str:
        """Return the path of a page of the own body."""
        return reverse(f"bodies:{name}", kwargs={"body": self.who.slug, **kwargs})

    def open(self, name: str, query: str = "", **kwargs: Any) -> Any:
        """Open a page of the own body."""
        return self.get(self.path(name, **kwargs) + query)

    def send(self, name: str, fields: dict[str, Any] | None = None, **kwargs: Any) -> Any:
        """Send a form of the own body, with its mark."""
        data = {"acting": self.who.token, **(fields or {})}
        return self.post(self.path(name, **kwargs), data)


def browser(role: str = Role.CLERK, *, at: Body | None = None, number: int = 1) -> Browser:
    """Return the browser of somebody new in a role, at a new body unless given."""
    return Browser(acting(at or body(number), role, number))


def text(answer: Any) -> str:
    """Return a page's text."""
    return str(answer.content.decode())
