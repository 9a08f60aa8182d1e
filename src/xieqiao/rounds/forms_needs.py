"""How a need is in a round."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from xieqiao.rounds.languages import CHOICES


class NeedForm(forms.Form):
    """Which languages it asks for, and whether fewer people than wanted are of use."""

    languages = forms.MultipleChoiceField(
        label=_("Whoever comes speaks all of these"),
        choices=CHOICES[1:],  # Chinese goes without saying
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Chinese goes without saying."),
    )
    whole = forms.BooleanField(
        label=_("As many as are wanted at least, or nobody"),
        required=False,
        help_text=_("Without this, fewer people are better than none."),
    )

    def __init__(self, given: Any, *, initial: dict[str, Any], fair: bool) -> None:
        super().__init__(given, initial=initial)
        if fair:
            del self.fields["whole"]
