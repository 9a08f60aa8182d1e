"""What was chosen on the page of an import, as its row keeps it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import QueryDict

from xieqiao.documents.reading import MOST_COLUMNS, MOST_ROWS, MOST_SHEETS


def chosen_options(sent: QueryDict, before: dict[str, Any]) -> dict[str, Any]:
    """Return the options after a form was sent; what the form does not speak of stays."""
    options = dict(before)
    if "parts_asked" in sent:
        options["new_parts"] = "new_parts" in sent
        options["term"] = _uuid(sent.get("term", ""))
    if "sheets_asked" in sent:
        options["sheets"] = {
            sent.get(f"name-{n}", ""): _sheet(sent, n)
            for n in range(MOST_SHEETS)
            if f"name-{n}" in sent
        }
    answers = {k.removeprefix("answer-"): v for k, v in sent.items() if k.startswith("answer-")}
    if answers:
        options["answers"] = {**options.get("answers", {}), **answers}
    return options


def _sheet(sent: QueryDict, number: int) -> dict[str, Any]:
    columns: dict[str, str] = {}
    for column in range(MOST_COLUMNS):
        key = sent.get(f"column-{number}-{column}", "")
        if key and key not in columns.values():
            columns[str(column)] = key
    found: dict[str, Any] = {"take": f"take-{number}" in sent, "columns": columns}
    first = sent.get(f"first-{number}", "")
    if first.isdigit() and 1 <= int(first) <= MOST_ROWS:
        found["first"] = int(first) - 1
    return found


def _uuid(value: str) -> str:
    try:
        return str(UUID(value))
    except ValueError:
        return ""
