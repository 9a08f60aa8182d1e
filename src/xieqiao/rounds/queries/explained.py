"""Why somebody goes where: words in common, the place among the own people, and who was next."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from xieqiao.exchange.models import Strength
from xieqiao.exchange.reasons import Segment, marked
from xieqiao.exchange.vectors import text_of
from xieqiao.rounds.models import Entrant, RunAssignment
from xieqiao.rounds.words import Fixed


@dataclass(frozen=True)
class Reasons:
    """The person's words with what answers the need marked, the need's clauses, who was next."""

    segments: list[Segment]
    answers: list[str]
    next: str


def why(row: Any) -> Reasons:
    """Return why an own assignment (of `named`) is as it is; for few rows, it reads texts."""
    wanted = text_of(row.need.need)
    parts, answers = marked(wanted, _offered(row))
    return Reasons(parts, answers, _next(row))


def _offered(row: Any) -> str:
    entrant: Entrant | None = row.entrant
    if row.strength_id:
        found = Strength.objects.filter(id=row.strength_id, body=row.body_id).first()
        return text_of(found) if found is not None else ""
    return entrant.says if entrant is not None else ""


def _next(row: Any) -> str:
    if row.fixed != Fixed.FREE:
        return str(Fixed(row.fixed).label)
    if row.follower is None:
        return _("Nobody else among our people fits this need and may go.")
    words = {"who": row.follower, "gap": _hundredths(row.score - row.follower_score)}
    elsewhere = RunAssignment.objects.filter(run=row.run_id, entrant_id=row.follower_id)
    other = elsewhere.select_related("need__need").exclude(need=row.need_id).first()
    if other is not None:
        words["need"] = other.need.need.title
        return (
            _("Next among our people: %(who)s, who goes to “%(need)s”; apart by %(gap)s.") % words
        )
    if row.follower_score > row.score:
        words["gap"] = _hundredths(row.follower_score - row.score)
        return (
            _("%(who)s fits better by %(gap)s, but is at a limit or goes only with others.") % words
        )
    return _("Next among our people: %(who)s, less fitting by %(gap)s.") % words


def _hundredths(score: int) -> str:
    return f"{abs(score) / 10_000:.2f}"
