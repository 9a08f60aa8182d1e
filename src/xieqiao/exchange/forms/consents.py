"""What the office types when somebody agrees that a strength is used."""

from __future__ import annotations

from datetime import date

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from xieqiao.acts.texts import clean_line
from xieqiao.exchange.words import ConsentHow


class ConsentForm(forms.Form):
    """How somebody agreed, and when."""

    how = forms.ChoiceField(
        label=_("How the person agreed"),
        choices=[(how.value, how.label) for how in (ConsentHow.WRITING, ConsentHow.SPOKEN)],
    )
    given_on = forms.DateField(
        label=_("On"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )
    note = forms.CharField(
        label=_("Note"),
        required=False,
        max_length=200,
        help_text=_("Such as: by telephone with the office; the sheet lies in the folder."),
    )

    def clean_given_on(self) -> date:
        """Refuse a day that has not come yet."""
        day: date = self.cleaned_data["given_on"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("This date has not come yet."))
        return day

    def clean_note(self) -> str:
        """Return the note as one clean line."""
        return clean_line(self.cleaned_data["note"])
