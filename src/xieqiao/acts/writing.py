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
from xieqiao.acts.errors import KeyMissing, NotAllowed, Occupied
from xieqiao.acts.force import Effect
from xieqiao.acts.kinds import Kind
from xieqiao.acts.ledger import ActAt, Noted, VersionAt
from xieqiao.acts.models import Act, Entry, Outbox, Version
from xieqiao.acts.plan import Plan
from xieqiao.acts.projection import AtHand, project
from xieqiao.acts.rules import judge
from xieqiao.acts.signals import in_force
from xieqiao.acts.slices import know_entries, know_revisions, slice_of
from xieqiao.acts.statements import Touched, are_relied_on


def actor_of(acting: Acting) -> Actor:
    """Return who acts, as an entry names him or her."""
    return Actor(role=",".join(sorted(str(r) for r in acting.roles)), person=str(acting.person_id))


class Writing:
    """Writes to the registers of a locked space, about one act and what it touches."""

    def __init__(self, space: UUID, act: UUID, touched: Touched, at_hand: AtHand) -> None:
        self.act_id, self.at_hand = act, at_hand
        self.chains = Chains(space)
        self.ledger = slice_of(touched, act)
        self.told: list[Outbox] = []

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
        digest, effect = self._enter(entry.but(cites=tuple(sorted(cites))), acting.body_id)
        return self._settle(effect.act, digest)

    def word_of(self, body_id: UUID, version: Version) -> EntryType | None:
        """Return what the body has said on a version: consent, decline, or nothing yet."""
        at, body = self.ledger.versions[version.digest], str(body_id)
        if body in at.consents:
            return EntryType.CONSENT
        return EntryType.DECLINE if body in at.refusals else None

    def stance(
        self, acting: Acting, type_: EntryType, version: Version, reason: str | None = None
    ) -> Act:
        """Write a consent or a refusal, and the seal if that was the last word needed."""
        at = self.ledger.versions[version.digest]
        if str(acting.body_id) not in at.parties:
            raise NotAllowed
        cites = {version.digest}
        if type_ is EntryType.CONSENT:
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
        _, effect = self._enter(entry, acting.body_id)
        return self._settle(effect.act, version.digest)

    def end(self, type_: EntryType, actor: Actor, act: Act, cites: Iterable[str] = ()) -> Act:
        """Write what ends the act without bringing it into force.

        A lapse cites the seals of what overtook the act, or nothing when its deadline has come.
        """
        self._end(type_, actor, act, cites)
        self._tell()
        return act

    def _end(self, type_: EntryType, actor: Actor, act: Act, cites: Iterable[str]) -> None:
        entry = self.chains.append(
            act.proposer_id, type_, actor, act=str(act.id), cites=tuple(sorted(cites))
        )
        self._enter(entry, act.proposer_id, AtHand(act=act))

    def _settle(self, act: Act, version: str) -> Act:
        """Seal the version if its rule is met."""
        at = self.ledger.versions[version]
        if at.met(at.consents):
            entry = self.chains.append(
                act.proposer_id,
                EntryType.SEAL,
                PLATFORM,
                act=str(act.id),
                version=at.number,
                cites=tuple(sorted(noted.hash for noted in at.consents.values())),
            )
            seal, effect = self._enter(entry, act.proposer_id)
            act, moved = effect.act, [(m.type, UUID(m.id)) for m in at.body.subjects]
            in_force.send(sender=Act, act=act, subjects=moved, rows=effect.rows)
            self._lapse(effect.overtaken, seal)
        self._tell()
        return act

    def _enter(
        self, entry: EntryBody, body_id: UUID, at_hand: AtHand | None = None
    ) -> tuple[str, Effect]:
        know_entries(self.ledger, entry.cites)
        judge(self.ledger, entry)
        row = self.chains.write(entry)
        self.ledger.record(entry, row.hash)
        effect = project(entry, row.hash, self.ledger, at_hand or self.at_hand)
        assert effect is not None
        told = Outbox(act=effect.act, what=entry.type.value, body_id=body_id, at=row.time)
        self.told.append(told)
        return row.hash, effect

    def _tell(self) -> None:
        Outbox.objects.bulk_create(self.told)
        self.told = []

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
        moved = [(subject, revision) for subject, revision, moves in version.locks if moves]
        return set(self.chains.heads().values()) if are_relied_on(moved) else set()

    def _lapse(self, overtaken: Iterable[Act], seal: str) -> None:
        """End, for their proposers, the acts that this one has overtaken."""
        for act in overtaken:
            try:
                with transaction.atomic():
                    self._know(act)
                    self._end(EntryType.LAPSE, PLATFORM, act, [seal])
            except KeyMissing:  # it lapses when the key is back
                continue

    def _know(self, act: Act) -> None:
        """Tell the ledger of another act, too."""
        rows = Entry.objects.filter(act=act.id).order_by("time", "seq")
        for text, digest in rows.values_list("canonical", "hash"):
            if digest not in self.ledger.noted:
                self.ledger.record(read_entry(text), digest)
