"""Cold trails: what has had no receipt, answer or news, and for how long.

Nothing of this is stored; it follows from what was reported and what day it is. The thresholds
are those of ordinary handling: a receipt within two weeks, an answer within three months, some
news of an action every two months.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from django.db.models import F, Q, QuerySet
from django.utils import timezone

from xieqiao.acts.access import Acting
from xieqiao.acts.dates import PartialDate
from xieqiao.outcomes.models import Action, Submission
from xieqiao.outcomes.queries.actions import actions_seen_by, late, not_done
from xieqiao.outcomes.queries.submissions import submissions_seen_by, unanswered

RECEIPT_DAYS = 14
ANSWER_DAYS = 90
NEWS_DAYS = 60


class What(StrEnum):
    """What is missing."""

    RECEIPT = "receipt"
    ANSWER = "answer"
    NEWS = "news"
    LATE = "late"


@dataclass(frozen=True)
class Trail:
    """Something that has gone cold: since when, for how many days, whose turn it is."""

    what: What
    row: Any
    party: Any
    since: date
    days: int


def no_receipt(acting: Acting) -> QuerySet[Submission]:
    """Return submissions that nobody reported as received, nor answered, for too long."""
    cutoff = (timezone.localdate() - timedelta(days=RECEIPT_DAYS)).isoformat()
    rows = unanswered(submissions_seen_by(acting))
    return rows.filter(received_on="", sent_on__lte=cutoff)


def no_answer(acting: Acting) -> QuerySet[Submission]:
    """Return submissions whose answer is overdue: by its own date, or after three months."""
    today = timezone.localdate()
    cutoff = (today - timedelta(days=ANSWER_DAYS)).isoformat()
    by_date = Q(answer_due__lt=today) | Q(answer_due=None, sent_on__lte=cutoff)
    return unanswered(submissions_seen_by(acting)).filter(by_date)


def no_news(acting: Acting) -> QuerySet[Action]:
    """Return open actions without any news for too long."""
    cutoff = timezone.now() - timedelta(days=NEWS_DAYS)
    day = timezone.localdate(cutoff).isoformat()
    rows = not_done(actions_seen_by(acting))
    silent = Q(news_on__lte=day) | Q(news_on=None, in_force_at__lte=cutoff)
    return rows.filter(silent).order_by(F("news_on").asc(nulls_first=True), "in_force_at", "id")


def overdue(acting: Acting) -> QuerySet[Action]:
    """Return open actions whose due day is over."""
    return late(actions_seen_by(acting))


FINDERS = {
    What.RECEIPT: no_receipt,
    What.ANSWER: no_answer,
    What.NEWS: no_news,
    What.LATE: overdue,
}


def grouped_by_party(what: What, rows: QuerySet[Any]) -> QuerySet[Any]:
    """Order cold trails by whose turn it is, the longest waiting first."""
    name = "owner__name_key" if what in (What.RECEIPT, What.ANSWER) else "responsible__name_key"
    return rows.order_by(name, *rows.query.order_by)


def trail(what: What, row: Any) -> Trail:
    """Say since when something is cold, and whose turn it is."""
    today = timezone.localdate()
    if isinstance(row, Submission):
        due = row.answer_due if what is What.ANSWER else None
        since = due or row.sent_day
        return Trail(what, row, row.owner, since, (today - since).days)
    since = row.due if what is What.LATE else last_word(row)
    return Trail(what, row, row.responsible, since, (today - since).days)


def last_word(action: Action) -> date:
    """Return the day of the newest report, or the one on which the action was agreed."""
    news: Any = getattr(action, "news_on", None)
    if news:
        return PartialDate(news).first_day
    return timezone.localdate(action.in_force_at)
