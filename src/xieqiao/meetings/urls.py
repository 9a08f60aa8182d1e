"""The addresses of activities, under the body that one acts for."""

from __future__ import annotations

from django.urls import path

from xieqiao.meetings import now_views, views

app_name = "meetings"

urlpatterns = [
    path("activities/", views.activities, name="list"),
    path("activities/plan/", views.plan, name="plan"),
    path("activities/<uuid:activity>/", views.activity, name="activity"),
    path("activities/<uuid:activity>/comment/", views.comment, name="comment"),
    path("activities/<uuid:activity>/now/", now_views.now, name="now"),
    path("activities/<uuid:activity>/now/ask/", now_views.ask, name="ask"),
    path("activities/<uuid:activity>/now/withdraw/", now_views.withdraw, name="withdraw"),
    path("activities/<uuid:activity>/now/point/", now_views.raise_point, name="point"),
    path("activities/<uuid:activity>/now/run/", now_views.run, name="run"),
    path("activities/<uuid:activity>/now/floor/", now_views.floor, name="floor"),
    path("activities/<uuid:activity>/now/settle/", now_views.settle, name="settle"),
    path("activities/<uuid:activity>/beamer/", now_views.beamer, name="beamer"),
    path("activities/<uuid:activity>.ics", views.activity_ics, name="activity-ics"),
    path("minutes/<uuid:minutes>/", views.minutes, name="minutes"),
    path("calendar/", views.calendar, name="calendar"),
    path("calendar/links/", views.links, name="links"),
    path("calendar/links/<uuid:calendar_link>/revoke/", views.revoke, name="revoke"),
    path(
        "partnerships/<uuid:partnership>/calendar.ics",
        views.partnership_ics,
        name="partnership-ics",
    ),
]
