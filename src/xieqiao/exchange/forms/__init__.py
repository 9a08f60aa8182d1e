"""What people type, and what they choose from, in this room."""

from __future__ import annotations

from xieqiao.exchange.forms.consents import ConsentForm
from xieqiao.exchange.forms.filters import DispatchFilter, OfferedFilter, OwnFilter
from xieqiao.exchange.forms.own import EntryForm, NeedForm, StrengthForm

__all__ = [
    "ConsentForm",
    "DispatchFilter",
    "EntryForm",
    "NeedForm",
    "OfferedFilter",
    "OwnFilter",
    "StrengthForm",
]
