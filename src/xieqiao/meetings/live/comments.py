"""Comments on activities."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from xieqiao.acts.access import Acting, Capability
from xieqiao.acts.errors import BadPayload, NotAllowed
from xieqiao.acts.matter import writes_live
from xieqiao.acts.texts import clean_text
from xieqiao.meetings.live.gates import held_open
from xieqiao.meetings.models import Activity, ActivityComment

LONGEST = 2000


@writes_live
def comment(acting: Acting, activity: Activity, text: str) -> ActivityComment:
    """Put a comment on an activity.

    Raises ActError when the role does not include it, the comments are frozen or nothing was
    said, and ValidationError for what cannot be written.
    """
    if not acting.can(Capability.COMMENT):
        raise NotAllowed
    said = clean_text(text, limit=LONGEST)
    if not said:
        raise BadPayload([("text", _("Please write something."))])
    with held_open(acting, activity):
        made: ActivityComment = ActivityComment.objects.create(
            activity=activity,
            body_id=acting.body_id,
            person_id=acting.person_id,
            shown_as=acting.shown_as,
            text=said,
            at=timezone.now(),
        )
        return made
