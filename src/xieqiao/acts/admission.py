"""Finding what somebody wants to act on, and refusing what is not theirs or is over.

What is found is locked with its space first, so that nothing changes between looking and writing.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from xieqiao.acts.access import Acting
from xieqiao.acts.errors import Ended, NotAllowed, Stale, VersionChanged
from xieqiao.acts.kinds import Kind, kind_named
from xieqiao.acts.matter import Matter
from xieqiao.acts.models import Act, ActState, Seat, Subject, Version
from xieqiao.acts.plan import Plan
from xieqiao.acts.statements import lock_by, row_of


def known(act_id: UUID, acting: Acting) -> Act | None:
    """Return the act that was proposed under this id before. Raises NotAllowed for another's."""
    act = Act.objects.filter(id=act_id).first()
    if act is not None and act.proposer_id != acting.body_id:
        raise NotAllowed
    return act


def subject_at(subject_id: UUID) -> Subject:
    """Return the present row of a subject, with its space locked."""
    lock_by("subject", subject_id)
    return row_of(Subject, "SELECT * FROM acts_subject WHERE id = %s", subject_id)


def present(act_id: UUID) -> Version:
    """Return the present version of an act, with the act, its space locked."""
    lock_by("act", act_id)
    act = row_of(Act, "SELECT * FROM acts_act WHERE id = %s", act_id)
    sql = "SELECT * FROM acts_version WHERE act_id = %s AND number = %s"
    version = row_of(Version, sql, act_id, act.version)
    version.act = act
    return version


def own(acting: Acting, act_id: UUID) -> Version:
    """Return the present version of an act that the body proposed. Raises NotAllowed."""
    version = present(act_id)
    act = version.act
    if act.proposer_id != acting.body_id or not acting.can(kind_named(act.kind).release):
        raise NotAllowed
    return version


def to_be_decided(acting: Acting, act_id: UUID) -> Version:
    """Return the present version of an act that the role may decide about. Raises NotAllowed."""
    version = present(act_id)
    if not acting.can(kind_named(version.act.kind).consent):
        raise NotAllowed
    return version


def refuse_ended(act: Act) -> None:
    """Raise Stale or Ended unless the act is open."""
    if act.state == ActState.STALE:
        raise Stale
    if act.state != ActState.OPEN:
        raise Ended


def refuse_another(version: Version, shown: str) -> None:
    """Raise an error unless the version is open to a word, and is the one that was shown."""
    refuse_ended(version.act)
    if version.digest != shown:
        raise VersionChanged
    if version.closed:
        raise Ended


def refuse_stranger(acting: Acting, kind: Kind[Any], plan: Plan, space: UUID) -> None:
    """Raise NotAllowed when the body does not decide, or reports in a partnership it left."""
    say = {p for moved in plan.subjects for p in moved.deciders.parties} | set(plan.also)
    if str(acting.body_id) not in say:
        raise NotAllowed
    if (
        kind.matter is Matter.REPORTED
        and not Seat.objects.filter(space=space, body=acting.body_id, left_at=None).exists()
    ):
        raise NotAllowed
