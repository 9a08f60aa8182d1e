"""The room's addresses, under the body that one acts for."""

from __future__ import annotations

from django.urls import path

from xieqiao.outcomes.views import (
    actions,
    documents,
    findings,
    passing,
    results,
    submissions,
    units,
)

app_name = "outcomes"
urlpatterns = [
    path("outcomes/", documents.outcomes, name="list"),
    path("outcomes/<uuid:outcome>/", documents.outcome, name="outcome"),
    path("outcomes/<uuid:outcome>/versions/", documents.versions, name="versions"),
    path("submissions/", submissions.submissions, name="submissions"),
    path("submissions/upward/", submissions.submissions, {"upward": True}, name="upward"),
    path("submissions/<uuid:submission>/", submissions.submission, name="submission"),
    path("submissions/<uuid:submission>/pass-on/", passing.submission, name="pass_submission_on"),
    path(
        "submissions/addressed/<uuid:addressed_submission>/",
        passing.submission_back,
        name="submission_back",
    ),
    path("actions/", actions.actions, name="actions"),
    path("actions/<uuid:action>/", actions.action, name="action"),
    path("actions/<uuid:action>/pass-on/", passing.action, name="pass_on"),
    path("actions/addressed/<uuid:addressed_action>/", passing.action_back, name="take_back"),
    path("our-unit/actions/", units.addressed_actions, name="addressed_actions"),
    path("our-unit/actions/<uuid:action>/", units.addressed_action, name="addressed_action"),
    path("our-unit/submissions/", units.addressed_submissions, name="addressed_submissions"),
    path(
        "our-unit/submissions/<uuid:submission>/",
        units.addressed_submission,
        name="addressed_submission",
    ),
    path("our-unit/files/<uuid:file>/", units.file, name="unit_file"),
    path("results/", results.indicators, name="indicators"),
    path("results/<uuid:indicator>/", results.indicator, name="indicator"),
    path("supervision/", findings.findings, name="findings"),
    path("supervision/<uuid:finding>/", findings.finding, name="finding"),
    path("cold-trails/", findings.cold_trails, name="cold_trails"),
]
