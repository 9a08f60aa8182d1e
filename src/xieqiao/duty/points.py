"""Points, only where a body's own rules give them: how many, and by which rule."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from xieqiao.acts.access import Acting
from xieqiao.duty.deeds import Deed
from xieqiao.duty.models import PointRule
from xieqiao.duty.records import Record


@dataclass(frozen=True)
class Points:
    """The points of a record by the body's own rule."""

    rule: str
    parts: list[tuple[Deed, int, Decimal, Decimal]]

    @property
    def total(self) -> Decimal:
        """All together."""
        return sum((part[3] for part in self.parts), Decimal(0))


def rule_of(acting: Acting) -> PointRule | None:
    """Return the rule of the own body, if it has one."""
    return PointRule.objects.filter(body=acting.body_id).first()


def points_of(rule: PointRule | None, record: Record) -> Points | None:
    """Return what the rule gives for a record; None where there is no rule."""
    if rule is None:
        return None
    parts = []
    for deed, count in record.counts:
        weight = Decimal(str(rule.weights.get(deed.value, 0) or 0))
        if weight:
            parts.append((deed, count, weight, weight * count))
    return Points(rule.rule, parts)
