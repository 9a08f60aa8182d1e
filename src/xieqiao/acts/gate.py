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

from xieqiao.acts.access import Acting
from xieqiao.acts.chain import PLATFORM, Chains, lock_space
from xieqiao.acts.contents import content_of, contents_of
from xieqiao.acts.entries import Actor, Digests, EntryBody, EntryType, as_time, read_entry
from xieqiao.acts.errors import (
    ActError,
    BadPayload,
    Ended,
    KeyMissing,
    NotAllowed,
    Occupied,
    Stale,
    StanceTaken,
    VersionChanged,
)
from xieqiao.acts.files import release
from xieqiao.acts.kinds import Kind, kind_named
from xieqiao.acts.ledger import Ledger, Noted, VersionAt
from xieqiao.acts.matter import Matter
from xieqiao.acts.models import (
    Act,
    ActState,
    Entry,
    Outbox,
    Seat,
    Space,
    Stance,
    Subject,
    Touch,
    Version,
)
from xieqiao.acts.plan import Plan, Planner, check_payload, scene_for
from xieqiao.acts.projection import project
from xieqiao.acts.signals import in_force
from xieqiao.acts.slices import know_entries, know_revisions, slice_of, touches_of
from xieqiao.acts.texts import clean_text


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
    kind, act_id = kind_named(kind_name), act_id or uuid4()
    if not acting.can(kind.release):
        raise NotAllowed
    with transaction.atomic():
        known = _known(act_id, acting)
        if known is not None:
            return known
        row = _subject(subject)
        space_id = row.space_id if row else partnership
        if space_id is not None:
            lock_space(space_id)
            known, row = _known(act_id, acting), _subject(subject)
            if known is not None:
                return known
        scene = scene_for(acting, space_id, row, extra)
        check_payload(kind, payload, scene)
        parts = contents_of(payload)
        digests = Digests(structural=parts[0].digest, erasable=parts[1].digest)
        plan = Planner(kind, payload, scene, act_id).plan(digests)
        if kind.founds:
            space_id = UUID(plan.subjects[0].id)
            Space.objects.create(id=space_id)
        assert space_id is not None
        _party_or_refuse(acting, kind, plan, space_id)
        for part in parts:
            part.save(force_insert=True)
        writing = _Writing(Space(id=space_id), act_id, _touched(plan))
        release(payload, writing.space.id)
        return writing.version(acting, EntryType.PROPOSE, 1, kind, plan, digests, deadline)


def amend(acting: Acting, act_id: UUID, payload: Any, *, deadline: datetime | None = None) -> Act:
    """Put a new version in the place of the present one; earlier consents fall away.

    Raises ActError.
    """
    with transaction.atomic():
        act = _open_act(act_id)
        kind = kind_named(act.kind)
        if act.proposer_id != acting.body_id or not acting.can(kind.release):
            raise NotAllowed
        first = read_entry(act.versions.select_related("entry").get(number=1).entry.canonical)
        moved = first.subjects[0]
        row = None if moved.revision is None else _subject(UUID(moved.id))
        if row is not None and row.revision != moved.revision:
            raise Stale
        scene = scene_for(acting, act.space_id, row, None)
        check_payload(kind, payload, scene)
        parts = contents_of(payload)
        plan = Planner(kind, payload, scene, act_id).plan(first.digests)
        for part in parts:
            part.save(force_insert=True)
        digests = Digests(structural=parts[0].digest, erasable=parts[1].digest)
        writing = _Writing(act.space, act_id, _touched(plan))
        release(payload, act.space_id)
        number = act.version + 1
        return writing.version(
            acting, EntryType.AMEND, number, kind, plan, digests, deadline or act.deadline
        )


def consent(acting: Acting, act_id: UUID, digest: str) -> Act:
    """Consent, for the body, to exactly the version whose digest was shown. Raises ActError."""
    with transaction.atomic():
        act, version, given = _stance_on(acting, act_id, digest)
        if given is not None:
            if given.consent:
                return act
            raise StanceTaken
        entry = read_entry(version.entry.canonical)
        writing = _Writing(act.space, act_id, touches_of(entry))
        writing.stance(acting, EntryType.CONSENT, version)
        return writing.settle(version.number)


def decline(acting: Acting, act_id: UUID, digest: str, reason: str) -> Act:
    """Decline, for the body, the version whose digest was shown, saying why. Raises ActError."""
    words = clean_text(reason)
    if not words:
        raise BadPayload([("reason", _reason_missing())])
    with transaction.atomic():
        act, version, given = _stance_on(acting, act_id, digest)
        if given is not None:
            if not given.consent:
                return act
            raise StanceTaken
        content = content_of({"reason": words})
        content.save(force_insert=True)
        entry = read_entry(version.entry.canonical)
        writing = _Writing(act.space, act_id, touches_of(entry))
        writing.stance(acting, EntryType.DECLINE, version, content.digest)
        return writing.settle(version.number)


