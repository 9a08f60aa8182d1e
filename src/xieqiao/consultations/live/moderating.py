"""Moderation by both sides: one party proposes a step, another agrees or refuses."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from xieqiao.acts.access import Acting
from xieqiao.acts.errors import BadPayload
from xieqiao.acts.matter import writes_live
from xieqiao.acts.texts import clean_text
from xieqiao.consultations.live.errors import Answered, OwnStep, Waits
from xieqiao.consultations.live.gates import demand_moderator, demand_not_closed, hold_alone
from xieqiao.consultations.models import Moderation, Statement
from xieqiao.consultations.telling import tell
from xieqiao.consultations.words import ModerationAction, StatementState

LONGEST = 500
_FROM = {
    ModerationAction.HIDE: {StatementState.SHOWN},
    ModerationAction.MERGE: {StatementState.SHOWN},
    ModerationAction.SHOW: {StatementState.HIDDEN, StatementState.MERGED},
}


@writes_live
def propose_moderation(
    acting: Acting,
    statement: Statement,
    action: str,
    reason: str,
    target: Statement | None = None,
) -> Moderation:
    """Propose to hide a statement, to merge it into `target`, or to show it again.

    Nothing changes until another party's moderators agree. Raises ActError when the role does not
    include it, a step waits already, or the step makes no sense.
    """
    demand_moderator(acting, statement.consultation)
    if action not in ModerationAction.values:
        raise BadPayload([("action", _("Choose what should be done."))])
    said = clean_text(reason, limit=LONGEST)
    if not said:
        raise BadPayload([("reason", _("Give the reason; the author will read it."))])
    with transaction.atomic():
        hold_alone(statement.consultation_id)
        demand_not_closed(statement.consultation_id)
        row = Statement.objects.get(id=statement.id)
        _check(row, ModerationAction(action), target)
        if Moderation.objects.filter(statement=row, agreed_at=None, refused_at=None).exists():
            raise Waits
        made: Moderation = Moderation.objects.create(
            statement=row,
            action=action,
            target=target if action == ModerationAction.MERGE else None,
            reason=said,
            proposed_by_id=acting.body_id,
            shown_as=acting.shown_as,
            at=timezone.now(),
        )
        tell(row.consultation_id, "moderation", number=row.number, state=row.state)
        return made


@writes_live
def agree_moderation(acting: Acting, moderation: Moderation) -> Moderation:
    """Agree to a step that another party proposed; it takes effect at once."""
    with transaction.atomic():
        row = _waiting(acting, moderation)
        statement = Statement.objects.get(id=row.statement_id)
        _check(statement, ModerationAction(row.action), row.target)
        row.answered_by_id, row.answered_as = acting.body_id, acting.shown_as
        row.agreed_at = timezone.now()
        row.save()
        Statement.objects.filter(id=statement.id).update(**_effect(row))
        state = _effect(row)["state"]
        tell(statement.consultation_id, "moderation", number=statement.number, state=state)
        return row


@writes_live
def refuse_moderation(acting: Acting, moderation: Moderation, why: str = "") -> Moderation:
    """Refuse a step that another party proposed, or take one's own back; nothing changes."""
    said = clean_text(why, limit=LONGEST)
    with transaction.atomic():
        row = _waiting(acting, moderation, own_too=True)
        row.answered_by_id, row.answered_as, row.answer = acting.body_id, acting.shown_as, said
        row.refused_at = timezone.now()
        row.save()
        tell(row.statement.consultation_id, "moderation", number=row.statement.number)
        return row


def _waiting(acting: Acting, moderation: Moderation, *, own_too: bool = False) -> Moderation:
    """Return the step as it is now, held. Raises ActError when it cannot be answered."""
    consultation = moderation.statement.consultation
    demand_moderator(acting, consultation)
    hold_alone(consultation.id)
    demand_not_closed(consultation.id)
    row: Moderation = Moderation.objects.select_related("statement", "target").get(id=moderation.id)
    if not row.waits:
        raise Answered
    if row.proposed_by_id == acting.body_id and not own_too:
        raise OwnStep
    return row


def _check(statement: Statement, action: ModerationAction, target: Statement | None) -> None:
    if statement.state not in _FROM[action]:
        raise Answered
    if action is not ModerationAction.MERGE:
        return
    fits = (
        target is not None
        and target.id != statement.id
        and target.consultation_id == statement.consultation_id
        and _state_of(target.id) == StatementState.SHOWN
    )
    if not fits:
        raise BadPayload([("target", _("Choose another statement that is shown."))])


def _state_of(statement_id: UUID) -> str:
    return str(Statement.objects.values_list("state", flat=True).get(id=statement_id))


def _effect(row: Moderation) -> dict[str, Any]:
    """Return what a statement holds once the step is agreed to."""
    match row.action:
        case ModerationAction.HIDE:
            return {"state": StatementState.HIDDEN.value, "hidden_reason": row.reason}
        case ModerationAction.MERGE:
            return {"state": StatementState.MERGED.value, "merged_into_id": row.target_id}
    return {"state": StatementState.SHOWN.value, "hidden_reason": "", "merged_into_id": None}
