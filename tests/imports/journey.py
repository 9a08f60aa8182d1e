"""The steps of an import, through its pages."""

from __future__ import annotations

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from tests.exchange.steps import Browser
from tests.parties import acting, body
from xieqiao.bodies.ensure import ensure_section, ensure_term
from xieqiao.bodies.models import Person
from xieqiao.bodies.models.imports import TableImport

SECTIONS = (("sector", "演示界别一"), ("sector", "演示界别二"), ("committee", "演示专委会甲"))


def office(number: int, *, empty: bool = False) -> Browser:
    """Return an office; unless `empty`, its directory has the term and sections of the files."""
    who = acting(body(number), "clerk")
    if not empty:
        ensure_term(who.body, "十届", begins="2022")
        for kind, name in SECTIONS:
            ensure_section(who.body, kind, name)
    return Browser(who)


def upload(clerk: Browser, content: bytes, name: str) -> Any:
    """Take a file in; return the answer."""
    return clerk.send("bodies:members_imports", {"file": SimpleUploadedFile(name, content)})


def newest() -> TableImport:
    """Return the newest import."""
    return TableImport.objects.latest("made_at")


def looked_at(clerk: Browser, query: str = "") -> Any:
    """Return the page of the newest import."""
    return clerk.open("bodies:members_import", query, table_import=newest().id)


def entered(clerk: Browser, what: str = "") -> TableImport:
    """Confirm the newest import as its page offers it; return it."""
    page = looked_at(clerk)
    row = newest()
    what = what or ("good" if page.context["bad"] else "all")
    fields = {"what": what, "digest": page.context["plan"].digest}
    answer = clerk.send("bodies:members_confirm", fields, table_import=row.id)
    assert answer.status_code == 302, answer.content.decode()
    row.refresh_from_db()
    return row


def members() -> list[str]:
    """Return the names of all members, without those who act."""
    return sorted(Person.objects.filter(account=None).values_list("name", flat=True))
