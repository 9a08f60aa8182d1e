"""Addresses of the import of strengths, beside the room's own."""

from __future__ import annotations

from django.urls import path

from xieqiao.exchange.imports import views

_ONE = "our/strengths/import/<uuid:table_import>/"

urlpatterns = [
    path("our/strengths/import/", views.imports, name="strengths_imports"),
    path(_ONE, views.one, name="strengths_import"),
    path(f"{_ONE}confirm/", views.confirm, name="strengths_confirm"),
    path(f"{_ONE}refused/", views.refused, name="strengths_refused"),
    path("our/strengths/export/", views.export, name="strengths_export"),
]
