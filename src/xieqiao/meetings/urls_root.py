"""Addresses outside a body: calendars by their secret, meetings by the code on the wall."""

from __future__ import annotations

from django.urls import path

from xieqiao.meetings import now_views, views

app_name = "meetings_root"

urlpatterns = [
    path("calendar/<str:token>.ics", views.feed, name="feed"),
    path("m/<uuid:activity>/", now_views.join, name="join"),
]
