"""The room's addresses, under the body that one acts for."""

from __future__ import annotations

from django.urls import URLPattern, path

from xieqiao.exchange.imports.urls import urlpatterns as imports
from xieqiao.exchange.views import complement, consents, dispatches, matches, offered, own

app_name = "exchange"


def _own(sort: own.Sort) -> list[URLPattern]:
    name, more = sort.name, {"sort": sort}
    many = f"our/{name}s/"
    one = f"{many}<uuid:{name}>/"
    return [
        path(many, own.entries, more, name=f"own_{name}s"),
        path(f"{many}new/", own.edit, more, name=f"add_{name}"),
        path(one, own.entry, more, name=name),
        path(f"{one}edit/", own.edit, more, name=f"edit_{name}"),
        path(f"{one}settle/", own.settle, more, name=f"settle_{name}"),
        path(f"{one}delete/", own.delete, more, name=f"delete_{name}"),
        path(f"{one}restore/", own.restore, more, name=f"restore_{name}"),
    ]


urlpatterns = [
    *imports,
    *_own(own.NEEDS),
    *_own(own.STRENGTHS),
    path("our/needs/<uuid:need>/offers/", matches.fitting_for_need, name="fits_of_need"),
    path(
        "our/strengths/<uuid:strength>/needs/",
        matches.needs_for_strength,
        name="fits_of_strength",
    ),
    path(
        "our/strengths/<uuid:strength>/consent/",
        consents.record_consent,
        name="record_consent",
    ),
    path(
        "our/strengths/<uuid:strength>/consent/back/",
        consents.take_consent_back,
        name="take_consent_back",
    ),
    path("needs/ours-to-meet/", matches.inbox, name="inbox"),
    path("needs/", offered.offered_needs, name="needs"),
    path("needs/<uuid:offered_need>/", offered.offered_need, name="offered_need"),
    path("needs/<uuid:offered_need>/people/", matches.our_people, name="our_people"),
    path("needs/<uuid:offered_need>/offers/", matches.fitting_strengths, name="fits"),
    path("strengths/", offered.offered_strengths, name="strengths"),
    path(
        "strengths/<uuid:offered_strength>/",
        offered.offered_strength,
        name="offered_strength",
    ),
    path("complement/", complement.partners, name="complements"),
    path("complement/<uuid:listed_body>/", complement.complement, name="complement"),
    path("first-contacts/", complement.first_contacts, name="first_contacts"),
    path("dispatches/", dispatches.dispatches, name="dispatches"),
    path("dispatches/<uuid:dispatch>/", dispatches.dispatch, name="dispatch"),
]
