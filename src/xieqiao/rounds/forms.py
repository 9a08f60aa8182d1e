"""What people choose from on the lists of this room."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from xieqiao.acts.access import Acting
from xieqiao.partnerships.queries import partnerships_seen_by
from xieqiao.rounds.words import Stage


class _Filter(forms.Form):
    def __init__(self, given: QueryDict) -> None:
        super().__init__(given, auto_id="filter_%s")

    def asked(self) -> dict[str, str]:
        """Return what is asked for, as the list's query takes it."""
        self.is_valid()
        given = {name: self.cleaned_data.get(name, "") for name in self.fields}
        given["words"] = given.pop("q", "")
        return given


class RoundFilter(_Filter):
    """Rounds: words, stage and partnership."""

    q = forms.CharField(label=_("Words to look for"), required=False, max_length=100)
    stage = forms.ChoiceField(
        label=_("Stage"), required=False, choices=[("", _("All stages")), *Stage.choices]
    )
    partnership = forms.ChoiceField(label=_("Partnership"), required=False)

    def __init__(self, given: QueryDict, acting: Acting) -> None:
        super().__init__(given)
        rows = partnerships_seen_by(acting).order_by("sort_key", "id")
        found: Any = self.fields["partnership"]
        found.choices = [("", _("All partnerships")), *((str(row.id), str(row)) for row in rows)]


class EntrantFilter(_Filter):
    """The own people in a round: words, team, and whether they are in."""

    q = forms.CharField(label=_("Words to look for"), required=False, max_length=100)
    team = forms.ChoiceField(label=_("Team"), required=False)
    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[("in", _("put in")), ("out", _("taken out"))],
    )

    def __init__(self, given: QueryDict, teams: Any) -> None:
        super().__init__(given)
        found: Any = self.fields["team"]
        found.choices = [("", _("All")), *((str(row.id), row.name) for row in teams)]

    def asked(self) -> dict[str, str]:
        """Return what is asked for; without a word on it, those who are in."""
        given = super().asked()
        return {**given, "state": given["state"] or "in"}


class WordsFilter(_Filter):
    """Words alone."""

    q = forms.CharField(label=_("Words to look for"), required=False, max_length=100)
