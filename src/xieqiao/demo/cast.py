"""Enters the bodies, the people whom the source names, and the invented people who act."""

from __future__ import annotations

from typing import Any

from xieqiao.bodies.ensure import (
    ensure_demo_account,
    ensure_member,
    ensure_person,
    ensure_section,
    ensure_term,
)
from xieqiao.bodies.models import Body, Person, Unit
from xieqiao.bodies.roles import Role
from xieqiao.bodies.setup import create_body
from xieqiao.config import stop
from xieqiao.demo.names import id_of
from xieqiao.demo.script import SOURCE, read

Row = dict[str, Any]
_AS_OF = 2021  # the year in which the source names the regions


def enter() -> None:
    """Enter whoever is not there yet; ends the program when a body's address is taken."""
    directory = read("directory")
    for row in directory["body"]:
        if not _is_there(row):
            body = _new_body(row)
            for name in row.get("units", []):
                _unit(body, name)
            if body.participates:
                _invented(body, directory["invented"])
    for row in directory["person"]:
        _person(row)


def _is_there(row: Row) -> bool:
    slug = row["slug"]
    found = Body.objects.filter(slug=slug).first()
    if found is not None and found.id != id_of(f"body:{slug}"):
        stop(f"demo load: there is a body {slug!r} already that is not of the demonstration")
    return found is not None


def _new_body(row: Row) -> Body:
    region = row.get("region", "")
    return create_body(
        row["slug"],
        row["name"],
        row["short"],
        id=id_of(f"body:{row['slug']}"),
        name_en=row["name_en"],
        short_name_en=row["short_en"],
        level=row["level"],
        region_code=region,
        region_year=_AS_OF if region else None,
        region_text=row.get("region_text", ""),
        participates=not row.get("listed_only", False),
        demonstration=row.get("invented", False),
    )


def _unit(body: Body, name: str, **fields: Any) -> Unit:
    id_ = id_of(f"unit:{body.slug}/{name}")
    return Unit.objects.get_or_create(id=id_, defaults={"body": body, "name": name, **fields})[0]


def _person(row: Row) -> None:
    body = Body.objects.get(slug=row["body"])
    id_, unit = id_of(f"person:{row['name']}"), row.get("unit")
    if Person.objects.filter(id=id_).exists():
        return
    ensure_person(
        body,
        row["name"],
        id=id_,
        office=row["office"],
        work=row.get("work", ""),
        outside=row.get("outside", ""),
        unit=_unit(body, unit) if unit else None,
        source=SOURCE,
    )


def _invented(body: Body, row: Row) -> None:
    """Enter one person for each role, and sections and a term for those who are members."""
    unit = _unit(body, row["unit"], name_en=row["unit_en"], demonstration=True)
    term = ensure_term(body, row["term"])
    sections = {
        one["name"]: ensure_section(
            body, one["kind"], one["name"], name_en=one["name_en"], demonstration=True
        )
        for one in row["section"]
    }
    for role in (Role.CHAIR, Role.SECRETARY_GENERAL, Role.OBSERVER, Role.ADMINISTRATOR):
        ensure_demo_account(body, role)
    for number in range(1, row["clerks"] + 1):
        ensure_demo_account(body, Role.CLERK, number)
    ensure_demo_account(body, Role.UNIT_HANDLER, unit=unit)
    for number, one in enumerate(row["member"], 1):
        account = ensure_demo_account(body, Role.MEMBER, number, work=one["work"])
        person = account.people.get(body=body)
        ensure_member(person, term, *(sections[name] for name in one["sections"]))
