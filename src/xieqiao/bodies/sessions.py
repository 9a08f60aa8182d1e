"""The session engine: Django's in the database, with whose it is, on what, and last seen when."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.base import UpdateError
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.db import OperationalError
from django.http import HttpRequest
from django.utils import timezone

from xieqiao.bodies.devices import device_of

DEVICE, BEGAN, SEEN = "device", "began_at", "seen_at"
SEEN_EVERY = timedelta(minutes=5)


class SessionStore(DatabaseStore):
    """Keeps sessions in `bodies.Session`."""

    @classmethod
    def get_model_class(cls) -> Any:
        """Return the table."""
        from xieqiao.bodies.models import Session

        return Session

    def create_model_instance(self, data: dict[str, Any]) -> Any:
        """Return the row for these data, with what its owner is shown about it."""
        row: Any = super().create_model_instance(data)
        row.account_id = UUID(data[SESSION_KEY]) if SESSION_KEY in data else None
        row.device = data.get(DEVICE, "")
        row.began_at = _moment(data.get(BEGAN))
        row.seen_at = _moment(data.get(SEEN))
        return row

    def save(self, must_create: bool = False) -> None:
        """Write the row. While the database is busy or its disk full, pages can still be read.

        Only that the session is in use is not noted then; anything else is an error.
        """
        try:
            super().save(must_create)
        except UpdateError as error:
            cause = error.__context__
            if not isinstance(cause, OperationalError):
                raise
            if dict(self.items()) | {SEEN: ""} != self.load() | {SEEN: ""}:
                raise cause from None


def note_sign_in(request: HttpRequest) -> None:
    """Write down on which device a session begins."""
    now = timezone.now().isoformat()
    request.session[DEVICE] = device_of(request.headers.get("User-Agent", ""))
    request.session[BEGAN] = now
    request.session[SEEN] = now


def note_seen(request: HttpRequest) -> None:
    """Write down, every few minutes, that a session is in use."""
    if not is_noted(request.session):
        request.session[SEEN] = timezone.now().isoformat()


def is_noted(data: Any) -> bool:
    """Say whether what a session holds says already that it is in use."""
    last = _moment(data.get(SEEN))
    return last is not None and timedelta(0) <= timezone.now() - last < SEEN_EVERY


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
