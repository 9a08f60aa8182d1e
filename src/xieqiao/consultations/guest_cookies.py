"""The cookie in which a guest's browser keeps the secret that says as whom it takes part."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest

SALT = "xieqiao.consultations.guest"


def cookie_of(consultation_id: UUID) -> str:
    """Return the cookie's name; each consultation has its own."""
    return f"guest-{consultation_id.hex}"


def key_in(request: HttpRequest, consultation_id: UUID) -> str:
    """Return the secret that a browser sends; empty without one, or if it was not made here."""
    return str(request.get_signed_cookie(cookie_of(consultation_id), default="", salt=SALT) or "")
