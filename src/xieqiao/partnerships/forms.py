"""What people choose from on the list of partnerships."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from xieqiao.partnerships.words import PartnershipKind


class PartnershipFilter(forms.Form):
    """Words, kind and state; what does not fit is as if it were not asked."""

    q = forms.CharField(label=_("Words to look for"), required=False, max_length=100)
    kind = forms.ChoiceField(
        label=_("Kind"),
        required=False,
        choices=[("", _("All kinds")), *PartnershipKind.choices],
    )
    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[("", _("All states")), ("open", _("Under way")), ("past", _("Ended or left"))],
    )

    def asked(self) -> dict[str, str]:
        """Return what is asked for, as the list's query takes it."""
        self.is_valid()
        given = self.cleaned_data
        return {
            "words": given.get("q", ""),
            "kind": given.get("kind", ""),
            "state": given.get("state", ""),
        }
