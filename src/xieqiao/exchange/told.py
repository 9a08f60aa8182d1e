"""Needs, strengths and dispatches as pages tell of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from xieqiao.acts.access import Acting, Capability
from xieqiao.acts.models import Act
from xieqiao.acts.queries import acts_on, shown
from xieqiao.acts.sight import is_party
from xieqiao.exchange import answering, queries
from xieqiao.exchange.left import as_left
from xieqiao.exchange.models import Dispatch, Offered
from xieqiao.exchange.sectors import sector_words

MOST_ACTS = 20


@dataclass(frozen=True)
class State:
    """Where something stands, in words, and the look of its tag."""

    words: str
    look: str = "plain"


@dataclass(frozen=True)
class Row:
    """A need, strength or dispatch in a list."""

    thing: Any
    path: str
    state: State
    open: bool
    facts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Past:
    """An act about something: the sentence, by whom, when, and where it is read."""

    sentence: str
    act: Act


# Needs and strengths


def offered_rows(acting: Acting, rows: Iterable[Any]) -> list[Row]:
    """Return needs or strengths for a list; at most three queries, however many there are."""
    found = as_left(rows)
    needs = [row.id for row in found if hasattr(row, "met")]
    sent = queries.counts_of_dispatches(acting, needs) if needs else {}
    raised = queries.topics_from(acting, needs) if needs else {}
    said = answering.counts_of_answers(acting, needs) if needs else {}
    return [
        Row(
            row,
            row.path(acting.slug),
            offered_state(
                row, sent.get(row.id, 0), len(raised.get(row.id, ())), said.get(row.id, 0)
            ),
            queries.is_open(row),
            _offered_facts(row),
        )
        for row in found
    ]


def _offered_facts(row: Offered) -> tuple[str, ...]:
    facts = [str(row.partnership), sector_words(row.sector, ""), row.focus_area]
    facts.append(wanted(row))
    return tuple(fact for fact in facts if fact)


def wanted(row: Any) -> str:
    """Return how many people are wanted, or could help, in words."""
    least, most = getattr(row, "at_least", None), row.wanted_number
    if least and most and least != most:
        return _("%(least)d to %(most)d people") % {"least": least, "most": most}
    if least and not most:
        return _("at least %(people)s") % {"people": people(least)}
    return people(most) if most else ""


def people(number: int) -> str:
    """Return a number of people in words."""
    return ngettext("%(number)d person", "%(number)d people", number) % {"number": number}


def times_a_year(times: int | None) -> str:
    """Return how often a year somebody can help, in words; nothing if it is not said."""
    if not times:
        return ""
    return ngettext("once a year", "%(times)d times a year", times) % {"times": times}


def offered_state(row: Any, sent: int = 0, raised: int = 0, answered: int = 0) -> State:
    """Return where a need or strength stands."""
    if hasattr(row, "met"):
        return _need_state(row, sent, raised, answered)
    if row.closed:
        return State(_("no longer offered"))
    return State(_("offered")) if queries.is_open(row) else State(_("partnership ended"))


def _need_state(row: Any, sent: int, raised: int, answered: int) -> State:
    if row.closed:
        return State(_("met"), "done") if row.met else State(_("no longer open"))
    if not queries.is_open(row):
        return State(_("partnership ended"))
    if sent:
        return State(_("people are sent"), "done")
    if raised or row.topic_id:
        return State(_("became a topic"), "done")
    if answered:
        return State(_("help was offered"))
    return State(_("open"))


# Dispatches


def dispatch_rows(acting: Acting, rows: Iterable[Dispatch]) -> list[Row]:
    """Return dispatches for a list."""
    return [
        Row(
            row,
            row.path(acting.slug),
            dispatch_state(row),
            queries.is_open(row),
            tuple(fact for fact in (str(row.partnership), people(row.number), row.profile) if fact),
        )
        for row in as_left(rows)
    ]


def dispatch_state(row: Dispatch) -> State:
    """Return where a dispatch stands."""
    if row.called_off:
        return State(_("called off"))
    if row.report:
        return State(_("reported"), "done")
    return State(_("partnership ended")) if row.closed else State(_("agreed"))


# Who may do what, and what was done


def may(acting: Acting, partnership_id: UUID | None = None) -> dict[str, bool]:
    """Return which buttons make sense for somebody, in a partnership if one is named."""
    party = partnership_id is None or is_party(acting, partnership_id)
    prepares = acting.writes_acts
    return {
        "may_propose": party and prepares,
        "may_report": party and acting.can(Capability.REPORT),
        "reads_all": acting.can(Capability.READ_OWN),
        "keeps_list": keeps_list(acting),
        "writes_list": writes_list(acting),
    }


def keeps_list(acting: Acting) -> bool:
    """Say whether somebody reads the own list, all of it or what is his or her own."""
    return acting.can(Capability.READ_OWN) or acting.can(Capability.OWN_INITIATIVE)


def writes_list(acting: Acting) -> bool:
    """Say whether somebody may add to the own list."""
    return acting.can(Capability.EDIT_OWN) or acting.can(Capability.OWN_INITIATIVE)


def past_of(acting: Acting, subject_id: UUID) -> list[Past]:
    """Return the acts about something, open ones first, then the latest; a few queries."""
    acts = acts_on(acting, [subject_id])[:MOST_ACTS]
    return [Past(shown(act).summary, act) for act in acts]
