"""Comments on acts: live matter, written here alone."""

from __future__ import annotations

from uuid import UUID, uuid4

from django.utils import timezone

from xieqiao.acts.access import Acting, Capability
from xieqiao.acts.errors import BadPayload, Ended, NotAllowed
from xieqiao.acts.kinds import Words
from xieqiao.acts.matter import writes_live
from xieqiao.acts.models import Act, ActState, Comment
from xieqiao.acts.texts import clean_text


@writes_live
def comment(
    acting: Acting,
    act: Act,
    text: str,
    field: str = "",
    wording: str = "",
    comment_id: UUID | None = None,
) -> Comment:
    """Put a remark on an open act, perhaps with a wording for one of its fields.

    `comment_id` makes a repeated call harmless. Raises ActError when the act has ended, the role
    does not include it, or nothing was said.
    """
    if not acting.can(Capability.COMMENT):
        raise NotAllowed
    id_ = comment_id or uuid4()
    known: Comment | None = Comment.objects.filter(id=id_, body=acting.body_id).first()
    if known is not None:
        return known
    if act.state != ActState.OPEN:
        raise Ended
    said = clean_text(text, limit=2000)
    better = clean_text(wording) if field else ""
    if not said and not better:
        raise BadPayload([("text", _empty())])
    made: Comment = Comment.objects.create(
        id=id_,
        act=act,
        body_id=acting.body_id,
        version=act.version,
        shown_as=acting.shown_as,
        text=said,
        field=field if better else "",
        wording=better,
        at=timezone.now(),
    )
    return made


@writes_live
def taken_over(comment_id: UUID, version: int) -> None:
    """Note that the proposer took a suggested wording into a version."""
    Comment.objects.filter(id=comment_id).update(taken_in=version)


def _empty() -> Words:
    from django.utils.translation import gettext_lazy as _

    return _("Please write something.")
