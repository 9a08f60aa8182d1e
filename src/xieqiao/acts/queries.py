"""What the pages ask about acts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Prefetch, Q, QuerySet
from django.utils.translation import gettext as _

from xieqiao.acts.access import Acting
from xieqiao.acts.contents import read_reason
from xieqiao.acts.deciders import Rule
from xieqiao.acts.entries import MovedSubject
from xieqiao.acts.kinds import Kind, kind_named
from xieqiao.acts.models import Act, ActSeat, ActState, Draft, Entry, Seat, Stance, Touch, Version
from xieqiao.acts.naming import names_for
from xieqiao.acts.projection import moves_of
from xieqiao.acts.sight import acts_seen_by

WAITING = {"ours", "theirs", "force", "ended"}


@dataclass(frozen=True)
class Seal:
    """A party's word on the present version, as its seal shows it."""

    body: Any
    state: str
    stance: Stance | None
    reason: str


@dataclass(frozen=True)
class Shown:
    """An act as a page shows it."""

    act: Act
    kind: Kind[Any]
    version: Version
    payload: Any
    moves: list[MovedSubject]

    @property
    def summary(self) -> str:
        """The sentence that names it."""
        return self.kind.summary(self.payload)

    @property
    def effect(self) -> str:
        """What will be so once it is in force."""
        return self.kind.effect(self.payload)


def _with_versions(acts: QuerySet[Act]) -> QuerySet[Act]:
    versions = Version.objects.filter(number=F("act__version")).select_related(
        "act", "structural", "erasable", "entry"
    )
    return acts.select_related("proposer").prefetch_related(
        Prefetch("versions", versions, to_attr="present")
    )


def with_seals(acts: QuerySet[Act]) -> QuerySet[Act]:
    """Return the same acts with every party's word at hand, for lists."""
    seats = Prefetch("seats", ActSeat.objects.select_related("body").order_by("id"))
    words: Any = Prefetch("present__stances", Stance.objects.select_related("body"))
    return acts.prefetch_related(seats, words, "comments")


def shown(act: Act) -> Shown:
    """Return an act that came with its present version."""
    version: Version = act.present[0]  # type: ignore[attr-defined]
    return Shown(act, kind_named(act.kind), version, version.payload(), moves_of(version))


def the_act(acting: Acting, act_id: UUID) -> Act | None:
    """Return the act, if the body may read it."""
    return _with_versions(acts_seen_by(acting)).filter(id=act_id).first()


def _stances(acting: Acting) -> Exists:
    mine = Stance.objects.filter(
        version__act=OuterRef("id"), version__number=OuterRef("version"), body=acting.body_id
    )
    return Exists(mine)


def _decides(acting: Acting) -> Exists:
    return Exists(ActSeat.objects.filter(act=OuterRef("id"), body=acting.body_id))


def waiting_for_us(acting: Acting) -> QuerySet[Act]:
    """Return open acts on which our side has not said its word, the nearest deadline first."""
    rows = _with_versions(acts_seen_by(acting)).filter(state=ActState.OPEN)
    rows = rows.filter(_decides(acting)).exclude(_stances(acting))
    return rows.order_by(F("deadline").asc(nulls_last=True), "proposed_at", "id")


def waiting_for_others(acting: Acting) -> QuerySet[Act]:
    """Return open acts on which our side has said its word, and others have not."""
    rows = _with_versions(acts_seen_by(acting)).filter(state=ActState.OPEN)
    return rows.filter(_decides(acting)).filter(_stances(acting)).order_by("proposed_at", "id")


def in_force(acting: Acting) -> QuerySet[Act]:
    """Return acts in force, the latest first."""
    rows = _with_versions(acts_seen_by(acting)).filter(state=ActState.SEALED)
    return rows.order_by("-ended_at", "id")


def ended(acting: Acting) -> QuerySet[Act]:
    """Return acts that ended without coming into force."""
    rows = _with_versions(acts_seen_by(acting))
    rows = rows.exclude(state__in=[ActState.OPEN, ActState.SEALED])
    return rows.order_by("-proposed_at", "id")


def acts_on(acting: Acting, subject_ids: Iterable[UUID]) -> QuerySet[Act]:
    """Return the acts about these subjects, open ones first, then the latest."""
    rows = _with_versions(acts_seen_by(acting)).filter(
        Q(subject_id__in=list(subject_ids)) | Q(touches__subject_id__in=list(subject_ids))
    )
    return rows.distinct().order_by(F("ended_at").desc(nulls_first=True), "-proposed_at", "id")


def acts_within(acting: Acting, space: UUID) -> QuerySet[Act]:
    """Return the acts of a partnership."""
    return _with_versions(acts_seen_by(acting)).filter(space=space).order_by("-proposed_at", "id")


