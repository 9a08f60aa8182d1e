"""What people type about their own needs and strengths."""

from __future__ import annotations

from typing import Any

from django import forms
from django.apps import apps
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from xieqiao.acts.access import Acting, Capability
from xieqiao.acts.texts import clean_line, clean_text
from xieqiao.exchange.choices import divisions, sectors
from xieqiao.exchange.models import Need, OwnEntry, Strength
from xieqiao.exchange.sectors import fits
from xieqiao.exchange.words import Origin

WHAT = ("title", "text", "wanted_number")
WHICH = ("focus_area", "sector", "division", "origin", "person", "section")
LABELS = {
    "title": _("In one line"),
    "text": _("More about it"),
    "origin": _("Whose it is"),
    "person": _("Member"),
    "section": _("Section"),
    "sector": _("Branch of the economy"),
    "division": _("Division"),
    "focus_area": _("Focus area"),
    "wanted_number": _("How many people"),
    "by_when": _("By when"),
    "how": _("How it could be met"),
}
HELP = {
    "sector": _("By the national standard GB/T 4754."),
    "focus_area": _("As the agreement names it, such as: industry upgrading."),
    "person": _("Partners read a name only if you write it into what you show them."),
    "wanted_number": _("Leave it empty if nobody need come."),
}
MISSING = {"title": {"required": _("Please say in one line what it is about.")}}


class EntryForm(forms.ModelForm[Any]):
    """An own need or strength. Members without more rights write their own."""

    def __init__(self, *args: Any, acting: Acting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.acting = acting
        for field in self.fields.values():
            field.widget.attrs.pop("maxlength", None)  # said at the field, never cut unseen
        self.fields["sector"] = _choice(self.fields["sector"], sectors())
        self.fields["division"] = _choice(self.fields["division"], divisions())
        self.fields["wanted_number"].widget.attrs |= {"min": 1, "max": 10_000}
        if acting.can(Capability.EDIT_OWN):
            self._offer("person", "bodies.Person", outside="")
            self._offer("section", "bodies.Section")
        else:
            for name in ("origin", "person", "section"):
                del self.fields[name]

    def _offer(self, name: str, model: str, **only: str) -> None:
        rows = apps.get_model(model)._default_manager
        field: Any = self.fields[name]
        field.queryset = rows.filter(body=self.acting.body_id, deleted_at=None, **only)
        field.empty_label = _("none")

    def clean_title(self) -> str:
        """Return the title as one clean line."""
        return clean_line(self.cleaned_data["title"])

    def clean_text(self) -> str:
        """Return the text without hidden characters."""
        return clean_text(self.cleaned_data["text"])

    def clean_focus_area(self) -> str:
        """Return the focus area as one clean line."""
        return clean_line(self.cleaned_data["focus_area"])

    def clean_wanted_number(self) -> int | None:
        """Refuse none at all, and more than anybody sends."""
        number: int | None = self.cleaned_data["wanted_number"]
        if number is not None and not 1 <= number <= 10_000:
            raise forms.ValidationError(_("Write a number from 1 to 10,000, or nothing."))
        return number

    def clean(self) -> dict[str, Any]:
        """Check what belongs together: division and sector, origin and who it is."""
        data: dict[str, Any] = super().clean() or {}
        if not fits(data.get("sector", ""), data.get("division", "")):
            self.add_error("division", _("This division belongs to another branch."))
        if data.get("origin") == Origin.MEMBER and not data.get("person"):
            self.add_error("person", _("Choose the member."))
        if data.get("origin") == Origin.SECTION and not data.get("section"):
            self.add_error("section", _("Choose the section."))
        return data

    def save(self, commit: bool = True) -> OwnEntry:
        """Keep it as the own body's, in the language it was written in."""
        entry: OwnEntry = self.instance
        if entry._state.adding:
            entry.body_id = self.acting.body_id
            entry.language = get_language() or "zh-hans"
            entry.demonstration = self.acting.demonstration
            if "origin" not in self.fields:
                entry.origin, entry.person_id = Origin.MEMBER, self.acting.person_id
        if entry.origin != Origin.MEMBER:
            entry.person = None
        if entry.origin != Origin.SECTION:
            entry.section = None
        saved: OwnEntry = super().save(commit)
        return saved


def _choice(field: forms.Field, choices: list[tuple[str, str]]) -> forms.ChoiceField:
    return forms.ChoiceField(
        choices=choices, required=False, label=field.label, help_text=field.help_text
    )


class NeedForm(EntryForm):
    """An own need."""

    class Meta:
        model = Need
        fields = (*WHAT, "by_when", "how", *WHICH)
        labels = LABELS
        help_texts = HELP
        error_messages = MISSING
        widgets = {
            "text": forms.Textarea(attrs={"rows": 6}),
            "by_when": forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        }

    def clean_by_when(self) -> Any:
        """Refuse a new day that is over."""
        day = self.cleaned_data["by_when"]
        if day and "by_when" in self.changed_data and day < timezone.localdate():
            raise forms.ValidationError(_("This date is over. Choose today or a later day."))
        return day


class StrengthForm(EntryForm):
    """An own strength."""

    class Meta:
        model = Strength
        fields = (*WHAT, *WHICH)
        labels = {**LABELS, "wanted_number": _("How many people could help")}
        help_texts = {**HELP, "wanted_number": ""}
        error_messages = MISSING
        widgets = {"text": forms.Textarea(attrs={"rows": 6})}
