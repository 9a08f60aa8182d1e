"""What people type about members' own initiatives, and how they narrow the lists."""

from __future__ import annotations

from typing import Any

from django import forms
from django.apps import apps
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from xieqiao.acts.access import Acting, Capability
from xieqiao.acts.dates import PartialDate
from xieqiao.acts.texts import clean_line, clean_text
from xieqiao.duty.models import Initiative
from xieqiao.partnerships.queries import partnerships_seen_by


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
        help_texts = {
            "on": _("As exactly as it is known: 2021, 2021-05 or 2021-05-27."),
            "text": _("Where, with whom, and what came of it."),
        }
        error_messages = {
            "member": {"required": _("Choose the member.")},
            "title": {"required": _("Please say in one line what it is about.")},
        }
        widgets = {"text": forms.Textarea(attrs={"rows": 6})}

    def __init__(self, *args: Any, acting: Acting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.acting = acting
        for field in self.fields.values():
            field.widget.attrs.pop("maxlength", None)  # said at the field, never cut unseen
        if acting.can(Capability.EDIT_OWN):
            people = apps.get_model("bodies.Person")._default_manager
            member: Any = self.fields["member"]
            member.queryset = people.filter(body=acting.body_id, deleted_at=None, outside="")
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
            raise ValidationError(error.args[0]) from None
        if on.first_day > timezone.localdate():
            raise ValidationError(_("This date has not come yet."))
        return on

    def save(self, commit: bool = True) -> Initiative:
        """Keep it; what a member changes waits for the office again."""
        row = self.instance
        if row._state.adding:
            row.body_id = self.acting.body_id
            row.language = get_language() or "zh-hans"
            row.demonstration = self.acting.demonstration
        if "member" not in self.fields:
            assert self.acting.person_id is not None
            row.member_id = self.acting.person_id
            row.confirmed_at = None
        elif row._state.adding:
            row.confirmed_at = timezone.now()
        return super().save(commit)


class OwnFilter(forms.Form):
    """Our own list: words and state; what does not fit is as if it were not asked."""

    q = forms.CharField(label=_("Words to look for"), required=False, max_length=100)
    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[
            ("", _("All states")),
            ("waiting", _("waiting for the office")),
            ("confirmed", _("confirmed by the office")),
            ("shown", _("shown to partners")),
        ],
    )

    def __init__(self, given: QueryDict) -> None:
        super().__init__(given, auto_id="filter_%s")

    def asked(self) -> dict[str, str]:
        """Return what is asked for, as the list's query takes it."""
        self.is_valid()
        given = self.cleaned_data
        return {"words": given.get("q", ""), "state": given.get("state", "")}


class SharedFilter(forms.Form):
    """What partners were shown: words and partnership."""

    q = forms.CharField(label=_("Words to look for"), required=False, max_length=100)
    partnership = forms.ChoiceField(label=_("Partnership"), required=False)

    def __init__(self, given: QueryDict, acting: Acting) -> None:
        super().__init__(given, auto_id="filter_%s")
        rows = partnerships_seen_by(acting).order_by("sort_key", "id")
        found: Any = self.fields["partnership"]
        found.choices = [("", _("All partnerships")), *((str(row.id), str(row)) for row in rows)]

    def asked(self) -> dict[str, str]:
        """Return what is asked for, as the list's query takes it."""
        self.is_valid()
        given = self.cleaned_data
        return {"words": given.get("q", ""), "partnership": given.get("partnership", "")}
