"""Two runs side by side: totals, what changes for the own people, and for the own needs."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from xieqiao.acts.access import Acting
from xieqiao.rounds.models import RoundNeed, Run
from xieqiao.rounds.queries.runs import assignments_of, fills_of, named


@dataclass
class Moved:
    """One of the own people whose needs differ between two runs."""

    entrant: Any
    before: list[RoundNeed] = field(default_factory=list)
    after: list[RoundNeed] = field(default_factory=list)


@dataclass(frozen=True)
class Comparison:
    """What differs between two runs, as far as this body reads it.

    totals: words and both numbers. ours: own people who go elsewhere, come in or drop out.
    same: how many own assignments are alike. needs: own needs with the people of both.
    """

    totals: list[tuple[str, str, str]]
    ours: list[Moved]
    same: int
    needs: list[tuple[RoundNeed, int, int]]


def compare(acting: Acting, first: Run, second: Run) -> Comparison:
    """Return what differs; the same number of queries for any number of people."""
    before, after = (named(assignments_of(acting, run)) for run in (first, second))
    of_both = {(r.entrant_id, r.need_id) for r in before} & {
        (r.entrant_id, r.need_id) for r in after
    }
    moved: dict[UUID, Moved] = {}
    for rows, side in ((before, "before"), (after, "after")):
        for row in rows:
            if (row.entrant_id, row.need_id) not in of_both:
                one = moved.setdefault(row.entrant_id, Moved(row.entrant))
                getattr(one, side).append(row.need)
    return Comparison(_totals(first, second), list(moved.values()), len(of_both),
                      _needs(acting, first, second))  # fmt: skip


def _totals(first: Run, second: Run) -> list[tuple[str, str, str]]:
    both = (first, second)
    rows: list[tuple[str, Any]] = [
        (pgettext("run", "Result"), lambda run: run.get_status_display()),
        (_("Needs met"), lambda run: f"{run.needs_met} / {run.needs_in}"),
        (_("People sent"), lambda run: str(run.people_sent)),
        (_("Sum of how well they fit"), lambda run: f"{run.total / 10_000:.2f}"),
        (_("Price of raising the worst served"), _price),
    ]
    return [(label, said(both[0]), said(both[1])) for label, said in rows]


def _price(run: Run) -> str:
    return "—" if run.fairness_cost is None else f"{run.fairness_cost / 10_000:.2f}"


def _needs(acting: Acting, first: Run, second: Run) -> list[tuple[RoundNeed, int, int]]:
    found: dict[UUID, list[int]] = defaultdict(lambda: [0, 0])
    rows: dict[UUID, RoundNeed] = {}
    for side, run in enumerate((first, second)):
        for fill in fills_of(acting, run):
            rows[fill.need.id] = fill.need
            found[fill.need.id][side] = fill.given
    return [(rows[id_], *numbers) for id_, numbers in found.items() if numbers[0] != numbers[1]]  # type: ignore[misc]
