"""Signing in by name and password."""

from __future__ import annotations

import unicodedata
from typing import Any

from django.conf import settings
from django.contrib.auth.backends import ModelBackend
from django.http import HttpRequest

from xieqiao.bodies.models import Account


def plain_name(name: str) -> str:
    """Return a sign-in name as it is stored, however it was typed: half-width, lower case."""
    return unicodedata.normalize("NFKC", name).strip().lower()


class NameAndPassword(ModelBackend):
    """Finds the account; refuses those of the demonstration where there is none."""

    def authenticate(
        self,
        request: HttpRequest | None,
        username: str | None = None,
        password: str | None = None,
        **more: Any,
    ) -> Any:
        """Return the account, or None, taking as long for names that nobody has."""
        name = None if username is None else plain_name(username)
        return super().authenticate(request, username=name, password=password, **more)

    def user_can_authenticate(self, user: Any) -> bool:
        """Say whether the account may sign in here, and stay signed in."""
        if isinstance(user, Account) and user.demonstration and not settings.XIEQIAO_DEMO:
            return False
        return super().user_can_authenticate(user)
