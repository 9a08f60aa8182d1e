"""What people type into the pages of this room; acts have forms of their own."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from xieqiao.acts.access import Acting
from xieqiao.meetings import queries
from xieqiao.partnerships.queries import partnerships_seen_by

WHEN = (("coming", _("Coming")), ("past", _("Past")), ("all", _("All")))


def _first(label: Any) -> list[tuple[str, Any]]:
    return [("", label)]


class ActivityFilter(forms.Form):
    """Which activities the list shows; what makes no sense counts as nothing."""

    when = forms.ChoiceField(required=False, choices=WHEN, widget=forms.HiddenInput)
    kind = forms.ChoiceField(required=False, label=_("Kind"))
    partnership = forms.ChoiceField(required=False, label=_("Partnership"))
    topic = forms.ChoiceField(required=False, label=_("Topic"))
    q = forms.CharField(required=False, max_length=100, label=_("Words in title, purpose or place"))

    def __init__(self, acting: Acting, data: Any) -> None:
        super().__init__(data, auto_id="f_%s")
        kinds = _first(_("all kinds")) + queries.kinds_in_words()
        partnerships = [(str(p.id), str(p)) for p in partnerships_seen_by(acting)]
        topics = [(str(t.pk), str(t)) for t in queries.topics_with_activities(acting)]
        self._offer("kind", kinds)
        self._offer("partnership", _first(_("all partnerships")) + partnerships)
        self._offer("topic", _first(_("all topics")) + topics)

    def _offer(self, name: str, choices: list[tuple[str, Any]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    def asked(self) -> dict[str, Any]:
        """Return what `queries.activity_list` wants to know."""
        self.is_valid()
        found = self.cleaned_data
        return {
            "when": found.get("when") or "coming",
            "kind": found.get("kind", ""),
            "partnership": _id(found.get("partnership", "")),
            "topic": _id(found.get("topic", "")),
            "words": found.get("q", ""),
        }


class PartnershipChoice(forms.Form):
    """One of the partnerships that the body may read, or all."""

    partnership = forms.ChoiceField(required=False, label=_("Partnership"))

    def __init__(self, acting: Acting, data: Any) -> None:
        super().__init__(data, auto_id="f_%s")
        field = self.fields["partnership"]
        assert isinstance(field, forms.ChoiceField)
        rows = partnerships_seen_by(acting)
        field.choices = _first(_("all partnerships")) + [(str(p.id), str(p)) for p in rows]

    def chosen(self) -> UUID | None:
        """Return the chosen one; what makes no sense counts as nothing."""
        self.is_valid()
        return _id(self.cleaned_data.get("partnership", ""))


def _id(text: str) -> UUID | None:
    return UUID(text) if text else None
