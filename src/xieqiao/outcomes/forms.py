"""What people type on the pages of this room."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django import forms
from django.apps import apps
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from xieqiao.acts.access import Acting
from xieqiao.acts.texts import clean_text
from xieqiao.outcomes.models import (
    Action,
    Addressed,
    AddressedAction,
    AddressedSubmission,
    Submission,
)

Words = str | Promise
Offered = Mapping[str, tuple[Words, Iterable[tuple[str, Words]]]]


class ListFilter(forms.Form):
    """Words and choices by which a list is narrowed; what does not fit counts as not asked."""

    q = forms.CharField(label=_("Words to look for"), required=False, max_length=100)

    def __init__(self, request: HttpRequest, offered: Offered, *, words: bool = True) -> None:
        super().__init__(request.GET)
        self.topic = request.GET.get("topic", "")
        self.sort = request.GET.get("sort", "")
        if not words:
            del self.fields["q"]
        for name, (label, rows) in offered.items():
            choices = [("", _("All")), *rows]
            self.fields[name] = forms.ChoiceField(label=str(label), required=False, choices=choices)
        self.is_valid()

    def asked(self, name: str) -> str:
        """Return what is asked for under a name, or nothing."""
        return str(self.cleaned_data.get(name, ""))

    def asked_id(self, name: str) -> UUID | None:
        """Return the id that is asked for under a name."""
        given = self.asked(name)
        return UUID(given) if given else None

    @property
    def any(self) -> bool:
        """Whether anything is asked for at all."""
        return bool(self.topic) or any(self.cleaned_data.values())


class PassToUnit(forms.Form):
    """Which unit of the own directory sees to something, and what the office tells it."""

    unit: forms.ModelChoiceField[Any] = forms.ModelChoiceField(queryset=None, label=_("Unit"))
    note = forms.CharField(
        label=_("What the office tells the unit"),
        help_text=_("Only the unit and our own office read this."),
        widget=forms.Textarea(attrs={"rows": 4}),
        required=False,
        max_length=2000,
    )

    def __init__(
        self, *args: Any, acting: Acting, about: Action | Submission, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.acting = acting
        self.row: Addressed = (
            AddressedAction(action=about, body=acting.body)
            if isinstance(about, Action)
            else AddressedSubmission(submission=about, body=acting.body)
        )
        units = apps.get_model("bodies.Unit")._default_manager
        self.fields["unit"].queryset = units.filter(  # type: ignore[attr-defined]
            body_id=acting.body_id, deleted_at=None
        )

    def clean_note(self) -> str:
        """Return the note without hidden characters."""
        return clean_text(self.cleaned_data["note"], limit=2000)

    def clean_unit(self) -> Any:
        """Refuse a unit that has it already."""
        unit = self.cleaned_data["unit"]
        name = "action" if isinstance(self.row, AddressedAction) else "submission"
        same = {name: getattr(self.row, name), "unit": unit}
        if type(self.row)._default_manager.filter(**same).exists():
            raise ValidationError(_("This unit has it already."))
        return unit

    def save(self) -> Addressed:
        """Pass it on."""
        self.row.unit, self.row.note = self.cleaned_data["unit"], self.cleaned_data["note"]
        self.row.save()
        return self.row
