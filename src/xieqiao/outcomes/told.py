"""Submissions, actions and cold trails as people say them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from xieqiao.outcomes.days import days_since, in_words
from xieqiao.outcomes.models import Action, Indicator, Instruction, Measure, Outcome, Submission
from xieqiao.outcomes.trails import Trail, What, last_word
from xieqiao.outcomes.words import Adoption, State

ADOPTED = {Adoption.FULLY, Adoption.PARTLY, Adoption.ADOPTED}


def joined(*parts: str) -> str:
    """Return those parts that say something, in a line."""
    return " · ".join(part for part in parts if part)


@dataclass(frozen=True)
class Stage:
    """One stage on the way of a submission: what it is called, when, who, in which words.

    `look` is past, now (waited for) or nothing (still to come).
    """

    kind: str
    label: str
    on: str
    who: str
    look: str
    quote: str = ""


def stages_of(row: Submission) -> list[Stage]:
    """Return submitted, received, answered and each instruction, in the order of their days.

    The stage that is waited for says for how long.
    """
    stages = [Stage("sent", _("Submitted"), row.sent_on, "", "past")]
    if row.received_on:
        stages.append(Stage("receipt", _("Received"), row.received_on, row.received_by, "past"))
    elif not row.adoption:
        stages.append(Stage("receipt", _("Received"), "", submission_state(row), "now"))
    later = [_instructed(one) for one in row.instructions.all()]
    if row.adoption:
        label = str(Adoption(row.adoption).label)
        later.append(Stage("answer", label, row.answered_on, row.answered_by, "past", row.wording))
    stages += sorted(later, key=lambda stage: stage.on or "9")
    if not row.adoption:
        said = submission_state(row) if row.received_on else ""
        stages.append(Stage("answer", _("Answer"), "", said, "now" if row.received_on else ""))
    return stages


def _instructed(one: Instruction) -> Stage:
    who = joined(one.leader, one.office)
    return Stage("instruction", _("Instruction"), one.given_on, who, "past", one.wording)


def submission_state(row: Submission) -> str:
    """Return in a sentence how far a submission has come."""
    if row.adoption:
        words = {"day": in_words(row.answered_on), "adoption": Adoption(row.adoption).label}
        if row.answered_on:
            return _("Answered on %(day)s: %(adoption)s") % words
        return _("Answered: %(adoption)s") % words
    if row.received_on:
        return _no_answer(row.recipient, days_since(row.received_on), received=True)
    return _no_receipt(row.recipient, days_since(row.sent_on))


def submission_look(row: Submission) -> str:
    """Return how the tag of a submission looks."""
    if row.adoption:
        return "done" if row.adoption in ADOPTED else "plain"
    return "due"


def submission_tag(row: Submission) -> str:
    """Return in a word or two how far a submission has come."""
    if row.adoption:
        return str(Adoption(row.adoption).label)
    return _("Received, no answer yet") if row.received_on else _("No receipt yet")


def _no_receipt(recipient: str, days: int) -> str:
    if days == 0:
        return _("%(recipient)s has not confirmed the receipt yet") % {"recipient": recipient}
    words = ngettext(
        "%(recipient)s has not confirmed the receipt for %(days)d day",
        "%(recipient)s has not confirmed the receipt for %(days)d days",
        days,
    )
    return words % {"recipient": recipient, "days": days}


def _no_answer(recipient: str, days: int, *, received: bool) -> str:
    words = {"recipient": recipient, "days": days}
    if days == 0:
        return _("%(recipient)s has received it; no answer yet") % words
    if received:
        sentence = ngettext(
            "%(recipient)s has received it; no answer for %(days)d day",
            "%(recipient)s has received it; no answer for %(days)d days",
            days,
        )
    else:
        sentence = ngettext(
            "%(recipient)s has not answered for %(days)d day",
            "%(recipient)s has not answered for %(days)d days",
            days,
        )
    return sentence % words


def outcome_state(row: Outcome, sent: Iterable[Submission]) -> str:
    """Return in a sentence how far a document has come: submitted where, adopted where."""
    all_sent = list(sent)
    if not all_sent:
        return _("Not submitted yet")
    adopted = sum(1 for one in all_sent if one.adoption in ADOPTED)
    waiting = sum(1 for one in all_sent if not one.adoption)
    count = len(all_sent)
    parts = [ngettext("Submitted once", "Submitted %(n)d times", count) % {"n": count}]
    if adopted:
        parts.append(ngettext("adopted once", "adopted %(n)d times", adopted) % {"n": adopted})
    if waiting:
        parts.append(
            ngettext("%(n)d answer awaited", "%(n)d answers awaited", waiting) % {"n": waiting}
        )
    return pgettext("between parts of a sentence", ", ").join(parts)


def action_state(row: Action) -> str:
    """Return in a sentence how an action goes, as far as it was reported."""
    if row.closed:
        return str(row.get_ending_display())
    news: str | None = getattr(row, "news_state", None)
    if news is None:
        return _nothing_said(days_since(last_word(row)))
    words = {"state": State(news).label, "day": in_words(last_word(row))}
    return _("%(state)s, as reported for %(day)s") % words


def _nothing_said(days: int) -> str:
    if days == 0:
        return _("Nothing reported yet")
    words = ngettext(
        "Nothing reported for %(days)d day", "Nothing reported for %(days)d days", days
    )
    return words % {"days": days}


def trail_sentence(trail: Trail) -> str:
    """Return what has gone cold, and for how long."""
    row, days = trail.row, trail.days
    match trail.what:
        case What.RECEIPT:
            return _no_receipt(row.recipient, days)
        case What.ANSWER:
            return _no_answer(row.recipient, days, received=bool(row.received_on))
        case What.LATE:
            words = ngettext(
                "“%(title)s”: %(days)d day over the due day, and not reported as done",
                "“%(title)s”: %(days)d days over the due day, and not reported as done",
                days,
            )
        case What.NEWS:
            words = ngettext(
                "“%(title)s”: nothing reported for %(days)d day",
                "“%(title)s”: nothing reported for %(days)d days",
                days,
            )
        case What.FINDING if trail.overdue:
            words = ngettext(
                "“%(title)s” was to be settled %(days)d day ago",
                "“%(title)s” was to be settled %(days)d days ago",
                days,
            )
        case What.FINDING:
            words = ngettext(
                "“%(title)s” was found lagging and is not settled, for %(days)d day",
                "“%(title)s” was found lagging and is not settled, for %(days)d days",
                days,
            )
    return words % {"title": row.title, "days": days}


@dataclass(frozen=True)
class Course:
    """An indicator with the values that hold, and what they say."""

    indicator: Indicator
    values: list[Measure]

    @property
    def last(self) -> Measure | None:
        """The newest value."""
        return self.values[-1] if self.values else None

    @property
    def first(self) -> Measure | None:
        """The first value, when there are several."""
        return self.values[0] if len(self.values) > 1 else None


@dataclass(frozen=True)
class Belonging:
    """What a row belongs to: the sort of thing, its name, and the thing."""

    label: str
    name: str
    thing: Any


def belongs_to(row: Any) -> list[Belonging]:
    """Return what a row belongs to, in words.

    To a body that left, what was renamed afterwards is not named.
    """
    named = [
        (_("Outcome"), getattr(row, "outcome", None)),
        (_("Action"), getattr(row, "action", None)),
        (_("Topic"), getattr(row, "topic", None)),
        (_("Activity"), getattr(row, "activity", None)),
    ]
    left = getattr(row, "left_by_us", None)
    return [
        Belonging(label, str(thing) if left is None or thing.in_force_at <= left else label, thing)
        for label, thing in named
        if thing is not None
    ]
