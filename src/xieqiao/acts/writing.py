"""The entries of one transaction on one act, and what they bring about."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from xieqiao.acts.access import Acting
from xieqiao.acts.chain import PLATFORM, Chains
from xieqiao.acts.entries import Actor, Digests, EntryBody, EntryType, as_time, read_entry
from xieqiao.acts.errors import KeyMissing, NotAllowed, Occupied, Stale
from xieqiao.acts.kinds import Kind
from xieqiao.acts.ledger import ActAt, Ledger, Noted, VersionAt
from xieqiao.acts.models import Act, ActState, Entry, Outbox, Space, Subject, Touch, Version
from xieqiao.acts.plan import Plan
from xieqiao.acts.projection import project
from xieqiao.acts.rules import judge
from xieqiao.acts.signals import in_force
from xieqiao.acts.slices import Touched, know_entries, know_revisions, slice_of


def actor_of(acting: Acting) -> Actor:
    """Return who acts, as an entry names him or her."""
    return Actor(role=",".join(sorted(str(r) for r in acting.roles)), person=str(acting.person_id))


class Writing:
    """Writes to the registers of a locked space, about one act and what it touches."""

    def __init__(self, space: Space, act_id: UUID, touched: Touched) -> None:
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
        know_revisions(self.ledger, plan.rows.values())
        entry = self.chains.append(
            acting.body_id,
            type_,
            actor_of(acting),
            act=str(self.act_id),
            version=number,
            kind=kind.name,
            subjects=plan.subjects,
            binding=plan.binding,
            also=plan.also,
            digests=digests,
            deadline=as_time(deadline) if deadline else None,
        )
        act = self.ledger.act(entry.act, entry.body) or ActAt(str(self.act_id), entry.body)
        draft = VersionAt(act, number, Noted("", entry.body, entry.seq), entry)
        cites = plan.seals | self._ends(acting.body_id, draft)
        self._enter(entry.but(cites=tuple(sorted(cites))), acting.body_id)
        return self.settle(number)

    def stance(
        self, acting: Acting, type_: EntryType, version: Version, reason: str | None = None
    ) -> None:
        """Write a consent or a refusal."""
        at = self.ledger.versions[version.digest]
        if str(acting.body_id) not in at.parties:
            raise NotAllowed
        cites = {version.digest}
        if type_ is EntryType.CONSENT:
            self._refuse_stale(at)
            cites |= self._ends(acting.body_id, at)
        entry = self.chains.append(
            acting.body_id,
            type_,
            actor_of(acting),
            act=str(self.act_id),
            version=version.number,
            digests=Digests(erasable=reason),
            cites=tuple(sorted(cites)),
        )
        self._enter(entry, acting.body_id)

    def end(self, type_: EntryType, actor: Actor, act: Act, cites: Iterable[str] = ()) -> Act:
        """Write what ends the act without bringing it into force.

        A lapse cites the seals of what overtook the act, or nothing when its deadline has come.
        """
        know_entries(self.ledger, cites)
        entry = self.chains.append(
            act.proposer_id, type_, actor, act=str(act.id), cites=tuple(sorted(cites))
        )
        return self._enter(entry, act.proposer_id)

    def settle(self, number: int) -> Act:
        """Seal the version if its rule is met."""
        act = Act.objects.select_related("proposer").get(id=self.act_id)
        at_act = self.ledger.act(str(act.id), str(act.proposer_id))
        assert at_act is not None
        at = at_act.versions[number - 1]
        if not at.met(at.consents):
            return act
        cites = tuple(sorted(noted.hash for noted in at.consents.values()))
        entry = self.chains.append(
            act.proposer_id,
            EntryType.SEAL,
            PLATFORM,
            act=str(self.act_id),
            version=number,
            cites=cites,
        )
        act = self._enter(entry, act.proposer_id)
        moved = [(m.type, UUID(m.id)) for m in at.body.subjects]
        in_force.send(sender=Act, act=act, subjects=moved)
        self._lapse_overtaken(act.ended_by)
        return act

    def _enter(self, entry: EntryBody, body_id: UUID) -> Act:
        know_entries(self.ledger, entry.cites)
        judge(self.ledger, entry)
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
        for obstacle in self.ledger.obstacles(body, version):
            other = obstacle.version.act
            if other.id == version.act.id and version.act.proposer == body:
                continue
            ends = next(iter(self.ledger.enders(obstacle)), None)
            if ends is None:
                occupied.append(other.id)
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

    def _lapse_overtaken(self, seal: str) -> None:
        """End, for their proposers, the acts that this one has overtaken."""
        ids = [subject for subject, _, moves in self.touched if moves]
        stale = Act.objects.filter(
            touches__subject_id__in=ids, state=ActState.STALE, ended_by=""
        ).distinct()
        for act in stale:
            try:
                with transaction.atomic():
                    self._know(act)
                    self.end(EntryType.LAPSE, PLATFORM, act, [seal])
            except KeyMissing:
                continue

    def _know(self, act: Act) -> None:
        """Tell the ledger of another act, too."""
        rows = Entry.objects.filter(act=act.id).order_by("time", "seq")
        for text, digest in rows.values_list("canonical", "hash"):
            if digest not in self.ledger.noted:
                self.ledger.record(read_entry(text), digest)
