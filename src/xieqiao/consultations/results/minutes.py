"""What the minutes of a meeting take from the result of a consultation: points, and figures."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from xieqiao.consultations.live import live_digest
from xieqiao.consultations.models import Closing, Consultation, Statement, Vote
from xieqiao.consultations.results.bars import share_of
from xieqiao.consultations.results.found import Finding, Verdict, digest
from xieqiao.consultations.results.keeping import result_of
from xieqiao.consultations.results.page import ResultPage, Told
from xieqiao.consultations.results.sentences import opening
from xieqiao.consultations.words import StatementState

# The clearest of each sort; all others are counted in the text, and stand in the result.
MOST = {Verdict.AGREED: 15, Verdict.REJECTED: 5, Verdict.DIFFERENT: 15}
# Into minutes goes what came again in so many of a hundred runs.
SURE = 80


@dataclass(frozen=True)
class Figures:
    """What minutes say of a consultation, so that a later count can be checked against it.

    digest: of all votes and statements. result: of all that the result shows.
    """

    consultation: UUID
    people: int
    statements: int
    votes: int
    digest: str
    result: str = ""


def closed_for(activity: Any) -> list[Consultation]:
    """Return the closed consultations at an activity, or without a meeting on its topic."""
    here = Q(activity=activity.id)
    if activity.topic_id is not None:
        here |= Q(activity=None, topic=activity.topic_id)
    rows = Consultation.objects.filter(here, partnership=activity.partnership_id)
    rows = rows.filter(id__in=Closing.objects.values("consultation"))
    return list(rows.select_related("closing").order_by("opens_at", "id"))


def figures_now(consultation: UUID, using: str = "default") -> Figures:
    """Return the figures of a consultation as they are counted now, without its result."""
    votes = Vote.objects.using(using).filter(participant__consultation=consultation)
    rows = Statement.objects.using(using).filter(consultation=consultation)
    return Figures(
        consultation=consultation,
        people=votes.order_by().values("participant").distinct().count(),
        statements=rows.filter(state=StatementState.SHOWN).count(),
        votes=votes.count(),
        digest=live_digest(consultation, using),
    )


def result_digest(consultation: Consultation) -> str:
    """Return the digest of the result of a closed consultation; empty while it is reckoned."""
    kept = result_of(consultation)
    return digest(kept.result) if kept is not None and kept.complete else ""


def page_for(consultation: Consultation) -> ResultPage | None:
    """Return the result of a closed consultation; None while it is reckoned."""
    kept = result_of(consultation)
    return ResultPage(consultation, kept) if kept is not None else None


def course_of(page: ResultPage) -> list[str]:
    """Return what the minutes tell of a consultation as a whole."""
    first = _("In the consultation “%(title)s” the following was found.") % {
        "title": page.consultation.title
    }
    told = [first + " " + " ".join(opening(page))]
    left = sum(len(page.of(verdict)) - len(_chosen(page, verdict)) for verdict in MOST)
    if left:
        words = ngettext(
            "%(count)d more statement of these sorts stands in the result.",
            "%(count)d more statements of these sorts stand in the result.",
            left,
        )
        told.append(words % {"count": left})
    return told


def points_of(page: ResultPage) -> Iterator[dict[str, Any]]:
    """Yield the points of the minutes: what is held in common, then what stays disputed."""
    if not page.telling:
        return
    for verdict in MOST:
        for told in page.told(_chosen(page, verdict)):
            yield _difference(told) if verdict is Verdict.DIFFERENT else _consensus(page, told)


def _chosen(page: ResultPage, verdict: Verdict) -> list[Finding]:
    sure = [one for one in page.of(verdict) if one.again is None or one.again >= SURE]
    return sure[: MOST[verdict]]


def _consensus(page: ResultPage, told: Told) -> dict[str, Any]:
    words = (
        _("Not shared by the sides: %(text)s (%(figures)s)")
        if told.against
        else _("%(text)s (%(figures)s)")
    )
    return {
        "kind": "consensus",
        "text": words % {"text": told.text, "figures": _figures(told)},
        **(_holders(told) if page.absent else {"held_by": [], "who": ""}),
    }


def _difference(told: Told) -> dict[str, Any]:
    words = _("%(text)s (%(figures)s)")
    text = words % {"text": told.text, "figures": _figures(told)}
    return {"kind": "difference", "text": text, **_holders(told)}


def _holders(told: Told) -> dict[str, Any]:
    """Return the sides that have voted: parties by their ids, all others in words."""
    sides = [one.side for one in told.cells]
    others = [side.name for side in sides if side.body is None]
    return {
        "held_by": [str(side.body.id) for side in sides if side.body is not None],
        "who": _(", ").join(others)[:200],
    }


def _figures(told: Told) -> str:
    """Return the figures in words: of every side how many voted and which share agrees."""
    parts = []
    for one in told.cells:
        if one.cell is None:
            continue
        share, low, high = share_of(one.cell, told.against)
        words = (
            _("%(side)s: %(share)d%% disagree (%(low)d–%(high)d%%, %(voted)d voted)")
            if told.against
            else _("%(side)s: %(share)d%% agree (%(low)d–%(high)d%%, %(voted)d voted)")
        )
        figures = {"share": share, "low": low, "high": high, "voted": one.cell.voted}
        parts.append(words % {"side": one.side.short, **figures})
    return _("; ").join(parts)
