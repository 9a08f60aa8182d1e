"""What people type in a consultation."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from xieqiao.consultations.live.guests import MOST
from xieqiao.consultations.live.moderating import LONGEST as LONGEST_REASON
from xieqiao.consultations.live.statements import LANGUAGES
from xieqiao.consultations.models import Statement
from xieqiao.consultations.models.statements import LONGEST
from xieqiao.consultations.words import (
    LANGUAGE_NAMES,
    ModerationAction,
    StatementState,
    TakesPartAs,
)

_LANGUAGES = [(code, LANGUAGE_NAMES[code]) for code in LANGUAGES]


class StatementForm(forms.Form):
    """A statement of one's own."""

    text = forms.CharField(
        label=_("Your statement"),
        help_text=_("One thought in one sentence, so that others can agree or disagree."),
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": LONGEST, "data-count": LONGEST}),
    )
    language = forms.ChoiceField(label=_("Language"), choices=_LANGUAGES, initial="zh-hans")


class SeedForm(StatementForm):
    """A statement that an office puts for its side."""

    source_note = forms.CharField(
        label=_("Where it comes from"),
        help_text=_("The research, report or talk that it is taken from."),
        max_length=200,
        required=False,
    )


class TranslationForm(forms.Form):
    """A statement in another language."""

    translation_language = forms.ChoiceField(label=_("Language"), choices=_LANGUAGES, initial="en")
    translation = forms.CharField(
        label=_("Translation"), widget=forms.Textarea(attrs={"rows": 3, "maxlength": 2 * LONGEST})
    )


class StepForm(forms.Form):
    """What moderators propose to do with a statement."""

    action = forms.ChoiceField(label=_("What should be done"), widget=forms.RadioSelect)
    target = forms.IntegerField(
        label=_("Number of the statement to merge into"),
        help_text=_("Only for merging. Votes then count for that one; their owners are told."),
        required=False,
        min_value=1,
        max_value=2**31 - 1,
    )
    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("The author reads it, and so does the other side."),
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, statement: Statement, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.statement = statement
        shown = statement.state == StatementState.SHOWN
        hide = [ModerationAction.HIDE, ModerationAction.MERGE]
        offered = hide if shown else [ModerationAction.SHOW]
        action = self.fields["action"]
        assert isinstance(action, forms.ChoiceField)
        action.choices = [(one.value, one.label) for one in offered]
        action.initial = offered[0].value
        if not shown:
            del self.fields["target"]

    def chosen(self) -> Statement | None:
        """Return the statement that it would be merged into."""
        number = self.cleaned_data.get("target")
        if not number:
            return None
        rows = Statement.objects.filter(consultation=self.statement.consultation_id)
        found: Statement | None = rows.filter(number=number).first()
        return found


class LinkForm(forms.Form):
    """An invitation for people without an account."""

    label = forms.CharField(
        label=_("For whom"),
        help_text=_("Such as: residents at the street fair. The guests read it too."),
        max_length=200,
    )
    as_kind = forms.ChoiceField(
        label=_("They take part as"),
        help_text=_("Guests count under no party; experts and departments under yours."),
        choices=[(k.value, k.label) for k in TakesPartAs if k is not TakesPartAs.MEMBER],
        initial=TakesPartAs.GUEST.value,
        widget=forms.RadioSelect,
    )
    most = forms.IntegerField(
        label=_("For how many people at most"), min_value=1, max_value=MOST, initial=200
    )
    expires_at = forms.DateTimeField(
        label=_("Works until"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )


class ListFilter(forms.Form):
    """What the list of consultations is narrowed to."""

    stage = forms.ChoiceField(label=_("State"), required=False)
    q = forms.CharField(label=_("Words"), required=False, max_length=100)
