"""Taking members in from a spreadsheet, and out into one."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from xieqiao.acts.access import ActingRequest, Capability, requires
from xieqiao.bodies.imports import pages
from xieqiao.bodies.imports.export import member_rows
from xieqiao.bodies.imports.importer import MEMBERS


@requires(Capability.MANAGE_MEMBERS)
def imports(request: ActingRequest, body: str) -> HttpResponse:
    """Take a table of members in, and list those that were."""
    return pages.imports_page(request, MEMBERS)


@requires(Capability.MANAGE_MEMBERS)
def one(request: ActingRequest, body: str, table_import: UUID) -> HttpResponse:
    """Show what entering the table would do, and what came of it."""
    return pages.import_page(request, MEMBERS, table_import)


@requires(Capability.MANAGE_MEMBERS)
def confirm(request: ActingRequest, body: str, table_import: UUID) -> HttpResponse:
    """Enter what was shown."""
    return pages.confirm_page(request, MEMBERS, table_import)


@requires(Capability.MANAGE_MEMBERS)
def refused(request: ActingRequest, body: str, table_import: UUID) -> HttpResponse:
    """Hand out the rows that are not entered."""
    return pages.refused_file(request, MEMBERS, table_import)


@requires(Capability.MANAGE_MEMBERS)
def export(request: ActingRequest, body: str) -> HttpResponse:
    """Hand the members out as a table."""
    rows = member_rows(request.acting.body, chinese=get_language() != "en")
    return pages.export_file(request, MEMBERS, _("members"), rows)
