"""Addresses outside a body: calendars by their secret."""

from __future__ import annotations

from django.urls import path

from xieqiao.meetings import views

app_name = "meetings_root"

urlpatterns = [path("calendar/<str:token>.ics", views.feed, name="feed")]
