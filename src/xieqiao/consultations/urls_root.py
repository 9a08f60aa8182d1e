"""Addresses outside a body: invitations by their secret."""

from __future__ import annotations

from django.urls import path

from xieqiao.consultations.results.views import guest_result
from xieqiao.consultations.views import guests

app_name = "consultations_root"

_HERE = "c/<str:token>/"

urlpatterns = [
    path(_HERE, guests.consultation, name="consultation"),
    path(f"{_HERE}join/", guests.join, name="join"),
    path(f"{_HERE}vote/", guests.vote, name="vote"),
    path(f"{_HERE}votes/", guests.votes, name="votes"),
    path(f"{_HERE}mine/", guests.mine, name="mine"),
    path(f"{_HERE}put/", guests.put, name="put"),
    path(f"{_HERE}result/", guest_result, name="result"),
]
