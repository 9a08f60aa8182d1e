"""Finding what somebody wants to act on, and refusing what is not theirs or is over.

Each function locks the space first, so that nothing changes between looking and writing.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from xieqiao.acts.access import Acting
from xieqiao.acts.chain import lock_space
from xieqiao.acts.errors import Ended, NotAllowed, Stale, VersionChanged
from xieqiao.acts.kinds import Kind, kind_named
from xieqiao.acts.matter import Matter
from xieqiao.acts.models import Act, ActState, Seat, Stance, Subject, Version
from xieqiao.acts.plan import Plan


def known(act_id: UUID, acting: Acting) -> Act | None:
    """Return the act that was proposed under this id before. Raises NotAllowed for another's."""
    act = Act.objects.filter(id=act_id).first()
    if act is not None and act.proposer_id != acting.body_id:
        raise NotAllowed
    return act


def subject_at(subject_id: UUID | None) -> Subject | None:
    """Return the present row of a subject."""
    return Subject.objects.get(id=subject_id) if subject_id else None


def locked(act_id: UUID) -> Act:
    """Return the act, with its space locked."""
    act = Act.objects.select_related("space").get(id=act_id)
    lock_space(act.space_id)
    act.refresh_from_db()
    return act


def own(acting: Acting, act_id: UUID) -> Act:
    """Return an act that the body proposed, locked. Raises NotAllowed."""
    act = locked(act_id)
    if act.proposer_id != acting.body_id or not acting.can(kind_named(act.kind).release):
        raise NotAllowed
    return act


def refuse_ended(act: Act) -> None:
    """Raise Stale or Ended unless the act is open."""
    if act.state == ActState.STALE:
        raise Stale
    if act.state != ActState.OPEN:
        raise Ended


def stance_on(acting: Acting, act_id: UUID, digest: str) -> tuple[Act, Version, Stance | None]:
    """Return the act, its present version, and the word that the body has said on it, if any.

    Raises NotAllowed, Stale, Ended, or VersionChanged when another version was shown.
    """
    act = locked(act_id)
    if not acting.can(kind_named(act.kind).consent):
        raise NotAllowed
    version = act.versions.select_related("entry").get(number=act.version)
    given = Stance.objects.filter(version=version, body=acting.body_id).first()
    if given is not None and version.digest == digest:
        return act, version, given
    refuse_ended(act)
    if version.digest != digest:
        raise VersionChanged
    if version.closed:
        raise Ended
    return act, version, given


def party_or_refuse(acting: Acting, kind: Kind[Any], plan: Plan, space: UUID) -> None:
    """Raise NotAllowed when the body does not decide, or reports in a partnership it left."""
    say = {p for moved in plan.subjects for p in moved.deciders.parties} | set(plan.also)
    if str(acting.body_id) not in say:
        raise NotAllowed
    if (
        kind.matter is Matter.REPORTED
        and not Seat.objects.filter(space=space, body=acting.body_id, left_at=None).exists()
    ):
        raise NotAllowed