def withdraw(acting: Acting, act_id: UUID) -> Act:
    """Withdraw the body's own open act. Raises ActError."""
    with transaction.atomic():
        act = _locked_act(act_id)
        if act.proposer_id != acting.body_id or not acting.can(kind_named(act.kind).release):
            raise NotAllowed
        if act.state == ActState.WITHDRAWN:
            return act
        if act.state not in {ActState.OPEN, ActState.STALE} or act.ended_by:
            raise Ended
        return _Writing(act.space, act_id, []).end(EntryType.WITHDRAW, _actor(acting), act)


def lapse(act_id: UUID) -> Act:
    """Let an act lapse, for its proposer, because it is overdue or overtaken. Raises ActError."""
    with transaction.atomic():
        act = _locked_act(act_id)
        if act.ended_by:
            return act
        return _Writing(act.space, act_id, []).end(EntryType.LAPSE, PLATFORM, act)


# Finding and refusing


def _reason_missing() -> Any:
    from django.utils.translation import gettext_lazy as _

    return _("Please say why, so that the proposer can find a better wording.")


def _known(act_id: UUID, acting: Acting) -> Act | None:
    act = Act.objects.filter(id=act_id).first()
    if act is not None and act.proposer_id != acting.body_id:
        raise NotAllowed
    return act


def _subject(subject_id: UUID | None) -> Subject | None:
    return Subject.objects.get(id=subject_id) if subject_id else None


def _locked_act(act_id: UUID) -> Act:
    act = Act.objects.select_related("space").get(id=act_id)
    lock_space(act.space_id)
    act.refresh_from_db()
    return act


def _open_act(act_id: UUID) -> Act:
    act = _locked_act(act_id)
    if act.state == ActState.STALE:
        raise Stale
    if act.state != ActState.OPEN:
        raise Ended
    return act


def _stance_on(acting: Acting, act_id: UUID, digest: str) -> tuple[Act, Version, Stance | None]:
    act = _locked_act(act_id)
    if not acting.can(kind_named(act.kind).consent):
        raise NotAllowed
    version = act.versions.select_related("entry").get(number=act.version)
    given = Stance.objects.filter(version=version, body=acting.body_id).first()
    if given is not None and version.entry_id == digest:
        return act, version, given
    if act.state == ActState.STALE:
        raise Stale
    if act.state != ActState.OPEN:
        raise Ended
    if version.entry_id != digest:
        raise VersionChanged
    if version.closed:
        raise Ended
    return act, version, given


def _party_or_refuse(acting: Acting, kind: Kind[Any], plan: Plan, space: UUID | None) -> None:
    say = {p for moved in plan.subjects for p in moved.deciders.parties} | set(plan.also)
    if str(acting.body_id) not in say:
        raise NotAllowed
    if (
        kind.matter is Matter.REPORTED
        and not Seat.objects.filter(space=space, body=acting.body_id, left_at=None).exists()
    ):
        raise NotAllowed


def _touched(plan: Plan) -> list[tuple[UUID, int, bool]]:
    moved = [(UUID(m.id), m.revision, True) for m in plan.subjects if m.revision is not None]
    return moved + [(UUID(b.id), b.revision, False) for b in plan.binding]


def _actor(acting: Acting) -> Actor:
    return Actor(role=",".join(sorted(str(r) for r in acting.roles)), person=str(acting.person_id))


