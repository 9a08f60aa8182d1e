"""What several pages of this room do alike."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import Http404
from django.shortcuts import get_object_or_404

from xieqiao.acts.access import Acting
from xieqiao.acts.errors import ActError, BadPayload
from xieqiao.consultations import queries
from xieqiao.consultations.here import Here
from xieqiao.consultations.live.joining import participant_of
from xieqiao.consultations.models import Consultation, Statement


def seen(acting: Acting, consultation: UUID) -> Consultation:
    """Return a consultation that the body may read. Raises Http404."""
    return get_object_or_404(queries.consultations_seen_by(acting), id=consultation)


def here_of(acting: Acting, consultation: UUID) -> Here:
    """Return where somebody stands in a consultation. Raises Http404."""
    row = seen(acting, consultation)
    return Here(row, participant_of(row.id, acting.account_id), acting=acting)


def statement_in(consultation: Consultation, text: str) -> Statement:
    """Return the statement that an address or a form names. Raises Http404."""
    try:
        id_ = UUID(text)
    except ValueError:
        raise Http404 from None
    return get_object_or_404(queries.statements_of(consultation.id), id=id_)


def done(form: Form, write: Callable[[dict[str, Any]], Any]) -> bool:
    """Write what a form holds; put what was wrong to its fields, and say whether it went well."""
    if not form.is_valid():
        return False
    try:
        write(form.cleaned_data)
    except BadPayload as error:
        for field, words in error.errors:
            form.add_error(field if field in form.fields else None, str(words))
    except ActError as error:
        form.add_error(None, str(error.message))
    except ValidationError as error:
        first = next(iter(form.fields))
        form.add_error(first, error.messages[0])
    return not form.errors
