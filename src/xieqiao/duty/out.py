"""A duty record taken out: as a paper, and as JSON (Popolo for people, bodies, memberships)."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from xieqiao.bodies.models import Person
from xieqiao.bodies.queries import memberships_of
from xieqiao.documents.papers import Heading, Paper, Paragraph, Rows
from xieqiao.duty.deeds import Entry
from xieqiao.duty.records import Record
from xieqiao.ui.days import partial_words

POPOLO = "https://www.popoloproject.com/schemas/{}.json#"


def entry_line(entry: Entry) -> str:
    """Return what an entry says beside its date."""
    said = [entry.words, entry.detail]
    said += [row.text for row in entry.corrections if row.what == "note"]
    return "; ".join(part for part in said if part)


def day_of(entry: Entry) -> str:
    """Return when it was, in words."""
    return partial_words(entry.on) if entry.on else _("date not reported")


def paper_of(record: Record, year: int | None) -> Paper:
    """Return a record as a paper: what was done, by sort, and every correction."""
    person = record.person
    whose = f"{person} · {person.body}" + (f" · {year}" if year else "")
    blocks: list[Any] = []
    for deed, count in record.counts:
        blocks.append(Heading(f"{deed.label} ({count})"))
        rows = [
            (day_of(entry), entry_line(entry), str(entry.partnership or ""))
            for entry in record.entries
            if entry.deed is deed
        ]
        blocks.append(Rows((_("When"), _("What"), _("Partnership")), rows, (22, 52, 26)))
    if not record.entries:
        blocks.append(Paragraph(_("No record of this time tells of this person.")))
    if record.corrections:
        blocks.append(Heading(_("Corrections")))
        blocks += [Paragraph(_correction(row), small=True) for row in record.corrections]
    now = timezone.localtime().date().isoformat()
    foot = _("Gathered on %(day)s from the records of the platform; no points are given.")
    language = "en" if get_language() == "en" else "zh-CN"
    words = {"day": partial_words(now)}
    return Paper(_("Duty record"), whose, blocks, foot % words, language)


def _correction(row: Any) -> str:
    words = {
        "day": partial_words(timezone.localtime(row.at).date().isoformat()),
        "who": row.by_shown_as,
        "what": row.get_what_display(),
        "before": row.before,
    }
    said = _("%(day)s, %(who)s: %(what)s (“%(before)s”)") % words
    return " ".join(part for part in (said, row.text, row.why) if part)


def json_of(record: Record) -> dict[str, Any]:
    """Return a record as data: person, body and memberships by Popolo, deeds beside them."""
    person: Person = record.person
    body = person.body
    return {
        "@context": "https://www.popoloproject.com/contexts/person.jsonld",
        "persons": [
            {
                "id": str(person.id),
                "name": person.name,
                "other_names": [{"name": person.name_en}] if person.name_en else [],
                "gender": person.sex or None,
                "birth_date": person.born or None,
            }
        ],
        "organizations": [{"id": str(body.id), "name": body.name, "classification": body.kind}],
        "memberships": [
            {
                "person_id": str(person.id),
                "organization_id": str(body.id),
                "role": "member",
                "label": row.term.name,
                "start_date": row.begins or row.term.begins or None,
                "end_date": row.term.ends or None,
                "areas_of_duty": [section.name for section in row.kept_sections],  # type: ignore[attr-defined]
            }
            for row in memberships_of(person)
        ],
        "duty_record": [_entry(entry) for entry in [*record.entries, *record.taken_out]],
        "corrections": [
            {
                "entry": row.entry,
                "what": row.what,
                "before": row.before,
                "text": row.text,
                "why": row.why,
                "by": row.by_shown_as,
                "at": row.at.isoformat(),
            }
            for row in record.corrections
        ],
    }


def _entry(entry: Entry) -> dict[str, Any]:
    return {
        "id": entry.key,
        "deed": entry.deed.value,
        "date": entry.on or None,
        "title": entry.title,
        "words": entry.words,
        "detail": entry.detail or None,
        "partnership": str(entry.partnership) if entry.partnership else None,
        "record": entry.path,
        "named_in_words_only": entry.by_name,
        "taken_out": entry.left_out,
        "source": entry.source or None,
    }


def attached(content: bytes, media_type: str, name: str) -> HttpResponse:
    """Return an answer that is kept as a file, under a name in any script."""
    answer = HttpResponse(content, content_type=media_type)
    answer.headers["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Cache-Control"] = "private, no-store"
    return answer