class _Writing:
    """The entries of one transaction on one act."""

    def __init__(self, space: Space, act_id: UUID, touched: list[tuple[UUID, int, bool]]) -> None:
        self.space, self.act_id, self.touched = space, act_id, touched
        self.chains = Chains(space)
        self.ledger: Ledger = slice_of(touched, act_id)

    def version(
        self,
        acting: Acting,
        type_: EntryType,
        number: int,
        kind: Kind[Any],
        plan: Plan,
        digests: Digests,
        deadline: datetime | None,
    ) -> Act:
        """Write a proposal or an amendment, and the seal if it needs nobody else."""
        know_entries(self.ledger, plan.seals)
        know_revisions(self.ledger, plan.rows.values(), self.ledger.noted)
        entry = self.chains.append(
            acting.body_id,
            type_,
            _actor(acting),
            act=str(self.act_id),
            version=number,
            kind=kind.name,
            subjects=plan.subjects,
            binding=plan.binding,
            also=plan.also,
            digests=digests,
            deadline=as_time(deadline) if deadline else None,
        )
        act = self.ledger.acts.get(str(self.act_id))
        draft = VersionAt(act or _new_act(entry), number, Noted("", entry.body, entry.seq), entry)
        cites = plan.seals | self._ends(acting.body_id, draft)
        self._enter(entry.but(cites=tuple(sorted(cites))), acting.body_id)
        return self.settle(number)

    def stance(
        self, acting: Acting, type_: EntryType, version: Version, reason: str | None = None
    ) -> None:
        """Write a consent or a refusal."""
        at = self.ledger.acts[str(self.act_id)].versions[version.number - 1]
        if str(acting.body_id) not in at.parties:
            raise NotAllowed
        cites = {version.entry_id}
        if type_ is EntryType.CONSENT:
            self._refuse_stale(at)
            cites |= self._ends(acting.body_id, at)
        entry = self.chains.append(
            acting.body_id,
            type_,
            _actor(acting),
            act=str(self.act_id),
            version=version.number,
            digests=Digests(erasable=reason),
            cites=tuple(sorted(cites)),
        )
        self._enter(entry, acting.body_id)

    def end(self, type_: EntryType, actor: Actor, act: Act) -> Act:
        """Write what ends the act without bringing it into force."""
        entry = self.chains.append(act.proposer_id, type_, actor, act=str(act.id))
        return self._enter(entry, act.proposer_id)

    def settle(self, number: int) -> Act:
        """Seal the version if its rule is met."""
        at = self.ledger.acts[str(self.act_id)].versions[number - 1]
        if not at.met(at.consents):
            return Act.objects.select_related("proposer").get(id=self.act_id)
        proposer = UUID(at.act.proposer)
        cites = tuple(sorted(noted.hash for noted in at.consents.values()))
        know_entries(self.ledger, cites)
        entry = self.chains.append(
            proposer,
            EntryType.SEAL,
            PLATFORM,
            act=str(self.act_id),
            version=number,
            cites=cites,
        )
        act = self._enter(entry, proposer)
        moved = [(m.type, UUID(m.id)) for m in at.body.subjects]
        in_force.send(sender=Act, act=act, subjects=moved)
        self._lapse_overtaken()
        return act

    def _enter(self, entry: EntryBody, body_id: UUID) -> Act:
        know_entries(self.ledger, entry.cites)
        self.ledger.judge(entry)
        row = self.chains.write(entry)
        self.ledger.record(entry, row.hash)
        act = project(entry, row.hash, self.ledger)
        assert act is not None
        Outbox.objects.create(act=act, what=entry.type.value, body_id=body_id, at=row.time)
        return act

    def _ends(self, body_id: UUID, version: VersionAt) -> set[str]:
        """Return what ended the body's earlier consents here. Raises Occupied."""
        cites: set[str] = set()
        occupied: list[str] = []
        body = str(body_id)
        for other, moves in self.ledger.obstacles(body, version):
            if other.act.id == version.act.id and version.act.proposer == body:
                continue
            ends = next(iter(self.ledger.enders(other, moves=moves)), None)
            if ends is None:
                occupied.append(other.act.id)
            else:
                cites |= {noted.hash for noted in ends}
        if occupied:
            raise Occupied(occupied)
        return cites | self._readers(version)

    def _readers(self, version: VersionAt) -> set[str]:
        """Return the chains' heads when acts in force relied on what is moved now."""
        moved = [(s, r) for s, r, moves in version.locks if moves]
        for subject, revision in moved:
            if Touch.objects.filter(
                subject_id=subject, revision=revision, moves=False, act__state=ActState.SEALED
            ).exists():
                return set(self.chains.heads().values())
        return set()

    def _refuse_stale(self, version: VersionAt) -> None:
        wanted = {subject: number for subject, number, _ in version.locks}
        now = Subject.objects.filter(id__in=wanted).values_list("id", "revision")
        if any(revision != wanted[str(id_)] for id_, revision in now):
            raise Stale

    def _lapse_overtaken(self) -> None:
        """End, for their proposers, the acts that this one has overtaken."""
        ids = [subject for subject, _, moves in self.touched if moves]
        stale = Act.objects.filter(
            touches__subject_id__in=ids, state=ActState.STALE, ended_by=""
        ).distinct()
        for act in stale:
            try:
                with transaction.atomic():
                    end_overtaken(self, act)
            except KeyMissing:
                continue


def end_overtaken(writing: _Writing, act: Act) -> None:
    """Write the lapse of an overtaken act in the running transaction."""
    entry = writing.chains.append(act.proposer_id, EntryType.LAPSE, PLATFORM, act=str(act.id))
    for text, digest in (
        Entry.objects.filter(act=act.id).order_by("time", "seq").values_list("canonical", "hash")
    ):
        if digest not in writing.ledger.noted:
            writing.ledger.record(read_entry(text), digest)
    writing._enter(entry, act.proposer_id)


def _new_act(entry: EntryBody) -> Any:
    from xieqiao.acts.ledger import ActAt

    return ActAt(entry.act or "", entry.body)


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
