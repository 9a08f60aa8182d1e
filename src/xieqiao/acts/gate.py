"""The one gate: propose, amend, consent, decline, withdraw, lapse.

Each function is one database transaction: the registers' entries, what follows from them, and
the outbox. It returns the act, or raises an ActError and changes nothing. Doing the same thing
twice (a retry, a double click) returns the act as it stands.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from xieqiao.acts import admission
from xieqiao.acts.access import Acting
from xieqiao.acts.chain import PLATFORM
from xieqiao.acts.contents import content_of, contents_of
from xieqiao.acts.entries import Digests, EntryType, read_entry
from xieqiao.acts.errors import ActError, BadPayload, Ended, NotAllowed, Stale, StanceTaken
from xieqiao.acts.files import release
from xieqiao.acts.kinds import kind_named
from xieqiao.acts.models import Act, ActState, Content, Space, Subject, Version
from xieqiao.acts.plan import Planner, check_payload, scene_for
from xieqiao.acts.projection import AtHand
from xieqiao.acts.slices import overtaken_by, touches_of
from xieqiao.acts.statements import lock_by, text_of
from xieqiao.acts.texts import clean_text
from xieqiao.acts.writing import Writing, actor_of


def propose(
    acting: Acting,
    kind_name: str,
    payload: Any,
    *,
    partnership: UUID | None = None,
    subject: UUID | None = None,
    act_id: UUID | None = None,
    deadline: datetime | None = None,
    extra: dict[str, str] | None = None,
) -> Act:
    """Propose an act for the body, which is to consent to it.

    `subject` names what it moves, `partnership` where something new belongs; a founding act needs
    neither. `act_id` makes a repeated call harmless. Reported matter is in force at once.
    Raises ActError.
    """
    kind = kind_named(kind_name)
    if not acting.can(kind.release):
        raise NotAllowed
    with transaction.atomic():
        row, space_id = None, partnership
        if subject is not None:
            row = admission.subject_at(subject)
            space_id = row.space_id
        elif space_id is not None:
            lock_by("space", space_id)
        before = admission.known(act_id, acting) if act_id else None
        if before is not None:
            return before
        act_id = act_id or uuid4()
        scene = scene_for(acting, space_id, row, extra)
        check_payload(kind, payload, scene)
        parts = contents_of(payload)
        plan = Planner(kind, payload, scene, act_id).plan(_digests(parts))
        if kind.founds:
            space_id = UUID(plan.subjects[0].id)
            Space.objects.create(id=space_id)
        assert space_id is not None
        admission.refuse_stranger(acting, kind, plan, space_id)
        Content.objects.bulk_create(parts)
        at_hand = AtHand(payload=payload, fresh=True)
        writing = Writing(space_id, act_id, plan.touched, at_hand)
        release(payload, space_id)
        return writing.version(acting, EntryType.PROPOSE, 1, kind, plan, _digests(parts), deadline)


def amend(acting: Acting, act_id: UUID, payload: Any, *, deadline: datetime | None = None) -> Act:
    """Put a new version in the place of the present one; earlier consents fall away.

    What changes nothing makes no version, unless the present one was refused. Raises ActError.
    """
    with transaction.atomic():
        version = admission.own(acting, act_id)
        act = version.act
        admission.refuse_ended(act)
        kind = kind_named(act.kind)
        if _is_the_same(version, payload) and deadline in {None, act.deadline}:
            return act
        first = read_entry(act.versions.values_list("entry__canonical", flat=True).get(number=1))
        moved = first.subjects[0]
        row = None if moved.revision is None else Subject.objects.get(id=moved.id)
        if row is not None and row.revision != moved.revision:
            raise Stale
        scene = scene_for(acting, act.space_id, row, None)
        check_payload(kind, payload, scene)
        parts = contents_of(payload)
        plan = Planner(kind, payload, scene, act_id).plan(first.digests)
        Content.objects.bulk_create(parts)
        at_hand = AtHand(act=act, payload=payload, fresh=True)
        writing = Writing(act.space_id, act_id, plan.touched, at_hand)
        release(payload, act.space_id)
        return writing.version(
            acting, EntryType.AMEND, act.version + 1, kind, plan, _digests(parts),
            deadline or act.deadline,
        )  # fmt: skip


def consent(acting: Acting, act_id: UUID, digest: str) -> Act:
    """Consent, for the body, to exactly the version whose digest was shown. Raises ActError."""
    with transaction.atomic():
        version = admission.to_be_decided(acting, act_id)
        writing = _writing_on(version)
        if _said_before(writing, acting, version, digest, EntryType.CONSENT):
            return version.act
        admission.refuse_another(version, digest)
        return writing.stance(acting, EntryType.CONSENT, version)


def decline(acting: Acting, act_id: UUID, digest: str, reason: str) -> Act:
    """Decline, for the body, the version whose digest was shown, saying why. Raises ActError."""
    words = clean_text(reason)
    if not words:
        raise BadPayload([("reason", _REASON_MISSING)])
    with transaction.atomic():
        version = admission.to_be_decided(acting, act_id)
        writing = _writing_on(version)
        if _said_before(writing, acting, version, digest, EntryType.DECLINE):
            return version.act
        admission.refuse_another(version, digest)
        content = content_of({"reason": words})
        content.save(force_insert=True)
        return writing.stance(acting, EntryType.DECLINE, version, content.digest)


def withdraw(acting: Acting, act_id: UUID) -> Act:
    """Withdraw the body's own open act. Raises ActError."""
    with transaction.atomic():
        act = admission.own(acting, act_id).act
        if act.state == ActState.WITHDRAWN:
            return act
        if act.state not in {ActState.OPEN, ActState.STALE} or act.ended_by:
            raise Ended
        writing = Writing(act.space_id, act_id, [], AtHand(act=act))
        return writing.end(EntryType.WITHDRAW, actor_of(acting), act)


