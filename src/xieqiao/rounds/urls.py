"""The room's addresses, under the body that one acts for."""

from __future__ import annotations

from django.urls import path

from xieqiao.rounds.views import needs, people, rounds, rules, runs, telling

ONE = "rounds/<uuid:round>/"
SOMEBODY = f"{ONE}people/<uuid:entrant>/"

app_name = "rounds"
urlpatterns = [
    path("rounds/", rounds.rounds, name="rounds"),
    path(ONE, rounds.round_page, name="round"),
    path(f"{ONE}ready/", rounds.ready, name="ready"),
    path(f"{ONE}needs/", needs.needs, name="needs"),
    path(f"{ONE}needs/change/", needs.change, name="need"),
    path(f"{ONE}people/", people.entrants, name="entrants"),
    path(f"{ONE}people/add/", people.put_in, name="put_in"),
    path(f"{ONE}people/name/", people.put_in_person, name="put_in_person"),
    path(SOMEBODY, people.entrant, name="entrant"),
    path(f"{SOMEBODY}rule/", rules.add_rule, name="add_rule"),
    path(f"{SOMEBODY}answer/", telling.answer, name="answer"),
    path(f"{ONE}rules/", rules.rules, name="rules"),
    path(f"{ONE}runs/", runs.runs, name="runs"),
    path(f"{ONE}runs/<int:number>/", runs.run, name="run"),
    path(f"{ONE}compare/", runs.compare, name="compare"),
    path(f"{ONE}fills/", runs.fills, name="fills"),
    path(f"{ONE}telling/", telling.telling, name="telling"),
]
