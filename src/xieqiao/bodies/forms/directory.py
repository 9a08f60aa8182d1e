"""Sections, units, terms, and the body's own entry."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from xieqiao.acts.access import Acting
from xieqiao.bodies.forms.fields import LineField, RoomForm
from xieqiao.bodies.models import Body, Section, Term, Unit
from xieqiao.bodies.models.bodies import LATEST_REGION_YEAR, known_zone
from xieqiao.bodies.regions import region_at


class NamedForm(RoomForm):
    """A row of the directory whose name occurs once among those that are kept."""

    same: tuple[str, ...] = ("name",)

    def __init__(self, acting: Acting, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.body = acting.body

    def clean(self) -> dict[str, Any]:
        """Refuse a second row of the same name."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        wanted = {key: given.get(key) for key in self.same}
        if all(wanted.values()):
            model: Any = self._meta.model
            rows = model.objects.kept().filter(body=self.instance.body, **wanted)
            if rows.exclude(id=self.instance.id).exists():
                self.add_error("name", _("This is in the directory already."))
        return given


class SectionForm(NamedForm):
    """A sector, special committee, group or liaison office."""

    same = ("kind", "name")

    class Meta(RoomForm.Meta):
        model = Section
        fields = ("kind", "name", "name_en")

    def __init__(self, acting: Acting, *args: Any, **kwargs: Any) -> None:
        super().__init__(acting, *args, **kwargs)
        kind: Any = self.fields["kind"]
        kind.choices = list(acting.body.labels.sections.items())


class UnitForm(NamedForm):
    """A Party committee, government, department, sub-district or company."""

    class Meta(RoomForm.Meta):
        model = Unit
        fields = ("name", "name_en")


class TermForm(NamedForm):
    """A term, as exactly as its dates are known."""

    class Meta(RoomForm.Meta):
        model = Term
        fields = ("name", "begins", "ends")
        help_texts = {
            "begins": _("A year, a month or a day: 2017, 2017-01 or 2017-01-12."),
            "ends": _("Empty while it goes on."),
        }

    def clean(self) -> dict[str, Any]:
        """Refuse an end before the beginning."""
        given = super().clean()
        begins, ends = given.get("begins"), given.get("ends")
        if begins and ends and ends[: len(begins)] < begins[: len(ends)]:
            self.add_error("ends", _("The end lies before the beginning."))
        return given


class BodyForm(RoomForm):
    """What all bodies of the platform see of this one, and its time zone."""

    region_code = LineField(
        label=_("Region code"),
        required=False,
        help_text=_("Six digits of GB/T 2260, such as 330521. Abroad: leave it empty."),
    )
    region_year = forms.IntegerField(
        label=_("Year of the code"),
        required=False,
        min_value=1980,
        max_value=2100,
        help_text=_("Codes and names change; empty means the latest."),
    )

    class Meta(RoomForm.Meta):
        model = Body
        fields = (
            "name", "short_name", "name_en", "short_name_en", "kind", "level", "region_text",
            "timezone",
        )  # fmt: skip
        help_texts = {
            "short_name": _("Two to four characters."),
            "timezone": _("A due day ends at midnight of this zone, such as Asia/Shanghai."),
        }

    field_order = (
        "name", "short_name", "name_en", "short_name_en", "kind", "level", "region_code",
        "region_year", "region_text", "timezone",
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.region is not None:
            self.initial["region_code"] = self.instance.region.code
        self.initial["region_year"] = self.instance.region_year

    def clean_short_name(self) -> str:
        """Refuse a short name that would not fill a seal."""
        short: str = self.cleaned_data["short_name"]
        if len(short) < 2:
            raise ValidationError(_("Two to four characters."))
        return short

    def clean_timezone(self) -> str:
        """Refuse an unknown zone."""
        zone: str = self.cleaned_data["timezone"]
        known_zone(zone)
        return zone

    def clean(self) -> dict[str, Any]:
        """Find the region in its year."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        code, year = given.get("region_code"), given.get("region_year")
        if not code or "region_year" in self.errors:
            self.instance.region = self.instance.region_year = None
            return given
        region = region_at(code, year)
        if region is None:
            words = _("In %(year)d there was no region with this code.")
            self.add_error("region_code", str(words) % {"year": year or LATEST_REGION_YEAR})
        self.instance.region, self.instance.region_year = region, year
        return given
