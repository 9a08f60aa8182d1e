"""Addresses of the product's manners: language and appearance."""

from __future__ import annotations

from django.urls import path

from xieqiao.ui import views

app_name = "ui"
urlpatterns = [
    path("ui/language/", views.language, name="language"),
    path("ui/theme/", views.theme, name="theme"),
]
