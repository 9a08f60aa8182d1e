"""The rooms' catalogues: what is in them, and what is wrong with them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import polib
from django.conf import settings

import xieqiao
from xieqiao.ui.msgids import Msgid, in_folder, in_python

PACKAGE = Path(xieqiao.__file__).parent
LANGUAGE = "zh_Hans"
_PLACEHOLDER = re.compile(r"%\((\w+)\)[#0\- +]*\d*(?:\.\d+)?[a-z]|%[#0\- +]*\d*(?:\.\d+)?[dsfr]")
_HEAD = {
    "Project-Id-Version": "xieqiao",
    "Language": LANGUAGE,
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
    "Plural-Forms": "nplurals=1; plural=0;",
}


class Unreadable(Exception):
    """A catalogue is not in gettext's form, or has a text twice."""


@dataclass(frozen=True)
class Room:
    """A room with its texts and its catalogue."""

    name: str
    folder: Path

    @property
    def po(self) -> Path:
        """Where its catalogue lies."""
        return self.folder / "locale" / LANGUAGE / "LC_MESSAGES" / "django.po"

    def texts(self) -> dict[tuple[str | None, str], Msgid]:
        """Return what it has to be translated, each once. Raises NotPlain."""
        found: dict[tuple[str | None, str], Msgid] = {}
        for msgid in self._all_texts():
            before = found.get(msgid.key)
            if before is None or (msgid.plural and not before.plural):
                found[msgid.key] = msgid
        return found

    def _all_texts(self) -> Iterator[Msgid]:
        yield from in_folder(self.folder)
        if self.name == "ui":  # the modules that belong to no room
            for file in sorted([*PACKAGE.glob("*.py"), *PACKAGE.glob("commands/*.py")]):
                yield from in_python(file.read_text("utf-8"), f"../{file.relative_to(PACKAGE)}")

    def catalogue(self) -> polib.POFile:
        """Return its catalogue, an empty one when it has none yet. Raises Unreadable."""
        if not self.po.exists():
            made = polib.POFile()
            made.metadata = dict(_HEAD)
            return made
        try:
            return polib.pofile(str(self.po), check_for_duplicates=True, encoding="utf-8")
        except (OSError, ValueError, UnicodeDecodeError) as error:
            raise Unreadable(f"{self.name}: {error}") from error


def rooms() -> list[Room]:
    """Return all rooms of the product."""
    return [Room(name, PACKAGE / name) for name in settings.ROOMS]


def faults_of(room: Room) -> list[str]:
    """Return what is wrong with a room's catalogue, a line each. Raises NotPlain, Unreadable."""
    texts, entries = room.texts(), _entries(room.catalogue())
    lines = [f"missing: {said(t)} ({t.file})" for k, t in texts.items() if k not in entries]
    for key, entry in entries.items():
        if key not in texts:
            lines.append(f"no longer used: {entry.msgid!r}")
        else:
            lines += [f"{fault}: {said(texts[key])}" for fault in _entry_faults(entry, texts[key])]
    lines += [f"no longer used: {e.msgid!r}" for e in room.catalogue().obsolete_entries()]
    return lines


def said(text: Msgid) -> str:
    """Return a text as a message about it shows it."""
    return f"{text.text!r} [{text.context}]" if text.context else repr(text.text)


def _entries(catalogue: polib.POFile) -> dict[tuple[str | None, str], polib.POEntry]:
    return {(e.msgctxt, e.msgid): e for e in catalogue if not e.obsolete}


def _entry_faults(entry: polib.POEntry, text: Msgid) -> Iterator[str]:
    if "fuzzy" in entry.flags:
        yield "fuzzy"
    if bool(entry.msgid_plural) != bool(text.plural) or entry.msgid_plural not in ("", text.plural):
        yield "the plural differs"
        return
    forms = _forms(entry)
    if not forms or any(not form.strip() for form in forms):
        yield "not translated"
        return
    wanted = _placeholders(text.plural or text.text)
    for form in forms:
        if _placeholders(form) != wanted:
            yield f"placeholders differ ({form!r})"
        if form.startswith("\n") != text.text.startswith("\n") or form.endswith(
            "\n"
        ) != text.text.endswith("\n"):
            yield "a line break at the beginning or end differs"


