"""The room's addresses, under the body that one acts for."""

from __future__ import annotations

from django.urls import path

from xieqiao.outcomes.views import actions, documents, results, submissions, units

app_name = "outcomes"
urlpatterns = [
    path("outcomes/", documents.outcomes, name="list"),
    path("outcomes/<uuid:outcome>/", documents.outcome, name="outcome"),
    path("outcomes/<uuid:outcome>/versions/", documents.versions, name="versions"),
    path("submissions/", submissions.submissions, name="submissions"),
    path("submissions/upward/", submissions.submissions, {"upward": True}, name="upward"),
    path("submissions/<uuid:submission>/", submissions.submission, name="submission"),
    path("actions/", actions.actions, name="actions"),
    path("actions/<uuid:action>/", actions.action, name="action"),
    path("actions/<uuid:action>/pass-on/", actions.pass_on, name="pass_on"),
    path("actions/addressed/<uuid:addressed>/", actions.take_back, name="take_back"),
    path("our-unit/actions/", units.addressed_actions, name="addressed_actions"),
    path("our-unit/actions/<uuid:action>/", units.addressed_action, name="addressed_action"),
    path("results/", results.indicators, name="indicators"),
    path("results/<uuid:indicator>/", results.indicator, name="indicator"),
    path("supervision/", results.findings, name="findings"),
    path("supervision/<uuid:finding>/", results.finding, name="finding"),
    path("cold-trails/", results.cold_trails, name="cold_trails"),
]
