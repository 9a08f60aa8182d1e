"""A party's own draft of its part: kept for its office alone until it contributes it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from xieqiao.acts.access import Acting, Capability
from xieqiao.topics.models import PartDraft

WORDS = ("title", "authors", "sections", "files")


def draft_of(acting: Acting, plan_id: UUID) -> PartDraft | None:
    """Return the own draft of a part, for those who read their body's own matter."""
    if not acting.can(Capability.READ_OWN):
        return None
    return PartDraft.objects.filter(body=acting.body_id, plan=plan_id).first()


def draft_in_hand(acting: Acting, plan_id: UUID) -> dict[str, Any]:
    """Return what contributing starts from: the words of the own draft, if there is one."""
    draft = draft_of(acting, plan_id)
    return {} if draft is None else {name: getattr(draft, name) for name in WORDS}
