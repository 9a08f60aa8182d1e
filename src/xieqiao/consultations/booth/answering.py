"""The answer to votes, the same by the short way as by the long one: body, status and headers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.clickjacking import XFrameOptionsMiddleware
from django.middleware.common import CommonMiddleware
from django.middleware.locale import LocaleMiddleware
from django.middleware.security import SecurityMiddleware
from django.utils import translation
from django.utils.cache import patch_vary_headers

from xieqiao.consultations.live.ballots import Answer
from xieqiao.ui.security import ContentSecurityPolicy

# Of the settings' middleware, in its order, what adds to such an answer; it asks no database.
_ADDING: tuple[Any, ...] = (
    SecurityMiddleware,
    ContentSecurityPolicy,
    LocaleMiddleware,
    CommonMiddleware,
    XFrameOptionsMiddleware,
)


def as_json(answers: Sequence[Answer]) -> JsonResponse:
    """Return what a device is told of its votes, in the language of the moment."""
    return JsonResponse({"votes": [answer.as_json() for answer in answers]})


def answered(request: HttpRequest, answers: Sequence[Answer]) -> HttpResponse:
    """Return the whole answer, in the request's language."""
    request.answers = answers  # type: ignore[attr-defined]
    try:
        answer = _whole(request)
    finally:
        translation.deactivate()
    patch_vary_headers(answer, ("Cookie",))  # as who asks has been looked at
    return answer


def _plain(request: HttpRequest) -> HttpResponse:
    return as_json(request.answers)  # type: ignore[attr-defined]


def _chained() -> Callable[[HttpRequest], HttpResponse]:
    chain: Callable[[HttpRequest], HttpResponse] = _plain
    for middleware in reversed(_ADDING):
        chain = middleware(chain)
    return chain


_whole = _chained()
