"""The addresses of consultations, under the body that one acts for."""

from __future__ import annotations

from django.urls import path

from xieqiao.consultations.results.urls import urlpatterns as results
from xieqiao.consultations.views import links, offices, taking_part

app_name = "consultations"

_HERE = "consultations/<uuid:consultation>/"
_LINK = f"{_HERE}guests/<uuid:guest_link>/"

urlpatterns = [
    path("consultations/", taking_part.consultations, name="list"),
    path("consultations/start/", taking_part.start, name="start"),
    path(_HERE, taking_part.consultation, name="consultation"),
    path(f"{_HERE}join/", taking_part.join, name="join"),
    path(f"{_HERE}vote/", taking_part.vote, name="vote"),
    path(f"{_HERE}votes/", taking_part.votes, name="votes"),
    path(f"{_HERE}mine/", taking_part.mine, name="mine"),
    path(f"{_HERE}put/", taking_part.put, name="put"),
    path(f"{_HERE}moderation/", offices.moderation, name="moderation"),
    path(f"{_HERE}statements/<uuid:statement>/", offices.statement, name="statement"),
    path("moderations/<uuid:moderation>/answer/", offices.answer, name="answer"),
    path(f"{_HERE}seed/", offices.seed, name="seed"),
    path(f"{_HERE}closing/", offices.closing, name="closing"),
    path(f"{_HERE}guests/", links.links, name="links"),
    path(_LINK, links.link, name="link"),
    path(f"{_LINK}code.png", links.code, name="code"),
    path(f"{_LINK}revoke/", links.revoke, name="revoke"),
    *results,
]
