"""What one can ask about consultations. Every answer is what the asking body may read."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db.models import Count, Exists, F, OuterRef, Prefetch, Q, QuerySet
from django.utils import timezone

from xieqiao.acts.access import Acting
from xieqiao.acts.models import Seat
from xieqiao.acts.sight import party_today, seen_by
from xieqiao.consultations.models import (
    ClosingCall,
    Consultation,
    GuestLink,
    Moderation,
    Participant,
    Statement,
    StatementTranslation,
    Vote,
)
from xieqiao.consultations.words import Stage, StatementState

_TRANSLATED = Prefetch("translations", StatementTranslation.objects.order_by("language"))
_WAITS = Q(agreed_at=None, refused_at=None)


# Consultations


def consultations_seen_by(acting: Acting) -> QuerySet[Consultation]:
    """Return the consultations that the body may read, with what their state needs.

    A body that left reads those that were opened up to then.
    """
    rows = seen_by(acting, Consultation.objects.all())
    return rows.select_related("closing__body", "partnership", "topic", "activity", "follows")


def consultation_list(
    acting: Acting, *, stage: str = "", words: str = "", of: Mapping[str, UUID | None]
) -> QuerySet[Consultation]:
    """Return consultations for the list page, the latest first; `of` names topic or activity."""
    rows = consultations_seen_by(acting)
    rows = rows.filter(**{name: value for name, value in of.items() if value})
    if words:
        rows = rows.filter(Q(title__icontains=words) | Q(question__icontains=words))
    if stage in Stage.values:
        rows = rows.filter(_at(stage))
    return rows.order_by("-opens_at", "id")


def _at(stage: str) -> Q:
    now = timezone.now()
    over = Q(closing__isnull=False) | Q(closes_at__lte=now)
    if stage == Stage.CLOSED:
        return over
    begun = Q(opens_at__lte=now)
    return ~over & (begun if stage == Stage.OPEN else ~begun)


def consultations_of_topic(acting: Acting, topic_id: UUID) -> QuerySet[Consultation]:
    """Return the consultations on a topic, the latest first."""
    return consultation_list(acting, of={"topic": topic_id})


def consultations_of_activity(acting: Acting, activity_id: UUID) -> QuerySet[Consultation]:
    """Return the consultations at an activity, the latest first."""
    return consultation_list(acting, of={"activity": activity_id})


def open_to(acting: Acting) -> QuerySet[Consultation]:
    """Return those that are open now to a party of today, those that end first first.

    `joined` says whether this account takes part, `unanswered` whether a statement of others waits
    for its vote.
    """
    mine = Participant.objects.filter(consultation=OuterRef("id"), account=acting.account_id)
    voted = Vote.objects.filter(statement=OuterRef("id"), participant__account=acting.account_id)
    waits = Statement.objects.filter(consultation=OuterRef("id"), state=StatementState.SHOWN)
    waits = waits.exclude(author__account=acting.account_id).exclude(Exists(voted))
    rows: QuerySet[Any] = Consultation.objects.filter(party_today(acting), _at(Stage.OPEN))
    rows = rows.annotate(joined=Exists(mine), unanswered=Exists(waits))
    rows = rows.order_by(F("closes_at").asc(nulls_last=True), "id")
    return rows.select_related("partnership", "closing")


def without_their_statements() -> QuerySet[Consultation]:
    """Return those that follow one that is closed, and have not taken its statements over."""
    own = Statement.objects.filter(consultation=OuterRef("id"))
    before = Statement.objects.filter(
        consultation=OuterRef("follows"), consultation__closing__isnull=False, state="shown"
    )
    rows: QuerySet[Consultation] = Consultation.objects.filter(Exists(before), closing=None)
    return rows.exclude(Exists(own))


# Who takes part


@dataclass(frozen=True)
class Side:
    """How many take part for a party; `body` is None for guests."""

    body: Any
    count: int


def sides_of(consultation: Consultation) -> list[Side]:
    """Return how many take part for each party of today, and guests last if any may come."""
    rows = Participant.objects.filter(consultation=consultation.id).order_by()
    counts = dict(rows.values_list("body").annotate(n=Count("id")))
    seats = Seat.objects.filter(space=consultation.partnership_id, left_at=None)
    ids = {*seats.values_list("body", flat=True), *(id_ for id_ in counts if id_)}
    bodies = apps.get_model("bodies.Body")._default_manager.filter(id__in=ids)
    found = [Side(body, counts.get(body.pk, 0)) for body in bodies]
    if consultation.guests or None in counts:
        found.append(Side(None, counts.get(None, 0)))
    return found


def people_in(consultations: Collection[UUID]) -> dict[UUID, int]:
    """Return how many take part in each of these consultations."""
    rows = Participant.objects.filter(consultation__in=list(consultations)).order_by()
    return dict(rows.values_list("consultation").annotate(n=Count("id")))


# Statements and votes


def statements_of(consultation_id: UUID) -> QuerySet[Statement]:
    """Return all statements with their translations and authors, by number."""
    rows: QuerySet[Statement] = Statement.objects.filter(consultation=consultation_id)
    rows = rows.select_related("author", "body", "merged_into", "consultation")
    return rows.prefetch_related(_TRANSLATED).order_by("number")


def shown_in(consultation_id: UUID) -> QuerySet[Statement]:
    """Return the statements that are voted on, by number."""
    return statements_of(consultation_id).filter(state=StatementState.SHOWN)


def votes_of(participant: Participant) -> QuerySet[Vote]:
    """Return a person's own votes, in the order of the statements."""
    rows: QuerySet[Vote] = Vote.objects.filter(participant=participant)
    rows = rows.select_related("statement__merged_into").order_by("statement__number")
    return rows.prefetch_related(Prefetch("statement__translations"))


