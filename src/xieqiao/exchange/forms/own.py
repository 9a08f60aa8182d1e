"""What people type about their own needs and strengths."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.apps import apps
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from xieqiao.acts.access import Acting, Capability
from xieqiao.acts.dates import PartialDate
from xieqiao.acts.texts import clean_line, clean_text
from xieqiao.exchange import consents
from xieqiao.exchange.choices import divisions, sectors
from xieqiao.exchange.models import Need, OwnEntry, Strength
from xieqiao.exchange.sectors import fits
from xieqiao.exchange.words import NEED_ORIGINS, OF_PERSONS, Origin

WHAT = ("title", "text", "wanted_number")
WHICH = ("focus_area", "sector", "division", "origin", "person", "section", "unit")
PROOF = ("proof", "proof_where", "proof_when", "languages", "times_a_year")
LINES = ("focus_area", "where", "proof_where", "languages")
NUMBERS = {"at_least": 10_000, "wanted_number": 10_000, "times_a_year": 366}
LABELS = {
    "title": _("In one line"),
    "text": _("More about it"),
    "origin": _("Whose it is"),
    "person": _("Person"),
    "section": _("Section"),
    "unit": _("Company or other unit"),
    "sector": _("Branch of the economy"),
    "division": _("Division"),
    "focus_area": _("Focus area"),
    "wanted_number": _("People at most"),
    "at_least": _("People at least"),
    "where": _("Where"),
    "proof": _("What was done already"),
    "proof_where": _("Where it was done"),
    "proof_when": _("When it was done"),
    "languages": _("Languages"),
    "times_a_year": _("How often a year"),
    "by_when": _("By when"),
    "how": _("How it could be met"),
}
HELP = {
    "sector": _("By the national standard GB/T 4754."),
    "focus_area": _("As the agreement names it, such as: industry upgrading."),
    "person": _("Partners read a name only if you write it into what you show them."),
    "wanted_number": _("Leave it empty if nobody need come."),
    "where": _("The region or place where help is needed."),
    "proof": _("What was done, for whom, and what came of it: this is what others trust."),
    "proof_when": _("As exactly as it is known: 2021, 2021-05 or 2021-05-27."),
    "languages": _("Such as: Mandarin, English; the dialect of the region."),
}
MISSING = {"title": {"required": _("Please say in one line what it is about.")}}


class EntryForm(forms.ModelForm[Any]):
    """An own need or strength. Members without more rights write their own."""

    origins: ClassVar[tuple[Origin, ...]] = tuple(Origin)

    def __init__(self, *args: Any, acting: Acting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.acting = acting
        for field in self.fields.values():
            field.widget.attrs.pop("maxlength", None)  # said at the field, never cut unseen
        self.fields["sector"] = _choice(self.fields["sector"], sectors())
        self.fields["division"] = _choice(self.fields["division"], divisions())
        for name in NUMBERS.keys() & self.fields.keys():
            self.fields[name].widget.attrs |= {"min": 1, "max": NUMBERS[name]}
        if acting.can(Capability.EDIT_OWN):
            self._offer("person", "bodies.Person")
            self._offer("section", "bodies.Section")
            if "unit" in self.fields:
                self._offer("unit", "bodies.Unit")
            origin: Any = self.fields["origin"]
            origin.choices = [(value.value, value.label) for value in self.origins]
        else:
            for name in ("origin", "person", "section", "unit"):
                self.fields.pop(name, None)

    def _offer(self, name: str, model: str) -> None:
        rows = apps.get_model(model)._default_manager
        field: Any = self.fields[name]
        only = {} if name != "person" or Origin.EXPERT in self.origins else {"outside": ""}
        field.queryset = rows.filter(body=self.acting.body_id, deleted_at=None, **only)
        field.empty_label = _("none")

    def clean_title(self) -> str:
        """Return the title as one clean line."""
        return clean_line(self.cleaned_data["title"])

    def clean_text(self) -> str:
        """Return the text without hidden characters."""
        return clean_text(self.cleaned_data["text"])

    def _clean_lines(self, data: dict[str, Any]) -> None:
        for name in LINES:
            if name in data:
                try:
                    data[name] = clean_line(data[name])
                except forms.ValidationError as error:
                    self.add_error(name, error)

    def _clean_numbers(self, data: dict[str, Any]) -> None:
        """Refuse none at all, and more than makes sense."""
        for name, most in NUMBERS.items():
            number = data.get(name)
            if number is not None and not 1 <= number <= most:
                said = _("Write a number from 1 to %(most)s, or nothing.")
                self.add_error(name, said % {"most": f"{most:,}"})
        if (data.get("at_least") or 0) > (data.get("wanted_number") or NUMBERS["wanted_number"]):
            self.add_error("at_least", _("This is more than at most."))

    def clean(self) -> dict[str, Any]:
        """Check what belongs together: division and sector, origin and who it is."""
        data: dict[str, Any] = super().clean() or {}
        self._clean_lines(data)
        self._clean_numbers(data)
        if not fits(data.get("sector", ""), data.get("division", "")):
            self.add_error("division", _("This division belongs to another branch."))
        if data.get("origin") in OF_PERSONS and not data.get("person"):
            self.add_error("person", _("Choose the person."))
        if data.get("origin") == Origin.SECTION and not data.get("section"):
            self.add_error("section", _("Choose the section."))
        if data.get("origin") == Origin.COMPANY and not data.get("unit"):
            self.add_error("unit", _("Choose the company or unit."))
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
        if entry.origin not in OF_PERSONS:
            entry.person = None
        if entry.origin != Origin.SECTION:
            entry.section = None
        if entry.origin != Origin.COMPANY:
            entry.unit = None
        saved: OwnEntry = super().save(commit)
        if isinstance(saved, Strength) and {"origin", "person", "unit"} & set(self.changed_data):
            consents.take_back(self.acting, saved)  # it was another's consent
        return saved


def _choice(field: forms.Field, choices: list[tuple[str, str]]) -> forms.ChoiceField:
    return forms.ChoiceField(
        choices=choices, required=False, label=field.label, help_text=field.help_text
    )


class NeedForm(EntryForm):
    """An own need."""

    origins = NEED_ORIGINS

    class Meta:
        model = Need
        fields = (
            "title",
            "text",
            "at_least",
            "wanted_number",
            "by_when",
            "how",
            "where",
            *WHICH[:-1],
        )
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
    """An own strength, with what proves it."""

    class Meta:
        model = Strength
        fields = (*WHAT, *PROOF, *WHICH)
        labels = {**LABELS, "wanted_number": _("How many people could help")}
        help_texts = {**HELP, "wanted_number": ""}
        error_messages = MISSING
        widgets = {
            "text": forms.Textarea(attrs={"rows": 6}),
            "proof": forms.Textarea(attrs={"rows": 4}),
        }

    def clean_proof(self) -> str:
        """Return the proof without hidden characters."""
        return clean_text(self.cleaned_data["proof"])

    def clean_proof_when(self) -> str:
        """Return the date as exactly as it was written; refuse one that has not come yet."""
        written = self.cleaned_data["proof_when"].strip()
        if not written:
            return ""
        try:
            day = PartialDate(written)
        except ValueError as error:
            raise forms.ValidationError(error.args[0]) from None
        if day.first_day > timezone.localdate():
            raise forms.ValidationError(_("This date has not come yet."))
        return day
