"""Error pages: what is wrong and what to do next. They need neither a database nor a session."""

from __future__ import annotations

import sys
from typing import Any

from django.core.exceptions import (
    RequestDataTooBig,
    SuspiciousOperation,
    TooManyFieldsSent,
    TooManyFilesSent,
)
from django.db.utils import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from xieqiao.ui.context import theme_of

WORDS = {
    400: (
        _("The address or the form could not be read"),
        _("Something in what the browser sent was incomplete. Nothing was changed."),
        _("Go back, load the page again and try once more."),
    ),
    403: (
        _("Your role does not include this"),
        _("You are signed in, but your role at this body cannot open this page or do this."),
        _("If you need it, ask the administrator of your body."),
    ),
    404: (
        _("There is no such page here"),
        _("The address may be mistyped, or what it showed is not for your body."),
        _("Look on your desk, or search."),
    ),
    409: (
        _("This form belongs to another body"),
        _(
            "The form was opened while you acted for another body, or before you signed in anew. "
            "Nothing was changed."
        ),
        _("Go back and load the page again; what you typed is still in the form there."),
    ),
    413: (
        _("This is too large"),
        _("The file or text is larger than this server takes. Nothing was changed."),
        _("Make the file smaller, or split the text, and try again."),
    ),
    500: (
        _("Something went wrong on our side"),
        _("Nothing of what you did last was changed by halves: it is either saved or it is not."),
        _("Look whether it is there, and try again. If it stays so, tell whoever runs the server."),
    ),
    503: (
        _("The server is busy or its disk is full"),
        _("Nothing was changed."),
        _("Try again in a minute. If it stays so, tell whoever runs the server."),
    ),
}
_TOO_LARGE = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)
_NO_SPACE = 28  # errno.ENOSPC


def error_page(request: HttpRequest, status: int) -> HttpResponse:
    """Return the page for an error."""
    heading, what, next_ = WORDS[status]
    words = {
        "heading": heading,
        "what": what,
        "next": next_,
        "status": status,
        "html_lang": "en" if get_language() == "en" else "zh-Hans",
        "theme": theme_of(request),
        "retry": request.get_full_path() if status >= 500 and request.method == "GET" else "",
        "typed": _typed(request) if status >= 500 else [],
    }
    return render(None, "ui/errors/error.html", words, status=status)


def _typed(request: HttpRequest) -> list[str]:
    """Return the texts of a form that could not be taken: they must not be lost."""
    try:
        fields = request.POST.lists()
    except (OSError, SuspiciousOperation):
        return []
    texts = [v for name, values in fields if "password" not in name for v in values]
    return [t for t in texts if len(t) > 60 or not t.isascii() or " " in t.strip()]


def bad_request(request: HttpRequest, exception: Any = None) -> HttpResponse:
    """Answer 400, or 413 to what is too large."""
    return error_page(request, 413 if isinstance(exception, _TOO_LARGE) else 400)


def forbidden(request: HttpRequest, exception: Any = None) -> HttpResponse:
    """Answer 403."""
    return error_page(request, 403)


def not_found(request: HttpRequest, exception: Any = None) -> HttpResponse:
    """Answer 404."""
    return error_page(request, 404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer 500, or 503 when the database is locked or the disk is full."""
    return error_page(request, 503 if _passing(sys.exc_info()[1]) else 500)


def _passing(error: BaseException | None) -> bool:
    """Say whether an error comes from a place that is full or busy, not from a mistake of ours."""
    if isinstance(error, OSError):
        return error.errno == _NO_SPACE
    if isinstance(error, OperationalError):
        return "no such" not in str(error)  # SQLite says so of a table that ours should have
    return isinstance(error, InterfaceError)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a form whose safety mark does not fit."""
    return error_page(request, 409)
