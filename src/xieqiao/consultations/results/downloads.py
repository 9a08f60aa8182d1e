"""The result as files: what the page shows, and nothing that it does not show."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import Any

import msgspec
from django.utils.translation import gettext as _

from xieqiao.consultations.results.found import FORMAT, Cell
from xieqiao.consultations.results.page import ResultPage, Told

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def as_csv(page: ResultPage) -> str:
    """Return the table of all statements and sides; spreadsheets take its texts for texts."""
    target = io.StringIO()
    writer = csv.writer(target, lineterminator="\r\n")
    mark = [_("demonstration")] if page.consultation.demonstration else []
    writer.writerow([*_heads(), *mark])
    for told in sorted(page.told(page.findings), key=lambda one: one.finding.number):
        writer.writerows([*line, *mark] for line in _lines(told))
    return f"\ufeff{target.getvalue()}"


def _heads() -> list[str]:
    return [
        _("Number"),
        _("Statement"),
        _("Found"),
        _("Side"),
        _("How many people"),
        _("Voted"),
        _("Agree"),
        _("Pass"),
        _("Disagree"),
        _("Share that agrees, %"),
        _("at least, %"),
        _("at most, %"),
        _("Share that disagrees, %"),
        _("at least, %"),
        _("at most, %"),
    ]


def _lines(told: Told) -> Iterator[list[Any]]:
    first = [told.finding.number, _plain(told.statement.text), str(told.verdict)]
    everyone = told.finding.everyone
    people = sum(side.people for side in told.sides)
    yield [*first, _("Everybody"), people, *_figures(everyone)]
    if len(told.sides) > 1:
        for one in told.cells:
            yield [*first, _plain(one.side.name), one.side.people, *_figures(one.cell)]


def _figures(cell: Cell | None) -> list[Any]:
    if cell is None:
        return [_("fewer than five, not shown"), *[""] * 9]
    counts = [cell.voted, cell.agree, cell.passed, cell.disagree]
    return [*counts, *cell.agrees, *cell.disagrees]


def _plain(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULA) else text


def as_json(page: ResultPage) -> str:
    """Return the result as JSON: the same figures, with ids instead of names for programs."""
    result = page.result
    texts = {one.finding.number: one for one in page.told(page.findings)}
    data = {
        "format": FORMAT,
        "consultation": {
            "id": str(page.consultation.id),
            "title": page.consultation.title,
            "demonstration": page.consultation.demonstration,
        },
        "as_of": page.kept.as_of.isoformat(timespec="seconds"),
        "all_votes": page.kept.complete,
        "interval_level": 90,
        "fewest_shown": 5,
        "people": result.people,
        "votes": result.votes,
        "groups": result.groups,
        "sides": [
            {"name": side.name, "ids": result.blocks[side.place].sides, "people": side.people}
            for side in page.sides
        ],
        "statements": [_statement(one) for _, one in sorted(texts.items())],
    }
    return msgspec.json.format(msgspec.json.encode(data), indent=1).decode() + "\n"


def _statement(told: Told) -> dict[str, Any]:
    found = told.finding
    return {
        "number": found.number,
        "text": told.statement.text,
        "verdict": found.verdict.value,
        "again_per_cent": found.again,
        "everyone": _cell(found.everyone),
        "sides": [_cell(one.cell) for one in told.cells],
        "groups": [str(word) for _, word in told.bands] if found.groups_differ else None,
    }


def _cell(cell: Cell | None) -> dict[str, Any] | None:
    if cell is None:
        return None
    names = ("share", "low", "high")
    return {
        "voted": cell.voted,
        "agree": cell.agree,
        "pass": cell.passed,
        "disagree": cell.disagree,
        "agrees_per_cent": dict(zip(names, cell.agrees, strict=True)),
        "disagrees_per_cent": dict(zip(names, cell.disagrees, strict=True)),
    }
