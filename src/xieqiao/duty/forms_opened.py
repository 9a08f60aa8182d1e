"""What a member chooses: how far partners read his or her duty record, and under which name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db import models
from django.utils.translation import gettext_lazy as _

from xieqiao.acts.texts import clean_line
from xieqiao.duty.deeds import Deed, Entry
from xieqiao.duty.opened import Choice


class HowFar(models.TextChoices):
    """The three answers to how far partners read."""

    NOTHING = "nothing", _("Nothing")
    CHOSEN = "chosen", _("Only what is ticked below")
    EVERYTHING = "everything", _("Everything of this partnership, also what comes later")


@dataclass(frozen=True)
class Offered:
    """What the form offers to be ticked: sorts with their number, and the entries of one page."""

    sorts: Sequence[tuple[Deed, int]]
    entries: Sequence[Entry]


class OpenedForm(forms.Form):
    """One partnership's choice; entries on other pages of the list keep theirs."""

    how_far = forms.ChoiceField(
        label=_("What may the parties of this partnership read of your duty record?"),
        choices=HowFar.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of them.")},
    )
    shown_as = forms.CharField(
        label=_("Your name as partners read it"),
        required=False,
        help_text=_("It is the same in every partnership to which you open something."),
    )
    office = forms.CharField(label=_("Your office as partners read it"), required=False)
    sorts = forms.MultipleChoiceField(
        label=_("All of one sort, also what comes later"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    entries = forms.MultipleChoiceField(
        label=_("Entry by entry"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, given: Any, *, offered: Offered, now: Choice, words: dict[str, str]) -> None:
        keys = [entry.key for entry in offered.entries]
        super().__init__(given, initial={**words, **self._initial(now, keys)})
        self._now = now
        self._on_page = frozenset(keys)
        sorts: Any = self.fields["sorts"]
        sorts.choices = [(deed.value, f"{deed.label} ({n})") for deed, n in offered.sorts]
        entries: Any = self.fields["entries"]
        entries.choices = [(entry.key, entry.title) for entry in offered.entries]

    @staticmethod
    def _initial(now: Choice, keys: Sequence[str]) -> dict[str, Any]:
        if now.nothing:
            how_far = HowFar.NOTHING
        else:
            how_far = HowFar.EVERYTHING if now.everything else HowFar.CHOSEN
        entries = [key for key in keys if key in now.entries]
        return {"how_far": how_far.value, "sorts": sorted(now.sorts), "entries": entries}

    def clean_shown_as(self) -> str:
        """Return the name as one clean line."""
        return clean_line(self.cleaned_data["shown_as"])

    def clean_office(self) -> str:
        """Return the office as one clean line."""
        return clean_line(self.cleaned_data["office"])

    def clean(self) -> dict[str, Any]:
        """Ask for a name where something is opened, and for something to be ticked."""
        given = super().clean() or {}
        if self.errors:
            return given
        choice = self.choice()
        if given["how_far"] == HowFar.CHOSEN and choice.nothing:
            self.add_error("how_far", _("Nothing is ticked. Tick something, or choose “Nothing”."))
        if not choice.nothing and not given["shown_as"]:
            self.add_error("shown_as", _("Please say under which name partners read it."))
        return given

    def choice(self) -> Choice:
        """Return what was chosen."""
        given = self.cleaned_data
        match given["how_far"]:
            case HowFar.EVERYTHING:
                return Choice(everything=True)
            case HowFar.CHOSEN:
                elsewhere = self._now.entries - self._on_page
                return Choice(
                    sorts=frozenset(given["sorts"]),
                    entries=elsewhere | frozenset(given["entries"]),
                )
        return Choice()

    def rows(self, entries: Sequence[Entry]) -> list[tuple[Any, Entry]]:
        """Return the ticks of the entries beside the entries themselves."""
        return list(zip(self["entries"], entries, strict=True))
