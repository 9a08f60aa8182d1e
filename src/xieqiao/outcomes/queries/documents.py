"""Which outcome documents there are, who stands behind one, how it read before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db.models import F, Prefetch, QuerySet

from xieqiao.acts.access import Acting
from xieqiao.acts.contents import read_payload
from xieqiao.acts.kinds import kind_named
from xieqiao.acts.models import Act, ActState, Stance, Version
from xieqiao.acts.sight import acts_seen_by
from xieqiao.outcomes.models import Outcome, Submission
from xieqiao.outcomes.queries.seen import seen

KINDS = ("outcome.agree", "outcome.revise")
MOST_DRAFTED = 12


@dataclass(frozen=True)
class Wording:
    """A wording of a document: which act and version brought it, when, and how it reads.

    `holds` says that it came into force; otherwise it was a draft on the way there.
    """

    number: int
    act: Act
    version: int
    at: datetime
    payload: Any
    holds: bool

    def text(self) -> str:
        """Return the whole wording as plain text, for comparing."""
        parts = [str(self.payload.title)]
        for section in self.payload.sections:
            parts += [str(section.heading), str(section.text)]
        return "\n".join(part for part in parts if part)


@dataclass(frozen=True)
class Signature:
    """A party that stands behind a wording, and when it consented."""

    body: Any
    at: datetime


def outcomes_seen_by(acting: Acting) -> QuerySet[Outcome]:
    """Return the outcome documents that the body may read, with what was submitted of each."""
    sent = seen(acting, Submission.objects.select_related("owner").order_by("sent_on", "id"))
    rows = seen(acting, Outcome.objects.select_related("partnership", "topic", "activity"))
    rows = rows.prefetch_related(Prefetch("submissions", queryset=sent))
    return rows.order_by("-in_force_at", "id")


def outcomes_on_topic(acting: Acting, topic_id: UUID) -> QuerySet[Outcome]:
    """Return the outcome documents on a topic that the body may read."""
    return outcomes_seen_by(acting).filter(topic=topic_id)


def wordings_of(outcome: Outcome) -> list[Wording]:
    """Return every wording of acts in force, drafts on the way among them, the first one first.

    A body that left reads those up to then.
    """
    left: datetime | None = getattr(outcome, "left_by_us", None)
    rows = Version.objects.filter(
        act__subject_id=outcome.id, act__state=ActState.SEALED, act__kind__in=KINDS
    )
    rows = rows if left is None else rows.filter(act__ended_at__lte=left)
    rows = rows.select_related("act__proposer", "structural", "erasable")
    found = rows.order_by("act__ended_at", "act_id", "number")
    return [_wording(n, row) for n, row in enumerate(found, start=1)]


def _wording(number: int, row: Version) -> Wording:
    holds = row.number == row.act.version
    at = (row.act.ended_at if holds else None) or row.at
    payload = read_payload(kind_named(row.act.kind), row.structural, row.erasable)
    return Wording(number, row.act, row.number, at, payload, holds)


def signatures_of(outcome: Outcome, wordings: Sequence[Wording]) -> list[Signature]:
    """Return who stands behind the present wording and since when, in the order of signing.

    The order is the one they agreed on; without one, the proposer comes first.
    """
    if not wordings:
        return []
    last = wordings[-1]
    stances = Stance.objects.filter(
        version__act=last.act, version__number=last.version, consent=True
    )
    consented = dict(stances.order_by("at", "id").values_list("body_id", "at"))
    agreed = [UUID(i) for i in outcome.signatories if UUID(i) in consented]
    order = agreed + [i for i in consented if i not in agreed]
    bodies = apps.get_model("bodies.Body")._default_manager.in_bulk(order)
    return [Signature(bodies[i], consented[i]) for i in order if i in bodies]


def being_drafted(
    acting: Acting, partnership_id: UUID | None = None, outcome_id: UUID | None = None
) -> list[tuple[Act, str]]:
    """Return open acts that would bring a document or another wording of one, with their words."""
    acts = acts_seen_by(acting).filter(state=ActState.OPEN, kind__in=KINDS)
    acts = acts.filter(space=partnership_id) if partnership_id else acts
    acts = acts.filter(subject_id=outcome_id) if outcome_id else acts
    rows = Version.objects.filter(act__in=acts, number=F("act__version"))
    rows = rows.select_related("act__proposer", "structural", "erasable")
    found = rows.order_by("-act__proposed_at", "act_id")[:MOST_DRAFTED]
    return [(row.act, _sentence(row)) for row in found]


def under_way(acting: Acting, subject_id: UUID) -> list[tuple[Act, str]]:
    """Return the open acts on a subject of this room, with their sentences."""
    acts = acts_seen_by(acting).filter(state=ActState.OPEN, subject_id=subject_id)
    rows = Version.objects.filter(act__in=acts, number=F("act__version"))
    rows = rows.select_related("act__proposer", "structural", "erasable")
    return [(row.act, _sentence(row)) for row in rows.order_by("-act__proposed_at", "act_id")[:5]]


def _sentence(row: Version) -> str:
    kind = kind_named(row.act.kind)
    return kind.summary(read_payload(kind, row.structural, row.erasable))
