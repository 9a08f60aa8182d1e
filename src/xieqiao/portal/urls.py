"""Addresses of the desk and of search."""

from __future__ import annotations

from django.urls import path

from xieqiao.portal import views

app_name = "portal"
urlpatterns = [
    path("", views.desk, name="desk"),
    path("search/", views.search, name="search"),
]
