"""`xieqiao messages check|compile|sync`: the translations, by plain Python.

English is the text itself; every room carries its own Chinese.
"""

from __future__ import annotations

from xieqiao.cli import parser
from xieqiao.ui import catalogues
from xieqiao.ui.msgids import NotPlain

_SHOWN = 40


def main(argv: list[str]) -> int:
    """Run one of the three; return 1 when something is wrong."""
    options = parser("messages")
    options.add_argument("what", choices=["check", "compile", "sync"])
    options.add_argument("rooms", nargs="*", help="only these rooms")
    options.add_argument("--prune", action="store_true", help="sync: take out what is unused")
    options.add_argument("--all", action="store_true", help="check: show every line")
    chosen = options.parse_args(argv)
    rooms = [r for r in catalogues.rooms() if not chosen.rooms or r.name in chosen.rooms]
    if chosen.what == "compile":
        return compile_all(rooms)
    if chosen.what == "sync":
        return sync(rooms, prune=chosen.prune)
    return check(rooms, most=0 if chosen.all else _SHOWN)


def check(rooms: list[catalogues.Room], most: int = _SHOWN) -> int:
    """Print what is missing, fuzzy, unused or does not fit; return 1 when anything is."""
    faults: list[str] = []
    for room in rooms:
        faults += _lines(room)
    if not any("cannot be read" in line for line in faults):
        faults += catalogues.clashes(catalogues.rooms())
    for line in faults[: most or None]:
        print(line)
    if len(faults) > most > 0:
        print(f"and {len(faults) - most} more (--all shows them)")
    if faults:
        print(f"{len(faults)} to put right; `xieqiao messages sync` adds what is missing")
    return 1 if faults else 0


def _lines(room: catalogues.Room) -> list[str]:
    try:
        return [f"{room.name}: {line}" for line in catalogues.faults_of(room)]
    except NotPlain as error:
        return [f"{room.name}: {error}"]
    except catalogues.Unreadable as error:
        return [f"{room.name}: the catalogue cannot be read: {error}"]


def compile_all(rooms: list[catalogues.Room]) -> int:
    """Compile what has changed; return 1 when a catalogue cannot be read."""
    failed = 0
    for room in rooms:
        try:
            catalogues.compile_if_changed(room)
        except catalogues.Unreadable as error:
            print(error)
            failed = 1
    return failed


def sync(rooms: list[catalogues.Room], *, prune: bool = False) -> int:
    """Add to each room's catalogue what it lacks, empty unless another room has it already."""
    known = catalogues.translated(catalogues.rooms())
    for room in rooms:
        added = catalogues.add_missing(room, known)
        gone = catalogues.prune(room) if prune else 0
        if added or gone:
            print(f"{room.name}: {added} added, {gone} taken out")
    return 0
