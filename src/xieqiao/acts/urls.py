"""Addresses of acts."""

from __future__ import annotations

from django.urls import path

from xieqiao.acts.views import deciding, drafting, keys, proposing, reading, wording

app_name = "acts"
urlpatterns = [
    path("acts/", reading.acts, name="list"),
    path("acts/together/", deciding.batch, name="batch"),
    path("acts/drafts/", drafting.drafts, name="drafts"),
    path("acts/drafts/<uuid:draft>/", drafting.draft, name="draft"),
    path("acts/drafts/<uuid:draft>/put-away/", drafting.put_away, name="put-away"),
    path("acts/drafts/<uuid:draft>/take-back/", drafting.take_back, name="take-back"),
    path("acts/kinds/", reading.kinds, name="kinds"),
    path("acts/kinds/<str:kind>/", reading.kind, name="kind"),
    path("acts/new/<str:kind>/", proposing.new, name="new"),
    path("acts/<uuid:act>/", reading.act, name="act"),
    path("acts/<uuid:act>/register/", reading.register, name="register"),
    path("acts/<uuid:act>/consent/", deciding.consent, name="consent"),
    path("acts/<uuid:act>/decline/", deciding.decline, name="decline"),
    path("acts/<uuid:act>/withdraw/", deciding.withdraw, name="withdraw"),
    path("acts/<uuid:act>/amend/", wording.amend, name="amend"),
    path("acts/<uuid:act>/comment/", wording.comment, name="comment"),
    path("acts/<uuid:act>/comment/<uuid:comment>/take-over/", wording.take_over, name="take-over"),
    path("key/", keys.key, name="key"),
    path("files/<uuid:file>/", reading.file, name="file"),
]
