"""Putting statements, translating them, and taking over those of an earlier consultation."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid5

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from xieqiao.acts.access import Acting
from xieqiao.acts.errors import BadPayload
from xieqiao.acts.matter import writes_live
from xieqiao.acts.texts import clean_line
from xieqiao.consultations.live.errors import Follows, Same, TooMany
from xieqiao.consultations.live.gates import (
    demand_moderator,
    demand_not_closed,
    demand_open,
    hold_alone,
)
from xieqiao.consultations.models import (
    Closing,
    Consultation,
    Participant,
    Statement,
    StatementTranslation,
)
from xieqiao.consultations.models.statements import LONGEST
from xieqiao.consultations.telling import tell
from xieqiao.consultations.words import StatementState

MOST_OF_ONE_PERSON = 20
LANGUAGES = ("zh-hans", "en", "bo", "ug", "mn", "za", "ii", "ko", "ja", "de", "fr", "es", "ru")


@writes_live
def put_statement(participant: Participant, text: str, language: str = "zh-hans") -> Statement:
    """Put a statement of one who takes part.

    Raises ActError when it is not open, one has put too many, nothing was said, or the same words
    are there; ValidationError for what cannot be written.
    """
    said = _said(text, LONGEST)
    with transaction.atomic():
        hold_alone(participant.consultation_id)
        demand_open(participant.consultation_id)
        _demand_carried(participant.consultation_id)
        if participant.statements.count() >= MOST_OF_ONE_PERSON:
            raise TooMany
        return _put(
            participant.consultation_id,
            said,
            language,
            author_id=participant.id,
            body_id=participant.body_id,
            demonstration=participant.demonstration,
        )


@writes_live
def seed_statement(
    acting: Acting,
    consultation: Consultation,
    text: str,
    language: str = "zh-hans",
    *,
    source_note: str = "",
    demonstration: bool | None = None,
) -> Statement:
    """Put a statement for one's side, from the research or a source, before or while it is open.

    demonstration: whether it is invented; as who puts it unless said.

    Raises like `put_statement`, and NotAllowed unless one moderates for a party.
    """
    demand_moderator(acting, consultation)
    said, note = _said(text, LONGEST), clean_line(source_note)
    with transaction.atomic():
        hold_alone(consultation.id)
        demand_not_closed(consultation.id)
        _demand_carried(consultation.id)
        return _put(
            consultation.id,
            said,
            language,
            body_id=acting.body_id,
            seeded=True,
            source_note=note,
            demonstration=acting.demonstration if demonstration is None else demonstration,
        )


@writes_live
def translate(
    acting: Acting, statement: Statement, language: str, text: str
) -> StatementTranslation:
    """Put a translation beside a statement; a later one for the same language replaces it."""
    demand_moderator(acting, statement.consultation)
    if language not in LANGUAGES or language == statement.language:
        raise BadPayload([("language", _("Choose another language than the statement's own."))])
    said = _said(text, 2 * LONGEST)
    with transaction.atomic():
        hold_alone(statement.consultation_id)
        demand_not_closed(statement.consultation_id)
        made, _new = StatementTranslation.objects.update_or_create(
            statement=statement,
            language=language,
            defaults={"text": said, "by_id": acting.body_id, "at": timezone.now()},
        )
        tell(statement.consultation_id, "statement", number=statement.number)
        return made


@writes_live
def carry_statements(consultation: Consultation) -> int:
    """Take over the shown statements of the consultation that this one follows, with their numbers.

    Only once that one is closed, so that a statement is never open in two at a time. Does nothing
    the second time. Return how many came.
    """
    if not Closing.objects.filter(consultation=consultation.follows_id).exists():
        return 0
    with transaction.atomic():
        hold_alone(consultation.id)
        if Statement.objects.filter(consultation=consultation.id).exists():
            return 0
        rows = Statement.objects.filter(
            consultation=consultation.follows_id, state=StatementState.SHOWN
        ).prefetch_related("translations")
        old = list(rows.order_by("number"))
        Statement.objects.bulk_create(_again(consultation.id, row) for row in old)
        StatementTranslation.objects.bulk_create(
            _translation_again(consultation.id, row, said)
            for row in old
            for said in row.translations.all()
        )
        return len(old)


def _demand_carried(consultation_id: UUID) -> None:
    """See that those of an earlier one are there first, whose numbers they keep.

    Raises Follows while that one is not closed.
    """
    row = Consultation.objects.select_related("follows__closing").get(id=consultation_id)
    if row.follows is None:
        return
    if row.follows.ended is None:
        raise Follows
    carry_statements(row)


def _again(consultation_id: UUID, row: Any) -> Statement:
    return Statement(
        id=uuid5(consultation_id, str(row.id)),
        consultation_id=consultation_id,
        body_id=row.body_id,
        number=row.number,
        text=row.text,
        language=row.language,
        seeded=row.seeded,
        source_note=row.source_note,
        demonstration=row.demonstration,
        at=row.at,
    )


def _translation_again(consultation_id: UUID, row: Any, said: Any) -> StatementTranslation:
    return StatementTranslation(
        statement_id=uuid5(consultation_id, str(row.id)),
        language=said.language,
        text=said.text,
        by_id=said.by_id,
        at=said.at,
    )


def _said(text: str, limit: int) -> str:
    """Return a text as one line. Raises ActError when it is empty, ValidationError otherwise."""
    if len(text) > 50 * limit:  # nobody typed this; it is not worth normalising
        raise ValidationError(
            _("This text is far too long; at most %(limit)d characters are possible here."),
            code="too_long",
            params={"limit": limit},
        )
    said = clean_line(" ".join(text.split()), limit=limit)
    if not said:
        raise BadPayload([("text", _("Please write something."))])
    return said


def _put(consultation_id: UUID, text: str, language: str, **fields: Any) -> Statement:
    if language not in LANGUAGES:
        raise BadPayload([("language", _("Choose one of the languages."))])
    rows = Statement.objects.filter(consultation=consultation_id)
    if rows.filter(text=text).exists():
        raise Same
    last = rows.aggregate(last=Max("number"))["last"] or 0
    made: Statement = Statement.objects.create(
        consultation_id=consultation_id,
        number=last + 1,
        text=text,
        language=language,
        at=timezone.now(),
        **fields,
    )
    tell(consultation_id, "statement", number=made.number)
    return made
