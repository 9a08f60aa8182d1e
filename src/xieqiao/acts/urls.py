"""Addresses of acts."""

from __future__ import annotations

from django.urls import path

from xieqiao.acts.views import deciding, proposing, reading

app_name = "acts"
urlpatterns = [
    path("acts/", reading.acts, name="list"),
    path("acts/together/", deciding.batch, name="batch"),
    path("acts/drafts/", proposing.drafts, name="drafts"),
    path("acts/drafts/<uuid:draft>/", proposing.draft, name="draft"),
    path("acts/kinds/", reading.kinds, name="kinds"),
    path("acts/kinds/<str:kind>/", reading.kind, name="kind"),
    path("acts/new/<str:kind>/", proposing.new, name="new"),
    path("acts/<uuid:act>/", reading.act, name="act"),
    path("acts/<uuid:act>/register/", reading.register, name="register"),
    path("acts/<uuid:act>/consent/", deciding.consent, name="consent"),
    path("acts/<uuid:act>/decline/", deciding.decline, name="decline"),
    path("acts/<uuid:act>/withdraw/", deciding.withdraw, name="withdraw"),
    path("acts/<uuid:act>/amend/", deciding.amend, name="amend"),
    path("acts/<uuid:act>/comment/", deciding.comment, name="comment"),
    path("acts/<uuid:act>/comment/<uuid:comment>/take-over/", deciding.take_over, name="take-over"),
    path("files/<uuid:file>/", reading.file, name="file"),
]
