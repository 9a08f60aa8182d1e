"""What people type about matter of their own body."""

from __future__ import annotations

from typing import Any

from django import forms
from django.apps import apps
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from xieqiao.acts.access import Acting
from xieqiao.acts.texts import clean_text
from xieqiao.outcomes.models import Action, AddressedAction


class PassToUnit(forms.Form):
    """Which unit of the own directory sees to an action, and what the office tells it."""

    unit: forms.ModelChoiceField[Any] = forms.ModelChoiceField(queryset=None, label=_("Unit"))
    note = forms.CharField(
        label=_("What the office tells the unit"),
        help_text=_("Only the unit and our own office read this."),
        widget=forms.Textarea(attrs={"rows": 4}),
        required=False,
        max_length=2000,
    )

    def __init__(self, *args: Any, acting: Acting, action: Action, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.acting, self.action = acting, action
        units = apps.get_model("bodies.Unit")._default_manager
        self.fields["unit"].queryset = units.filter(  # type: ignore[attr-defined]
            body_id=acting.body_id, deleted_at=None
        )

    def clean_note(self) -> str:
        """Return the note without hidden characters."""
        return clean_text(self.cleaned_data["note"], limit=2000)

    def clean_unit(self) -> Any:
        """Refuse a unit that has the action already."""
        unit = self.cleaned_data["unit"]
        if AddressedAction.objects.filter(action=self.action, unit=unit).exists():
            raise ValidationError(_("This unit has the action already."))
        return unit

    def save(self) -> AddressedAction:
        """Pass the action on."""
        return AddressedAction.objects.create(
            body_id=self.acting.body_id,
            action=self.action,
            unit=self.cleaned_data["unit"],
            note=self.cleaned_data["note"],
        )
