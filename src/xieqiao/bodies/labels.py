"""What a kind of body calls its parts: sectors here, factions there; the model is one."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

Words = Promise | str


@dataclass(frozen=True)
class Labels:
    """The words that a kind of body supplies; `sections` by the kind of section."""

    member: Words
    members: Words
    term: Words
    sections: dict[str, Words]


CPPCC = Labels(
    member=pgettext_lazy("cppcc", "Member"),
    members=pgettext_lazy("cppcc", "Members"),
    term=pgettext_lazy("cppcc", "Term"),
    sections={
        "sector": pgettext_lazy("cppcc", "Sector"),
        "committee": pgettext_lazy("cppcc", "Special committee"),
        "group": pgettext_lazy("cppcc", "Party or people's group"),
        "liaison": pgettext_lazy("cppcc", "Liaison office"),
    },
)
COUNCIL = Labels(
    member=pgettext_lazy("council", "Councillor"),
    members=pgettext_lazy("council", "Councillors"),
    term=pgettext_lazy("council", "Term of office"),
    sections={
        "sector": pgettext_lazy("council", "Constituency"),
        "committee": pgettext_lazy("council", "Committee"),
        "group": pgettext_lazy("council", "Political group"),
        "liaison": pgettext_lazy("council", "Contact office"),
    },
)
OTHER = Labels(
    member=pgettext_lazy("body", "Member"),
    members=pgettext_lazy("body", "Members"),
    term=pgettext_lazy("body", "Term of office"),
    sections={
        "sector": pgettext_lazy("body", "Field"),
        "committee": pgettext_lazy("body", "Committee"),
        "group": pgettext_lazy("body", "Group"),
        "liaison": pgettext_lazy("body", "Contact office"),
    },
)
BY_KIND = {"cppcc": CPPCC, "council": COUNCIL}


def labels_for(kind: str) -> Labels:
    """Return the words of a kind of body."""
    return BY_KIND.get(kind, OTHER)
