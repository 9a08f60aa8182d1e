"""Answers for a device's own program: what is wrong comes as JSON, never as a page."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, JsonResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _

from xieqiao.acts.access import FormOfAnother, sign_in_path

View = Callable[..., HttpResponseBase]


def answers_json(view: View) -> View:
    """Turn the refusals of a guarded view into JSON, when a program asks (not a browser)."""

    @functools.wraps(view)
    def inner(request: Any, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if "application/json" not in request.headers.get("Content-Type", ""):
            return view(request, *args, **kwargs)
        if not request.user.is_authenticated and "body" in kwargs:
            words = _("You are signed out. Your votes stay on this device; sign in to send them.")
            path = sign_in_path(request.headers.get("Referer", "/"))
            return _refused(401, "signed-out", words, sign_in=path)
        try:
            return view(request, *args, **kwargs)
        except FormOfAnother:
            words = _("This page was opened for another account or body. Please open it again.")
            return _refused(409, "form-of-another", words)
        except PermissionDenied:
            return _refused(403, "forbidden", _("Your role at this body does not include this."))
        except Http404:
            return _refused(404, "not-found", _("There is no such consultation here."))

    return inner


def _refused(status: int, error: str, message: str, **more: str) -> JsonResponse:
    return JsonResponse({"error": error, "message": message, **more}, status=status)
