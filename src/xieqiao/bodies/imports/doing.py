"""Entering a table: all that was confirmed in one transaction, at once or in the background."""

from __future__ import annotations

import logging
from typing import Any, cast
from uuid import UUID

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone, translation
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django_tasks import task

from xieqiao.bodies.imports.files import Chosen, chosen_tables
from xieqiao.bodies.imports.plan import Importer, Options, Plan
from xieqiao.bodies.models import Body
from xieqiao.bodies.models.imports import Stage, TableImport
from xieqiao.documents.faults import Unreadable

AT_ONCE = 2_000  # rows; more are entered in the background
log = logging.getLogger(__name__)


class Moved(Exception):
    """The directory has changed since the plan was shown."""


def plan_of(
    importer: Importer, row: TableImport, body: Body, chosen: list[Chosen] | None = None
) -> Plan:
    """Return what entering a table would do now. Raises Unreadable."""
    sheets = chosen_tables(row, importer.columns) if chosen is None else chosen
    tables = [one.table for one in sheets if one.taken]
    return importer.plan(body, tables, Options(row.options))


def confirm(importer: Importer, row: TableImport, body: Body, plan: Plan, digest: str) -> None:
    """Enter what was shown, or put it off to the background when it is much.

    `plan` is how it is now, `digest` that of what was shown. Raises Moved when they differ, now or
    by the time it is entered; nothing is entered then.
    """
    if plan.digest != digest:
        raise Moved
    if len(plan.lines) <= AT_ONCE:
        _enter(importer, row, body, digest)
        return
    row.stage = Stage.WAITING
    row.options = {**row.options, "digest": digest, "language": translation.get_language()}
    row.save(update_fields=["stage", "options", "only_good"])
    transaction.on_commit(lambda: enter_later.enqueue(str(row.id), importer.where))


@task()
def enter_later(id_: str, where: str) -> None:
    """Enter a table that was confirmed; nothing remains half entered when it fails."""
    row = TableImport.objects.select_related("body").filter(id=UUID(id_)).first()
    if row is None or row.stage != Stage.WAITING:
        return
    row.stage = Stage.ENTERING
    row.save(update_fields=["stage"])
    importer = cast("Importer", import_string(where))
    with translation.override(row.options.get("language") or "zh-hans"):
        try:
            _enter(importer, row, row.body, str(row.options.get("digest", "")))
        except (Moved, Unreadable):
            _failed(row, _("The directory changed meanwhile. Look at the table once more."))
        except Exception:
            log.exception("import %s did not end well", row.id)
            _failed(row, _("It could not be entered; nothing was changed."))


def _failed(row: TableImport, why: str) -> None:
    row.stage = Stage.FAILED
    row.result = {"why": why}
    row.ended_at = timezone.now()
    row.save(update_fields=["stage", "result", "ended_at"])


def _enter(importer: Importer, row: TableImport, body: Body, digest: str) -> None:
    with transaction.atomic():
        Body.objects.select_for_update().get(id=body.id)  # two imports come one after the other
        plan = plan_of(importer, row, body)
        if plan.digest != digest:
            raise Moved
        importer.enter(body, plan, demonstration=row.demonstration)
        row.stage = Stage.ENTERED
        row.result = {"counts": plan.counts}
        row.ended_at = timezone.now()
        row.refused = _kept_refusals(importer, row, plan)
        row.save()


def _kept_refusals(importer: Importer, row: TableImport, plan: Plan) -> Any:
    if not plan.not_entered:
        return ""
    content = refused_workbook(importer, plan)
    row.refused.save("refused.xlsx", ContentFile(content), save=False)
    return row.refused.name


def refused_workbook(importer: Importer, plan: Plan) -> bytes:
    """Return the rows that are not entered, in the columns of the import, with the reasons."""
    from xieqiao.documents.workbooks import workbook

    keys = [column.key for column in importer.columns]
    chinese = translation.get_language() != "en"
    head = [column.called(chinese=chinese) for column in importer.columns]
    rows: list[list[Any]] = [
        [
            *(line.record.cells.get(key, "") for key in keys),
            line.key,
            "; ".join(line.reasons) or line.question or line.remark,
        ]
        for line in plan.not_entered
    ]
    return workbook(_("not entered"), [*head, _("row of the file"), _("why not")], rows)


def put_away(row: TableImport) -> None:
    """Enter nothing, and keep only that the table was there."""
    row.stage = Stage.NOTHING
    row.ended_at = timezone.now()
    row.save(update_fields=["stage", "ended_at"])
    row.file.delete(save=True)
