"""Fields that clean what is typed: hidden marks are refused, dates are as exact as is known."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _

from xieqiao.acts.dates import PartialDate, PartialDateField
from xieqiao.acts.texts import clean_line


class LineField(forms.CharField):
    """One line of text. The length is checked, never cut by the browser."""

    def __init__(self, *args: Any, limit: int = 200, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.limit = limit

    def to_python(self, value: Any) -> str:
        """Return the line, normalised. Raises ValidationError for hidden marks and too much."""
        return clean_line(super().to_python(value) or "", limit=self.limit)


class PartialDateInput(forms.CharField):
    """A year, a month or a day."""

    def to_python(self, value: Any) -> str:
        """Return a PartialDate, or nothing. Raises ValidationError for what is no date."""
        text = clean_line(super().to_python(value) or "", limit=20)
        if not text:
            return ""
        try:
            return PartialDate(text)
        except ValueError as error:
            raise ValidationError(error.args[0]) from None


class DayInput(forms.DateInput):
    """The browser's own calendar; the value in ISO 8601 whatever the language."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


def cleaning_field(field: models.Field[Any, Any], **kwargs: Any) -> forms.Field | None:
    """Return the form field for a column, with the cleaning ones for text; for ModelForms."""
    if isinstance(field, PartialDateField):
        return PartialDateInput(label=field.verbose_name, required=False, **_known(kwargs))
    if isinstance(field, models.CharField) and not field.choices:
        return LineField(
            label=field.verbose_name,
            required=not field.blank,
            limit=field.max_length or 200,
            **_known(kwargs),
        )
    if isinstance(field, models.DateField):
        kwargs["widget"] = DayInput()
    return field.formfield(**kwargs)


def _known(kwargs: dict[str, Any]) -> dict[str, Any]:
    return {k: v for k, v in kwargs.items() if k in {"help_text", "initial", "widget"}}


def say_which(fields: dict[str, forms.Field]) -> None:
    """Let each field say by its name that it wants to be filled in, and call nothing “nothing”."""
    for field in fields.values():
        words = _("Please fill in “%(label)s”.") % {"label": field.label}
        field.error_messages["required"] = words
        if isinstance(field, forms.ModelChoiceField) and not field.required:
            field.empty_label = _("none")


class RoomForm(forms.ModelForm):  # type: ignore[type-arg]
    """A form for one row of the acting body's own directory."""

    class Meta:
        formfield_callback = cleaning_field

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        say_which(self.fields)
