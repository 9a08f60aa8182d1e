"""People, their memberships, and the roles that they hold or are invited to."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from xieqiao.acts.access import Acting
from xieqiao.bodies import queries
from xieqiao.bodies.forms.fields import DayInput, RoomForm, say_which
from xieqiao.bodies.invitations import VALID_DAYS
from xieqiao.bodies.models import Membership, Person, Unit
from xieqiao.bodies.roles import Role, givable


class PersonForm(RoomForm):
    """Somebody of the body's directory."""

    class Meta(RoomForm.Meta):
        model = Person
        fields = (
            "name", "name_en", "sex", "born", "phone", "office", "work", "outside", "unit",
            "note", "source",
        )  # fmt: skip
        labels = {
            "name": pgettext_lazy("person", "Name"),
            "name_en": pgettext_lazy("person", "English name"),
        }
        help_texts = {
            "office": _("Such as: vice-chair, standing member, head of a division."),
            "work": _("What he or she does besides, such as heading an association."),
            "outside": _("Experts, staff of units and leaders can be invited to activities."),
            "born": _("As exactly as it is known: 1975, 1975-06 or 1975-06-03."),
            "unit": _("Only for people who work at a unit of your directory."),
            "source": _("If entered later: from where this is known."),
        }

    def __init__(self, acting: Acting, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.body = acting.body
        unit: Any = self.fields["unit"]
        unit.queryset = queries.units_of(acting)


class MembershipForm(RoomForm):
    """A member's term, and the sections in it."""

    class Meta(RoomForm.Meta):
        model = Membership
        fields = ("term", "begins", "sections")
        widgets = {"sections": forms.CheckboxSelectMultiple}

    def __init__(self, acting: Acting, person: Person, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.body, self.instance.person = acting.body, person
        term: Any = self.fields["term"]
        term.queryset = queries.terms_of(acting)
        term.label = acting.body.labels.term
        sections: Any = self.fields["sections"]
        sections.queryset = queries.sections_of(acting)
        labels = acting.body.labels.sections
        sections.label_from_instance = lambda s: f"{labels[s.kind]} · {s}"

    def clean_term(self) -> Any:
        """Refuse a second membership in the same term."""
        term = self.cleaned_data["term"]
        same = Membership.objects.kept().filter(person=self.instance.person, term=term)
        if same.exclude(id=self.instance.id).exists():
            raise ValidationError(_("This person is entered in that term already."))
        return term


class RoleForm(forms.Form):
    """A role, and the unit that it is held at if it is a unit's."""

    role = forms.ChoiceField(label=_("Role"))
    unit = forms.ModelChoiceField(
        Unit.objects.none(),
        label=_("Unit"),
        required=False,
        help_text=_("Only for unit handlers: they see what is addressed to this unit."),
    )

    def __init__(self, acting: Acting, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        role: Any = self.fields["role"]
        role.choices = [(r.value, r.label) for r in givable(acting)]
        unit: Any = self.fields["unit"]
        unit.queryset = queries.units_of(acting)
        say_which(self.fields)

    def clean(self) -> dict[str, Any]:
        """Ask for a unit where the role needs one, and nowhere else."""
        given = self.cleaned_data
        handles = given.get("role") == Role.UNIT_HANDLER
        if handles and not given.get("unit") and "unit" not in self.errors:
            self.add_error("unit", _("Choose the unit for which this person handles matters."))
        if not handles:
            given["unit"] = None
        return given


class AssignmentForm(RoleForm):
    """A role for somebody who has an account already."""

    begins = forms.DateField(label=_("From"), required=False, widget=DayInput())
    ends = forms.DateField(
        label=_("To"), required=False, widget=DayInput(), help_text=_("Empty: until it is ended.")
    )

    def clean(self) -> dict[str, Any]:
        """Refuse an end before the beginning."""
        given = super().clean()
        begins, ends = given.get("begins"), given.get("ends")
        if begins and ends and ends < begins:
            self.add_error("ends", _("The end lies before the beginning."))
        return given


class InviteForm(RoleForm):
    """An invitation to a role."""

    days = forms.IntegerField(
        label=_("The link works for how many days"),
        initial=VALID_DAYS,
        min_value=1,
        max_value=60,
    )
