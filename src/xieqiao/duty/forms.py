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
from xieqiao.duty.deeds import Deed
from xieqiao.duty.models import CorrectionKind, DutyCorrection, Initiative, PointRule
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


class CorrectionForm(forms.Form):
    """What somebody says about an entry of a duty record, and why."""

    what = forms.ChoiceField(
        label=_("What would you like to say?"),
        choices=CorrectionKind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of them.")},
    )
    text = forms.CharField(
        label=_("How it was, or your note"),
        required=False,
        help_text=_("Up to 300 characters."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    why = forms.CharField(
        label=_("Why"),
        required=False,
        help_text=_("Needed for a correction; it stays to be read with it."),
    )

    def clean_text(self) -> str:
        """Return the words as one clean line."""
        return clean_line(" ".join(self.cleaned_data["text"].split()), limit=300)

    def clean_why(self) -> str:
        """Return the reason as one clean line."""
        return clean_line(self.cleaned_data["why"], limit=300)

    def clean(self) -> dict[str, Any]:
        """Ask for words where something is told, and for a reason where something changes."""
        given = self.cleaned_data
        what = given.get("what")
        if what in {CorrectionKind.OTHERWISE, CorrectionKind.NOTE} and not given.get("text"):
            self.add_error("text", _("Please say how it was, or what you note."))
        if what in {CorrectionKind.OTHERWISE, CorrectionKind.NOT_SO} and not given.get("why"):
            self.add_error("why", _("Please say why."))
        return given

    def keep(self, acting: Acting, person: Any, entry: Any) -> None:
        """Add it to the trace; nothing that stood there before is changed."""
        given = self.cleaned_data
        DutyCorrection.objects.create(
            body_id=acting.body_id,
            person=person,
            entry=entry.key,
            what=given["what"],
            before=entry.words[:300],
            text=given["text"] if given["what"] != CorrectionKind.NOT_SO else "",
            why=given["why"],
            by_person=acting.person_id,
            by_shown_as=acting.shown_as,
            demonstration=acting.demonstration,
        )


class PointsForm(forms.Form):
    """The body's own rule: what it is called, and what it gives for each deed."""

    rule = forms.CharField(
        label=_("By which rule"),
        required=False,
        help_text=_("Such as the body's rules for its members' work, with their year."),
    )

    def __init__(self, given: Any, *, rule: PointRule | None) -> None:
        super().__init__(given, initial=self._now(rule))
        for deed in Deed:
            self.fields[deed.value] = forms.DecimalField(
                label=deed.label,
                required=False,
                min_value=0,
                max_value=1000,
                decimal_places=2,
                max_digits=6,
                initial=(rule.weights.get(deed.value) if rule else None),
            )

    @staticmethod
    def _now(rule: PointRule | None) -> dict[str, Any]:
        return {"rule": rule.rule} if rule else {}

    def clean_rule(self) -> str:
        """Return the rule as one clean line."""
        return clean_line(self.cleaned_data["rule"])

    def clean(self) -> dict[str, Any]:
        """Ask for the rule where points are given."""
        given = super().clean() or {}
        if any(given.get(deed.value) for deed in Deed) and not given.get("rule"):
            self.add_error("rule", _("Points are given by a rule: please name it."))
        return given

    def keep(self, acting: Acting) -> None:
        """Keep the rule; without any points there is none."""
        given = self.cleaned_data
        weights = {deed.value: str(given[deed.value]) for deed in Deed if given.get(deed.value)}
        if not weights:
            PointRule.objects.filter(body=acting.body_id).delete()
            return
        PointRule.objects.update_or_create(
            body_id=acting.body_id, defaults={"rule": given["rule"], "weights": weights}
        )
