"""Error pages: what is wrong and what to do next. They need neither a database nor a session."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

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


def error_page(request: HttpRequest, status: int) -> HttpResponse:
    """Return the page for an error."""
    heading, what, next_ = WORDS[status]
    lang = "en" if get_language() == "en" else "zh-Hans"
    words = {"heading": heading, "what": what, "next": next_, "html_lang": lang}
    return render(None, "ui/errors/error.html", words, status=status)


def bad_request(request: HttpRequest, exception: Any = None) -> HttpResponse:
    """Answer 400."""
    return error_page(request, 400)


def forbidden(request: HttpRequest, exception: Any = None) -> HttpResponse:
    """Answer 403."""
    return error_page(request, 403)


def not_found(request: HttpRequest, exception: Any = None) -> HttpResponse:
    """Answer 404."""
    return error_page(request, 404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer 500."""
    return error_page(request, 500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a form whose safety mark does not fit."""
    return error_page(request, 409)
