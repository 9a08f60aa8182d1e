"""Cold trails: what has had no receipt, answer, news or remedy, and for how long.

Nothing of this is stored; it follows from what was reported and what day it is. The thresholds
are those of ordinary handling: a receipt within two weeks, a first word within a month, an answer
within three months, some news of an action every two months. A date that is only known to the
month or year counts from its last day, so that nothing is called cold before it certainly is.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from django.db.models import F, Q, QuerySet
from django.utils import timezone

from xieqiao.acts.access import Acting
from xieqiao.outcomes.days import certainly_by, days_since
from xieqiao.outcomes.models import Action, Finding, Submission
from xieqiao.outcomes.queries import (
    actions_seen_by,
    findings_seen_by,
    late,
    not_done,
    submissions_seen_by,
    unanswered,
    where_we_are,
)

RECEIPT_DAYS = 14
QUIET_DAYS = 30
ANSWER_DAYS = 90
NEWS_DAYS = 60
FINDING_DAYS = 60


class What(StrEnum):
    """What is missing, the most pressing first."""

    LATE = "late"
    ANSWER = "answer"
    RECEIPT = "receipt"
    NEWS = "news"
    FINDING = "finding"


@dataclass(frozen=True)
class Trail:
    """Something that has gone cold: since when, for how many days at least, whose turn it is.

    Without a party it is the turn of all. `overdue` says that a date has passed, or the ordinary
    time for an answer.
    """

    what: What
    row: Any
    party: Any
    days: int
    overdue: bool


def no_receipt(acting: Acting) -> QuerySet[Submission]:
    """Return submissions that nobody reported as received, nor answered, for two weeks."""
    cutoff = timezone.localdate() - timedelta(days=RECEIPT_DAYS)
    rows = unanswered(where_we_are(submissions_seen_by(acting)))
    return rows.filter(certainly_by("sent_on", cutoff), received_on="").exclude(_answer_missing())


def no_answer(acting: Acting) -> QuerySet[Submission]:
    """Return submissions without an answer: a month after they came, or when it is overdue."""
    return unanswered(where_we_are(submissions_seen_by(acting))).filter(_answer_missing())


def _answer_missing() -> Q:
    today = timezone.localdate()
    quiet = certainly_by("received_on", today - timedelta(days=QUIET_DAYS))
    quiet |= certainly_by("sent_on", today - timedelta(days=ANSWER_DAYS))
    return Q(answer_due__lt=today) | (Q(answer_due=None) & quiet)


def no_news(acting: Acting) -> QuerySet[Action]:
    """Return open actions without any news for two months whose due day is not over."""
    cutoff = timezone.localdate() - timedelta(days=NEWS_DAYS)
    agreed = timezone.now() - timedelta(days=NEWS_DAYS)
    rows = not_done(where_we_are(actions_seen_by(acting)))
    silent = certainly_by("news_on", cutoff) | Q(news_on=None, entered_at__lte=agreed)
    running = Q(due=None) | Q(due__gte=timezone.localdate())
    return rows.filter(silent, running).order_by(
        F("news_on").asc(nulls_first=True), "entered_at", "id"
    )


def overdue(acting: Acting) -> QuerySet[Action]:
    """Return open actions whose due day is over."""
    return late(where_we_are(actions_seen_by(acting)))


def unsettled(acting: Acting) -> QuerySet[Finding]:
    """Return findings that lag: past their day, or without one and two months old."""
    old = timezone.now() - timedelta(days=FINDING_DAYS)
    passed = Q(due__lt=timezone.localdate()) | Q(due=None, entered_at__lte=old)
    rows = where_we_are(findings_seen_by(acting)).filter(passed, closed=False, lagging=True)
    return rows.order_by("entered_at", "id")


FINDERS: dict[What, Callable[[Acting], QuerySet[Any]]] = {
    What.LATE: overdue,
    What.ANSWER: no_answer,
    What.RECEIPT: no_receipt,
    What.NEWS: no_news,
    What.FINDING: unsettled,
}
_WHOSE = {Action: "responsible", Submission: "owner", Finding: "asked_of"}


def grouped_by_party(rows: QuerySet[Any]) -> QuerySet[Any]:
    """Order cold trails by whose turn it is, the longest waiting first."""
    name = f"{_WHOSE[rows.model]}__name_key"
    return rows.order_by(F(name).asc(nulls_last=True), *rows.query.order_by)


def trail(what: What, row: Any) -> Trail:
    """Say since when something is cold, and whose turn it is."""
    since, over = _since(what, row)
    party = getattr(row, _WHOSE[type(row)])
    return Trail(what, row, party, days_since(since), over)


def _since(what: What, row: Any) -> tuple[str | date, bool]:
    match what:
        case What.LATE:
            return row.due, True
        case What.RECEIPT:
            return row.sent_on, False
        case What.ANSWER:
            return _unanswered_since(row)
        case What.NEWS:
            return last_word(row), False
        case What.FINDING:
            return row.due or timezone.localtime(row.entered_at).date(), row.due is not None


def _unanswered_since(row: Submission) -> tuple[str, bool]:
    since = row.received_on or row.sent_on
    if row.answer_due is not None:
        return since, row.answer_due < timezone.localdate()
    return since, days_since(since) > ANSWER_DAYS


def last_word(action: Action) -> str | date:
    """Return the day of the newest report, or the one on which the action was entered."""
    news: str | None = getattr(action, "news_on", None)
    return news or timezone.localtime(action.entered_at).date()
