"""What people type about members' own initiatives."""

from __future__ import annotations

from typing import Any

from django import forms
from django.apps import apps
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from xieqiao.acts.access import Acting, Capability
from xieqiao.acts.dates import PartialDate
from xieqiao.acts.texts import clean_line, clean_text
from xieqiao.duty.models import Initiative


class InitiativeForm(forms.ModelForm[Initiative]):
    """A member's own initiative. Members write their own, the office for any member."""

    class Meta:
        model = Initiative
        fields = ("member", "title", "on", "text")
        labels = {
            "member": _("Member"),
            "title": _("In one line"),
            "on": _("When"),
            "text": _("What was done"),
        }
        help_texts = {"on": _("As exactly as it is known: 2021, 2021-05 or 2021-05-27.")}
        widgets = {"text": forms.Textarea(attrs={"rows": 6})}

    def __init__(self, *args: Any, acting: Acting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.acting = acting
        if acting.can(Capability.EDIT_OWN):
            people = apps.get_model("bodies.Person")._default_manager
            self.fields["member"].queryset = people.filter(  # type: ignore[attr-defined]
                body_id=acting.body_id, deleted_at=None, outside=""
            )
        else:
            del self.fields["member"]

    def clean_title(self) -> str:
        """Return the title as one clean line."""
        return clean_line(self.cleaned_data["title"])

    def clean_text(self) -> str:
        """Return the text without hidden characters."""
        return clean_text(self.cleaned_data["text"])

    def clean_on(self) -> str:
        """Return the date as exactly as it was written; refuse one that has not come yet."""
        written = self.cleaned_data["on"].strip()
        if not written:
            return ""
        try:
            on = PartialDate(written)
        except ValueError as error:
            raise ValidationError(str(error)) from None
        if on.first_day > timezone.localdate():
            raise ValidationError(_("This date has not come yet."))
        return on

    def save(self, commit: bool = True) -> Initiative:
        """Keep it; what a member changes waits for the office again."""
        row = self.instance
        if row._state.adding:
            row.body_id = self.acting.body_id
            row.language = get_language() or "zh-hans"
        if "member" not in self.fields:
            row.member_id = self.acting.person_id
            row.confirmed_at = None
        elif row._state.adding:
            row.confirmed_at = timezone.now()
        return super().save(commit)
