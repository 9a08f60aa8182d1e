"""The addresses of topics, under the body that one acts for."""

from __future__ import annotations

from django.urls import path

from xieqiao.topics.views import effects, research, topics

app_name = "topics"

urlpatterns = [
    path("topics/", topics.topics, name="list"),
    path("topics/raise/", topics.start, name="raise"),
    path("topics/effects/", effects.effects, name="effects"),
    path("topics/effects/<uuid:effect>/", effects.effect, name="effect"),
    path("topics/parts/<uuid:research_part>/", research.part, name="part"),
    path("topics/plans/<uuid:research_plan>/draft/", research.draft, name="draft"),
    path("topics/reports/<uuid:joint_report>/", research.report, name="report"),
    path("topics/<uuid:topic>/", topics.topic, name="topic"),
    path("topics/<uuid:topic>/comment/", topics.comment, name="comment"),
    path("topics/<uuid:topic>/research/", research.research, name="research"),
]
