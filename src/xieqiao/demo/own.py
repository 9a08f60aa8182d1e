"""Enters what bodies of the demonstration keep for themselves, and what they pass on to units."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.core.files.base import ContentFile
from django.utils import timezone

from xieqiao.acts.models import Act
from xieqiao.bodies.models import Body, Person, Section, TableImport, Unit
from xieqiao.demo.names import id_of
from xieqiao.demo.references import made, member
from xieqiao.demo.script import read
from xieqiao.duty.models import Initiative
from xieqiao.duty.opened import Choice, choose
from xieqiao.exchange.models import Need, OwnEntry, Strength, StrengthConsent
from xieqiao.outcomes.models import Action, AddressedAction, AddressedSubmission

Row = dict[str, Any]
ENTRY_WORDS = (
    "title",
    "text",
    "origin",
    "how",
    "sector",
    "division",
    "at_least",
    "wanted_number",
    "proof",
    "proof_where",
    "proof_when",
    "languages",
    "times_a_year",
)


def enter() -> None:
    """Enter needs, strengths and members' initiatives that are not there yet."""
    own = read("own")
    for model, sort in ((Need, "need"), (Strength, "strength")):
        for row in [*own[sort], *read("exchange-own")[sort]]:
            _entry(model, sort, row)
    for row in own["initiative"]:
        _initiative(row)
    for row in own["table"]:
        _table(row)


def pass_on(acts: Collection[str]) -> None:
    """Pass on to the handling unit what the script says, of the acts with these labels."""
    for row in read("own")["passed_on"]:
        if row["act"] in acts:
            body = Body.objects.get(slug=row["body"])
            unit = Unit.objects.get(body=body, demonstration=True)
            common = {"body": body, "unit": unit, "note": row["note"]}
            subject = made(row["act"])
            if Action.objects.filter(id=subject).exists():
                AddressedAction.objects.create(action_id=subject, **common)
            else:
                AddressedSubmission.objects.create(submission_id=subject, **common)


def open_records(acts: Collection[str]) -> None:
    """Let members open to partners what the script says, once these acts are there."""
    for row in read("own")["opened"]:
        if row["act"] not in acts:
            continue
        where = Act.objects.get(subject_id=made(row["act"]), kind="dispatch.confirm").space_id
        choice = Choice(sorts=frozenset(row["sorts"]))
        who = member(row["member"])
        words = {"shown_as": row["shown_as"], "office": row["office"]}
        choose(who, where, choice, demonstration=True, **words)


def _entry(model: type[OwnEntry], sort: str, row: Row) -> None:
    words: Row = {name: row[name] for name in ENTRY_WORDS if name in row}
    words["demonstration"] = row.get("invented", False)
    body = Body.objects.get(slug=row["body"])
    if "member_number" in row:
        words |= {"origin": "member", "person": _member(body, row)}
    if "section" in row:
        words["section"] = Section.objects.get(body=body, name=row["section"])
    entry, new = model._default_manager.get_or_create(
        id=id_of(f"own:{sort}/{row['label']}"), defaults={"body": body, **words}
    )
    if new and row.get("consented") and isinstance(entry, Strength):
        StrengthConsent.objects.create(
            body=body, strength=entry, how="spoken", given_on=timezone.localdate()
        )


def _table(row: Row) -> None:
    """Take a table in, as far as looking at it; whoever comes decides what becomes of it."""
    id_, content = id_of(f"own:table/{row['label']}"), row["text"].strip().encode()
    if TableImport.objects.filter(id=id_).exists():
        return
    table = TableImport(
        id=id_,
        body=Body.objects.get(slug=row["body"]),
        sort=row["sort"],
        name=row["name"],
        size=len(content),
        shown_as="演示 办公室 01",
        demonstration=True,
    )
    table.file.save(row["name"], ContentFile(content), save=False)
    table.save()


def _initiative(row: Row) -> None:
    body = Body.objects.get(slug=row["body"])
    Initiative.objects.get_or_create(
        id=id_of(f"own:initiative/{row['label']}"),
        defaults={
            "body": body,
            "member": _member(body, row),
            "title": row["title"],
            "text": row["text"],
            "confirmed_at": timezone.now() if row.get("confirmed") else None,
            "demonstration": row.get("invented", False),
        },
    )


def _member(body: Body, row: Row) -> Person:
    if "member" in row:
        return Person.objects.get(id=id_of(f"person:{row['member']}"))
    return member(f"{body.slug}/{row['member_number']}")
