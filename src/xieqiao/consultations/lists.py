"""What the address of a list asks for."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from xieqiao.consultations.forms import ListFilter
from xieqiao.consultations.words import Stage

_OF = ("topic", "activity", "partnership")


def of_address(request: HttpRequest) -> dict[str, UUID | None]:
    """Return the topic, activity or partnership that the list is about; nonsense is nothing."""
    return {name: _id(request.GET.get(name, "")) for name in _OF}


def asked(request: HttpRequest) -> tuple[ListFilter, dict[str, Any]]:
    """Return the filter's form and what it narrows to."""
    form = ListFilter(request.GET)
    form.fields["stage"].choices = [("", _("All")), *Stage.choices]  # type: ignore[attr-defined]
    said = form.cleaned_data if form.is_valid() else {}
    return form, {"stage": said.get("stage", ""), "words": said.get("q", "")}


def _id(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
