"""The addresses of activities, under the body that one acts for."""

from __future__ import annotations

from django.urls import path

from xieqiao.meetings import views

app_name = "meetings"

urlpatterns = [
    path("activities/", views.activities, name="list"),
    path("activities/plan/", views.plan, name="plan"),
    path("activities/<uuid:activity>/", views.activity, name="activity"),
    path("activities/<uuid:activity>/comment/", views.comment, name="comment"),
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
