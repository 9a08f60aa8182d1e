"""What people choose from on the lists; what does not fit is as if it were not asked."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from xieqiao.acts.access import Acting
from xieqiao.exchange.partners import partners_of
from xieqiao.exchange.sectors import SECTIONS
from xieqiao.partnerships.queries import partnerships_seen_by


def _words() -> forms.CharField:
    return forms.CharField(label=_("Words to look for"), required=False, max_length=100)


def _sectors() -> forms.ChoiceField:
    named = [(letter, name) for letter, name in SECTIONS.items()]
    return forms.ChoiceField(
        label=_("Branch of the economy"),
        required=False,
        choices=[("", _("All branches")), *named],
    )


class ListFilter(forms.Form):
    """What the filters of all lists have in common."""

    def __init__(self, given: QueryDict) -> None:
        super().__init__(given, auto_id="filter_%s")

    def asked(self) -> dict[str, str]:
        """Return what is asked for, as the list's query takes it."""
        self.is_valid()
        given = {name: self.cleaned_data.get(name, "") for name in self.fields}
        given["words"] = given.pop("q", "")
        return given


class OwnFilter(ListFilter):
    """Our own list: words, branch and state."""

    q = _words()
    sector = _sectors()
    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[
            ("", _("All states")),
            ("own", _("not shown to partners yet")),
            ("shown", _("shown to partners")),
            ("settled", _("settled")),
        ],
    )


class SharedFilter(ListFilter):
    """What partners were shown: words and partnership, those of the body to choose from."""

    q = _words()
    partnership = forms.ChoiceField(label=_("Partnership"), required=False)

    def __init__(self, given: QueryDict, acting: Acting) -> None:
        super().__init__(given)
        rows = partnerships_seen_by(acting).order_by("sort_key", "id")
        found: Any = self.fields["partnership"]
        found.choices = [("", _("All partnerships")), *((str(row.id), str(row)) for row in rows)]


class OfferedFilter(SharedFilter):
    """Needs or strengths that partners were shown."""

    party = forms.ChoiceField(label=_("Party"), required=False)
    sector = _sectors()
    area = forms.CharField(label=_("Focus area"), required=False, max_length=100)
    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[("", _("All states")), ("open", _("open")), ("closed", _("no longer open"))],
    )

    def __init__(self, given: QueryDict, acting: Acting) -> None:
        super().__init__(given, acting)
        found: Any = self.fields["party"]
        rows = partners_of(acting)
        found.choices = [("", _("All parties")), *((str(row.id), str(row)) for row in rows)]


class DispatchFilter(SharedFilter):
    """Dispatches."""

    direction = forms.ChoiceField(
        label=_("Direction"),
        required=False,
        choices=[
            ("", _("Both directions")),
            ("sent", _("We send")),
            ("received", _("We receive")),
        ],
    )
    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[
            ("", _("All states")),
            ("agreed", _("agreed")),
            ("reported", _("reported")),
            ("called_off", _("called off")),
        ],
    )
