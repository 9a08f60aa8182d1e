"""Taking strengths in from a spreadsheet, and out into one."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _

from xieqiao.acts.access import ActingRequest, Capability, requires
from xieqiao.bodies.imports import pages
from xieqiao.exchange.imports.strengths import STRENGTHS, strength_rows


@requires(Capability.EDIT_OWN)
def imports(request: ActingRequest, body: str) -> HttpResponse:
    """Take a table of strengths in, and list those that were."""
    return pages.imports_page(request, STRENGTHS)


@requires(Capability.EDIT_OWN)
def one(request: ActingRequest, body: str, table_import: UUID) -> HttpResponse:
    """Show what entering the table would do, and what came of it."""
    return pages.import_page(request, STRENGTHS, table_import)


@requires(Capability.EDIT_OWN)
def confirm(request: ActingRequest, body: str, table_import: UUID) -> HttpResponse:
    """Enter what was shown."""
    return pages.confirm_page(request, STRENGTHS, table_import)


@requires(Capability.EDIT_OWN)
def refused(request: ActingRequest, body: str, table_import: UUID) -> HttpResponse:
    """Hand out the rows that are not entered."""
    return pages.refused_file(request, STRENGTHS, table_import)


@requires(Capability.EDIT_OWN)
def export(request: ActingRequest, body: str) -> HttpResponse:
    """Hand the own strengths out as a table."""
    rows = strength_rows(request.acting.body)
    return pages.export_file(request, STRENGTHS, _("strengths"), rows)
