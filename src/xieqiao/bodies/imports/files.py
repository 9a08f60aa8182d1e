"""Taking an uploaded table in, and reading it as it was chosen to be read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from xieqiao.acts.access import Acting
from xieqiao.acts.texts import clean_line
from xieqiao.bodies.imports.plan import Importer, Options
from xieqiao.bodies.imports.words import why_unreadable
from xieqiao.bodies.models.imports import TableImport
from xieqiao.documents.faults import FileFault, Unreadable
from xieqiao.documents.reading import MOST_BYTES, read
from xieqiao.documents.sheets import Sheet
from xieqiao.documents.tables import Column, Table, find_table, with_columns


@dataclass(frozen=True)
class Chosen:
    """A sheet, its table, and whether it is taken."""

    table: Table
    taken: bool
    why_not: str = ""

    @property
    def name(self) -> str:
        """The name of the sheet."""
        return self.table.sheet.name


def take_in(acting: Acting, importer: Importer, upload: UploadedFile[Any] | None) -> TableImport:
    """Keep an uploaded table that can be read. Raises ValidationError; nothing is kept then."""
    if upload is None:
        raise ValidationError(_("Choose a file."))
    try:
        if (upload.size or 0) > MOST_BYTES:
            raise Unreadable(FileFault.TOO_LARGE, MOST_BYTES // 1024**2)
        read(upload.read())
    except Unreadable as error:
        raise ValidationError(why_unreadable(error)) from None
    upload.seek(0)
    row = TableImport(
        body_id=acting.body_id,
        sort=importer.sort,
        name=clean_line(PurePath(str(upload.name)).name)[:200],
        size=upload.size or 0,
        person_id=acting.person_id,
        shown_as=acting.shown_as,
        demonstration=acting.demonstration,
    )
    try:
        row.file.save(str(upload.name), upload, save=False)
    except OSError:
        raise ValidationError(
            _("The server could not keep the file: its disk may be full. Nothing was changed.")
        ) from None
    row.save()
    return row


def content_of(row: TableImport) -> bytes:
    """Return the uploaded file. Raises Unreadable when it is gone."""
    try:
        with row.file.open("rb") as stream:
            return bytes(stream.read())
    except (OSError, ValueError):
        raise Unreadable(FileFault.EMPTY) from None


def chosen_tables(row: TableImport, columns: Sequence[Column]) -> list[Chosen]:
    """Return the sheets of a file with their tables, as they were chosen. Raises Unreadable."""
    sheets = read(content_of(row))
    tables = [find_table(sheet, columns) for sheet in sheets]
    any_named = any(table.recognised for table in tables)
    options = Options(row.options)
    return [
        _chosen(sheet, table, options, any_named)
        for sheet, table in zip(sheets, tables, strict=True)
    ]


def _chosen(sheet: Sheet, table: Table, options: Options, any_named: bool) -> Chosen:
    given = options.sheet(sheet.name)
    if "columns" in given:
        columns = {int(column): key for column, key in given["columns"].items() if key}
        table = with_columns(table, columns, given.get("first"))
    if "take" in given:
        return Chosen(table, bool(given["take"]))
    if sheet.hidden:
        return Chosen(table, False, _("The file hides this sheet."))
    if not table.recognised and any_named:
        return Chosen(table, False, _("No row of column names was found on this sheet."))
    return Chosen(table, True)
