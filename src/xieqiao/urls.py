"""The addresses: each room's own, under the body that one acts for."""

from __future__ import annotations

import importlib.util

from django.conf import settings
from django.urls import include, path


def _has(module: str) -> bool:
    return importlib.util.find_spec(module) is not None


urlpatterns = [
    *(
        path("", include(f"xieqiao.{room}.urls_root"))
        for room in settings.ROOMS
        if _has(f"xieqiao.{room}.urls_root")
    ),
    *(
        path("b/<slug:body>/", include(f"xieqiao.{room}.urls"))
        for room in settings.ROOMS
        if _has(f"xieqiao.{room}.urls")
    ),
]

handler400 = "xieqiao.ui.errors.bad_request"
handler403 = "xieqiao.ui.errors.forbidden"
handler404 = "xieqiao.ui.errors.not_found"
handler500 = "xieqiao.ui.errors.server_error"