def _forms(entry: polib.POEntry) -> list[str]:
    return list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]


def _placeholders(text: str) -> list[str]:
    """Return what is filled in: names in any order and number, nameless ones in theirs."""
    found = list(_PLACEHOLDER.finditer(text.replace("%%", "")))
    return sorted({m[1] for m in found if m[1]}) + [m[0] for m in found if not m[1]]


def clashes(all_rooms: Iterable[Room]) -> list[str]:
    """Return texts that two rooms translate differently: only one of both would be shown."""
    seen: dict[tuple[str | None, str], tuple[str, list[str]]] = {}
    lines = []
    for room in all_rooms:
        for key, entry in _entries(room.catalogue()).items():
            forms = _forms(entry)
            if not any(forms):
                continue
            first, before = seen.setdefault(key, (room.name, forms))
            if before != forms:
                lines.append(
                    f"{entry.msgid!r} is {before[0]!r} in {first} and {forms[0]!r} in {room.name}; "
                    "agree on one, or give one a context (pgettext)"
                )
    return lines


def translated(all_rooms: Iterable[Room]) -> dict[tuple[str | None, str], polib.POEntry]:
    """Return what any room has translated; the first room's word holds, as in Django."""
    found: dict[tuple[str | None, str], polib.POEntry] = {}
    for room in all_rooms:
        for key, entry in _entries(room.catalogue()).items():
            if all(_forms(entry)):
                found.setdefault(key, entry)
    return found


def add_missing(room: Room, known: dict[tuple[str | None, str], polib.POEntry]) -> int:
    """Add what the catalogue lacks at its end, as other rooms translate it. Return how many."""
    entries = _entries(room.catalogue())
    missing = [text for key, text in room.texts().items() if key not in entries]
    if not missing:
        return 0
    if not room.po.exists():
        room.po.parent.mkdir(parents=True, exist_ok=True)
        room.catalogue().save(str(room.po))
    with room.po.open("a", encoding="utf-8") as file:
        for text in missing:
            file.write(f"\n{_entry_for(text, known.get(text.key))!s}")
    return len(missing)


def _entry_for(text: Msgid, known: polib.POEntry | None) -> polib.POEntry:
    flags = ["python-format"] if _placeholders(text.text) or _placeholders(text.plural) else []
    alike = known is not None and bool(known.msgid_plural) == bool(text.plural)
    form = _forms(known)[0] if known is not None and alike else ""
    return polib.POEntry(
        msgid=text.text,
        msgid_plural=text.plural,
        msgctxt=text.context,
        msgstr="" if text.plural else form,
        msgstr_plural={0: form} if text.plural else {},
        occurrences=[(text.file, "")],
        flags=flags,
    )


def prune(room: Room) -> int:
    """Take out what is no longer used. Return how many."""
    catalogue, texts = room.catalogue(), room.texts()
    gone = [e for e in catalogue if e.obsolete or (e.msgctxt, e.msgid) not in texts]
    for entry in gone:
        catalogue.remove(entry)
    if gone:
        catalogue.wrapwidth = 100
        catalogue.save(str(room.po))
    return len(gone)


def compile_if_changed(room: Room) -> bool:
    """Write the compiled catalogue when the written one is newer. Return whether it did."""
    compiled = room.po.with_suffix(".mo")
    if not room.po.exists():
        return False
    if compiled.exists() and compiled.stat().st_mtime >= room.po.stat().st_mtime:
        return False
    fresh = compiled.with_suffix(".new")
    room.catalogue().save_as_mofile(str(fresh))
    fresh.replace(compiled)
    return True
