"""What the office says of somebody whom it puts into a round, and of the rules for its people."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from xieqiao.acts.texts import clean_line, clean_text
from xieqiao.rounds.languages import CHOICES
from xieqiao.rounds.models import Entrant
from xieqiao.rounds.words import AgreedHow, Said, Why


def day_field(label: Any) -> forms.DateField:
    """Return a field for a day that has come."""
    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    return forms.DateField(label=label, widget=widget, validators=[_has_come])


def _has_come(day: date) -> None:
    if day > timezone.localdate():
        raise forms.ValidationError(_("This date has not come yet."))


class EntrantForm(forms.Form):
    """How somebody is in the round."""

    says = forms.CharField(
        label=_("What he or she can do"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Only your own office reads this; needs are matched against it."),
    )
    languages = forms.MultipleChoiceField(
        label=_("Languages"),
        choices=CHOICES[1:],  # Chinese goes without saying
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Chinese goes without saying."),
    )
    most = forms.IntegerField(label=_("Duties in this round, at most"), min_value=1, max_value=50)
    company = forms.CharField(
        label=_("Own company or unit"),
        required=False,
        help_text=_("He or she is then never sent there."),
    )
    agreed_how = forms.ChoiceField(label=_("How he or she agreed"), choices=AgreedHow.choices)
    agreed_on = day_field(_("Agreed to on"))

    def __init__(self, given: Any, *, by_name: bool, initial: dict[str, Any]) -> None:
        super().__init__(given, initial=initial)
        if by_name:
            self.fields["says"].required = True
        else:
            for name in ("says", "agreed_how", "agreed_on"):
                del self.fields[name]

    def clean_says(self) -> str:
        """Return the words without hidden characters."""
        return clean_text(self.cleaned_data["says"])

    def clean_company(self) -> str:
        """Return the company as one clean line."""
        return clean_line(self.cleaned_data["company"])

    def said(self) -> dict[str, Any]:
        """Return what the room's own edits take."""
        given = dict(self.cleaned_data)
        return {**given, "languages": ",".join(given["languages"])}

    @staticmethod
    def now(row: Entrant) -> dict[str, Any]:
        """Return how somebody is in the round now."""
        names = ("says", "most", "company", "agreed_how", "agreed_on")
        given = {name: getattr(row, name) for name in names}
        return {**given, "languages": row.languages.split(",")}


class PersonForm(EntrantForm):
    """Somebody of the directory, in words of the office."""

    person = forms.ChoiceField(label=_("Who"), error_messages={"required": _("Choose somebody.")})
    field_order = ("person", "says", "languages", "most", "company", "agreed_how", "agreed_on")

    def __init__(self, given: Any, people: Any, *, initial: dict[str, Any]) -> None:
        super().__init__(given, by_name=True, initial=initial)
        who: Any = self.fields["person"]
        who.choices = [("", "—"), *((str(row.id), _named(row)) for row in people)]


def _named(row: Any) -> str:
    return " · ".join(part for part in (row.name, row.office or row.work) if part)


class RuleForm(forms.Form):
    """Somebody goes to a need in any case, or does not go there, and why."""

    need = forms.ChoiceField(label=_("Need"), error_messages={"required": _("Choose a need.")})
    what = forms.ChoiceField(
        label=_("What holds"),
        choices=[("exclude", _("does not go there")), ("lock", _("goes there in any case"))],
        widget=forms.RadioSelect,
        initial="exclude",
    )
    why = forms.ChoiceField(
        label=_("Why not"),
        choices=Why.choices,
        required=False,
        initial=Why.OTHER,
    )
    note = forms.CharField(
        label=_("Note"), required=False, help_text=_("Only your own office reads it.")
    )

    def __init__(self, given: Any, needs: Any) -> None:
        super().__init__(given)
        found: Any = self.fields["need"]
        found.choices = [
            ("", "—"),
            *((str(row.id), f"{row.need.title} · {row.need.owner}") for row in needs),
        ]

    def clean_note(self) -> str:
        """Return the note as one clean line."""
        return clean_line(self.cleaned_data["note"])


class LimitForm(forms.Form):
    """How many duties the own people take on in all."""

    floor = forms.IntegerField(label=_("In all, at least"), min_value=0, max_value=10_000)
    cap = forms.IntegerField(
        label=_("In all, at most"),
        min_value=0,
        max_value=10_000,
        required=False,
        help_text=_("Empty: no such limit."),
    )


class AnswerForm(forms.Form):
    """What somebody who was told has said."""

    said = forms.ChoiceField(
        label=_("What he or she said"),
        choices=[(Said.ACCEPTED.value, Said.ACCEPTED.label),
                 (Said.REFUSED.value, Said.REFUSED.label)],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of them.")},
    )  # fmt: skip
    on = day_field(_("On"))
    reason = forms.CharField(
        label=_("Reason"),
        required=False,
        help_text=_("Only your own office reads it. Partners read no more than “not yet filled”."),
    )

    def clean_reason(self) -> str:
        """Return the reason as one clean line."""
        return clean_line(self.cleaned_data["reason"], limit=500)
