"""The addresses of partnerships, under the body that one acts for."""

from __future__ import annotations

from django.urls import path

from xieqiao.partnerships import views

app_name = "partnerships"

urlpatterns = [
    path("partnerships/", views.partnerships, name="list"),
    path("partnerships/start/", views.start, name="start"),
    path("partnerships/<uuid:partnership>/", views.partnership, name="partnership"),
    path("partnerships/<uuid:partnership>/history/", views.history, name="history"),
    path("partnerships/<uuid:partnership>/agreements/", views.agreements, name="agreements"),
    path("partnerships/<uuid:partnership>/mechanisms/", views.mechanisms, name="mechanisms"),
    path("partnerships/<uuid:partnership>/exchanges/", views.exchanges, name="exchanges"),
    path("partnerships/<uuid:partnership>/standing/", views.standing, name="standing"),
    path("agreements/<uuid:agreement>/", views.agreement, name="agreement"),
    path("mechanisms/<uuid:mechanism>/", views.mechanism, name="mechanism"),
]
