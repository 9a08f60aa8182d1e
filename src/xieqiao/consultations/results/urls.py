"""The addresses of results, within those of their room."""

from __future__ import annotations

from django.urls import path

from xieqiao.consultations.results import views

_HERE = "consultations/<uuid:consultation>/result/"

urlpatterns = [
    path(_HERE, views.result, name="result"),
    path(f"{_HERE}table/", views.table, name="result_table"),
    path(f"{_HERE}result.csv", views.csv_file, name="result_csv"),
    path(f"{_HERE}result.json", views.json_file, name="result_json"),
    path(f"{_HERE}map.svg", views.map_file, name="result_map"),
    path(f"{_HERE}shares.svg", views.shares_file, name="result_shares"),
]
