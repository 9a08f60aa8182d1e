"""What people type into the pages of this room; acts have forms of their own."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from xieqiao.acts.access import Acting
from xieqiao.partnerships.queries import partnerships_seen_by
from xieqiao.topics.words import Stage

STATES = (("", _("open and closed")), ("open", _("still open")), ("closed", _("already closed")))
STAGES = [stage for stage in Stage.choices if stage[0] != Stage.PROPOSED]


class TopicFilter(forms.Form):
    """Which topics the list shows; what makes no sense counts as nothing."""

    q = forms.CharField(required=False, max_length=100, label=_("Words to look for"))
    partnership = forms.ChoiceField(required=False, label=_("Partnership"))
    stage = forms.ChoiceField(
        required=False, label=_("How far it has come"), choices=[("", _("all stages")), *STAGES]
    )
    state = forms.ChoiceField(required=False, label=_("Open or closed"), choices=STATES)

    def __init__(self, acting: Acting, data: Any) -> None:
        super().__init__(data, auto_id="f_%s")
        _offer_partnerships(self, acting)

    def asked(self) -> dict[str, Any]:
        """Return what `queries.topic_list` wants to know."""
        self.is_valid()
        found = self.cleaned_data
        return {
            "words": found.get("q", ""),
            "partnership": _id(found.get("partnership", "")),
            "stage": found.get("stage", ""),
            "state": found.get("state", ""),
        }


class EffectFilter(forms.Form):
    """Which words of effect the list shows."""

    q = forms.CharField(required=False, max_length=100, label=_("Words to look for"))
    partnership = forms.ChoiceField(required=False, label=_("Partnership"))
    topic = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, acting: Acting, data: Any) -> None:
        super().__init__(data, auto_id="f_%s")
        _offer_partnerships(self, acting)

    def asked(self) -> dict[str, Any]:
        """Return what is asked for; what makes no sense counts as nothing."""
        self.is_valid()
        found = self.cleaned_data
        return {
            "words": found.get("q", ""),
            "partnership": _id(found.get("partnership", "")),
            "topic": found.get("topic"),
        }


def _offer_partnerships(form: forms.Form, acting: Acting) -> None:
    field = form.fields["partnership"]
    assert isinstance(field, forms.ChoiceField)
    rows = partnerships_seen_by(acting)
    field.choices = [("", _("all partnerships")), *((str(p.id), str(p)) for p in rows)]


def _id(text: str) -> UUID | None:
    return UUID(text) if text else None