def lapse(act_id: UUID) -> Act:
    """Let an act lapse, for its proposer, if it is overdue or overtaken. Raises ActError."""
    with transaction.atomic():
        act = admission.present(act_id).act
        overtaken = act.state == ActState.STALE
        overdue = act.deadline is not None and act.deadline <= timezone.now()
        if act.ended_by or not (overtaken or overdue):
            return act
        seals = overtaken_by(act) if overtaken else []
        writing = Writing(act.space_id, act_id, [], AtHand(act=act))
        return writing.end(EntryType.LAPSE, PLATFORM, act, seals)


def consent_to_all(
    acting: Acting, chosen: Iterable[tuple[UUID, str]]
) -> list[tuple[UUID, Act | ActError]]:
    """Consent to several acts, each bound to what was shown; one refusal stops no other."""
    done: list[tuple[UUID, Act | ActError]] = []
    for act_id, digest in chosen:
        try:
            done.append((act_id, consent(acting, act_id, digest)))
        except ActError as error:
            done.append((act_id, error))
    return done


_REASON_MISSING = _("Please say why, so that the proposer can find a better wording.")


def _digests(parts: tuple[Content, Content]) -> Digests:
    return Digests(structural=parts[0].digest, erasable=parts[1].digest)


def _is_the_same(version: Version, payload: Any) -> bool:
    return not version.closed and bool(version.payload() == payload)


def _writing_on(version: Version) -> Writing:
    touched = touches_of(read_entry(text_of(version.digest)))
    return Writing(version.act.space_id, version.act_id, touched, AtHand(version=version))


def _said_before(
    writing: Writing, acting: Acting, version: Version, shown: str, word: EntryType
) -> bool:
    """Say whether the body has said just this before. Raises StanceTaken for the contrary."""
    said = writing.word_of(acting.body_id, version)
    if said is None or shown != version.digest:
        return False
    if said is not word:
        raise StanceTaken
    return True