def statements_by(participant: Participant) -> QuerySet[Statement]:
    """Return the statements that a person put, by number."""
    return statements_of(participant.consultation_id).filter(author=participant)


@dataclass(frozen=True)
class Progress:
    """How many of the shown statements of others somebody has answered."""

    done: int
    all: int

    @property
    def left(self) -> int:
        """How many are still to be answered."""
        return max(self.all - self.done, 0)


def progress_of(participant: Participant) -> Progress:
    """Return how far somebody has come."""
    shown = Statement.objects.filter(
        consultation=participant.consultation_id, state=StatementState.SHOWN
    ).exclude(author=participant)
    done = Vote.objects.filter(participant=participant, statement__in=shown.values("id"))
    return Progress(done.count(), shown.count())


# Moderation, invitations, closing


def waiting_steps(consultation_id: UUID) -> QuerySet[Moderation]:
    """Return the steps of moderation that wait for another party's answer, the oldest first."""
    rows: QuerySet[Moderation] = Moderation.objects.filter(
        _WAITS, statement__consultation=consultation_id
    )
    return rows.select_related("statement", "target", "proposed_by").order_by("at", "id")


def steps_of(statement: Statement) -> QuerySet[Moderation]:
    """Return all steps about a statement, the oldest first."""
    rows: QuerySet[Moderation] = Moderation.objects.filter(statement=statement)
    return rows.select_related("target", "proposed_by", "answered_by").order_by("at", "id")


def steps_seen_by(acting: Acting) -> QuerySet[Moderation]:
    """Return the steps of moderation in consultations that the body may read."""
    seen = consultations_seen_by(acting).order_by().values("id")
    rows: QuerySet[Moderation] = Moderation.objects.filter(statement__consultation__in=seen)
    return rows.select_related("statement__consultation")


def steps_for(acting: Acting) -> QuerySet[Moderation]:
    """Return the steps that wait for this party's answer, in consultations that are open."""
    open_ones = open_to(acting).order_by().values("id")
    rows: QuerySet[Moderation] = Moderation.objects.filter(
        _WAITS, statement__consultation__in=open_ones
    )
    rows = rows.exclude(proposed_by=acting.body_id).order_by("at", "id")
    return rows.select_related("statement__consultation", "target", "proposed_by")


def calls_for(acting: Acting) -> QuerySet[ClosingCall]:
    """Return the words of other parties that an open consultation may be closed, without ours."""
    open_ones = open_to(acting).order_by().values("id")
    ours = ClosingCall.objects.filter(consultation=OuterRef("consultation"), body=acting.body_id)
    rows: QuerySet[ClosingCall] = ClosingCall.objects.filter(consultation__in=open_ones)
    rows = rows.exclude(body=acting.body_id).exclude(Exists(ours)).order_by("at", "id")
    return rows.select_related("consultation", "body")


def links_of(acting: Acting, consultation_id: UUID) -> QuerySet[GuestLink]:
    """Return the invitations of the body's own office, with how many came by each."""
    rows: QuerySet[Any] = GuestLink.objects.filter(
        consultation=consultation_id, body=acting.body_id
    )
    counted: QuerySet[GuestLink] = rows.annotate(came=Count("joined")).order_by("-made_at", "id")
    return counted


def calls_of(consultation_id: UUID) -> list[ClosingCall]:
    """Return which parties have said that it may be closed."""
    rows = ClosingCall.objects.filter(consultation=consultation_id).select_related("body")
    return list(rows.order_by("at", "id"))
