"""Tables of strengths, as the journey of imports takes them."""

from __future__ import annotations

from django.utils import timezone

from xieqiao.bodies.imports.enter import BATCH, batches
from xieqiao.bodies.imports.plan import Importer, Plan, Verdict
from xieqiao.bodies.models import Body
from xieqiao.bodies.models.imports import Sort
from xieqiao.exchange.imports.columns import COLUMNS, language, titles
from xieqiao.exchange.imports.compare import plan_strengths
from xieqiao.exchange.models import Strength


def enter_strengths(body: Body, plan: Plan, *, demonstration: bool) -> None:
    """Enter the rows that are added or changed; nobody has consented to their use by that."""
    from xieqiao.portal.indexing import put_many

    new = [line.entry.strength for line in plan.of(Verdict.ADDED)]
    for row in new:
        row.language, row.demonstration = language(), demonstration
    Strength.objects.bulk_create(new, batch_size=BATCH)
    entries = [line.entry for line in plan.of(Verdict.CHANGED)]
    names: set[str] = {"changed_at"}
    for entry in entries:
        names.update(entry.fields)
        entry.strength.changed_at = timezone.now()
        for name, value in entry.fields.items():
            setattr(entry.strength, name, value)
    old = [entry.strength for entry in entries]
    if old:
        Strength.objects.bulk_update(old, sorted(names), batch_size=BATCH)
    for batch in batches([*new, *old]):
        put_many(batch, body=body.id)


def strength_rows(body: Body) -> list[list[str]]:
    """Return a row for each strength on the own list; one query."""
    rows = Strength.objects.filter(body=body, deleted_at=None)
    rows = rows.select_related("person", "section", "unit").order_by("created_at", "id")
    found = []
    for number, row in enumerate(rows, 1):
        cells = {column.key: str(getattr(row, column.key, "") or "") for column in COLUMNS}
        cells["number"] = str(number)
        cells["phone"] = row.person.phone if row.person else ""
        cells["person"] = row.person.name if row.person else ""
        cells["section"] = row.section.name if row.section else ""
        cells["unit"] = row.unit.name if row.unit else ""
        found.append([cells[column.key] for column in COLUMNS])
    return found


STRENGTHS = Importer(
    sort=Sort.STRENGTHS,
    columns=COLUMNS,
    titles=titles,
    plan=plan_strengths,
    enter=enter_strengths,
    room="exchange",
    stem="strengths",
    where="xieqiao.exchange.imports.strengths.STRENGTHS",
)