def seals_of(found: Shown) -> list[Seal]:
    """Return every decider's word on the present version, its proposer first."""
    said = {
        s.body_id: s
        for s in Stance.objects.filter(version=found.version).select_related("body", "reason")
    }
    seats = ActSeat.objects.filter(act=found.act).select_related("body").order_by("id")
    seals = [_seal(seat.body, said.get(seat.body_id)) for seat in seats]
    return _in_order(seals, found)


def seals_at_hand(found: Shown) -> list[Seal]:
    """Return the seals, without reasons, of an act that came `with_seals`."""
    said = {s.body_id: s for s in found.version.stances.all()}
    seals = [_seal_without_reason(s.body, said.get(s.body_id)) for s in found.act.seats.all()]
    return _in_order(seals, found)


def _in_order(seals: list[Seal], found: Shown) -> list[Seal]:
    """Return the seals by the names of their bodies, the proposer's first."""
    return sorted(seals, key=lambda s: (s.body.id != found.act.proposer_id, s.body.name_key))


def _seal_without_reason(body: Any, stance: Stance | None) -> Seal:
    state = "" if stance is None else "on" if stance.consent else "no"
    return Seal(body, state, stance, "")


def _seal(body: Any, stance: Stance | None) -> Seal:
    return Seal(body, "", None, "") if stance is None else seal_of(stance)


def seal_of(stance: Stance) -> Seal:
    """Return a party's word as its seal."""
    return Seal(stance.body, "on" if stance.consent else "no", stance, read_reason(stance.reason))


def rule_in_words(found: Shown) -> str:
    """Return the rule by which the act is decided."""
    bound = {t.subject_id.hex for t in found.version.touches.all() if not t.moves}
    ids = {str(UUID(b)) for b in bound}
    rules = {m.deciders.rule_for(found.act.kind, ids)[0] for m in found.moves}
    if rules == {Rule.MAJORITY}:
        return _("More than half of the parties consent")
    if rules == {Rule.ONE}:
        standing = any(m.deciders.standing for m in found.moves)
        return _("Under a standing consent") if standing else _("What one party reports by itself")
    return _("Every party consents")


def entries_of(act_id: UUID) -> QuerySet[Entry]:
    """Return the register entries about an act."""
    return Entry.objects.filter(act=act_id).select_related("body").order_by("time", "seq")


def spaces_of(acting: Acting) -> list[tuple[str, str]]:
    """Return the partnerships in which the body decides, or did, by id and name."""
    ids = Seat.objects.filter(body=acting.body_id).values_list("space", flat=True)
    names = names_for(ids)
    return sorted(names.items(), key=lambda pair: pair[1])


def drafts_of(acting: Acting) -> QuerySet[Draft]:
    """Return what the body is preparing."""
    rows = Draft.objects.filter(body=acting.body_id, released_at=None, deleted_at=None)
    return rows.order_by("-changed_at", "id")


def drafts_away(acting: Acting) -> QuerySet[Draft]:
    """Return the drafts that the body has put away."""
    rows = Draft.objects.filter(body=acting.body_id, released_at=None, deleted_at__isnull=False)
    return rows.order_by("-deleted_at", "id")


def draft_kind(draft: Draft) -> Kind[Any] | None:
    """Return the kind of a draft, unless there is no such kind any more."""
    try:
        return kind_named(draft.kind)
    except LookupError:
        return None


def draft_told(draft: Draft) -> str:
    """Return what a draft is called."""
    kind = draft_kind(draft)
    return draft.title or (str(kind.title) if kind else draft.kind)


def open_on(acting: Acting, subject_id: UUID) -> list[Shown]:
    """Return the open acts that move a subject, as far as the body may read them."""
    rows = _with_versions(acts_seen_by(acting)).filter(
        touches__subject_id=subject_id, touches__moves=True, state=ActState.OPEN
    )
    return [shown(act) for act in rows.distinct().order_by("proposed_at", "id")[:10]]


def is_proposed(kind: str, subject_id: UUID) -> bool:
    """Say whether an act of this kind that moves the subject waits for consent, whoever asks."""
    moved = Touch.objects.filter(subject_id=subject_id, moves=True)
    rows = Act.objects.filter(id__in=moved.values("act"), state=ActState.OPEN)
    return rows.filter(kind=kind).exists()


def rivals_of(found: Shown) -> list[Act]:
    """Return other open acts on the same revisions (rule 8)."""
    moved = [(m.id, m.revision) for m in found.moves if m.revision is not None]
    where = Q(pk__in=[])
    for subject, revision in moved:
        where |= Q(touches__subject_id=subject, touches__revision=revision, touches__moves=True)
    rows = _with_versions(Act.objects.filter(where, state=ActState.OPEN).exclude(id=found.act.id))
    return list(rows.distinct())
