"""Tables of members, as the journey of imports takes them."""

from __future__ import annotations

from xieqiao.bodies.imports.compare import plan_members
from xieqiao.bodies.imports.enter import enter_members
from xieqiao.bodies.imports.members import COLUMNS, titles
from xieqiao.bodies.imports.plan import Importer
from xieqiao.bodies.models.imports import Sort

MEMBERS = Importer(
    sort=Sort.MEMBERS,
    columns=COLUMNS,
    titles=titles,
    plan=plan_members,
    enter=enter_members,
    room="bodies",
    stem="members",
    where="xieqiao.bodies.imports.importer.MEMBERS",
    asks_for_parts=True,
)
