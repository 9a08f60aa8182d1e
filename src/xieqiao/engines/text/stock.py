"""What an index holds, row by row: ids, vectors, which rows are alive; in a folder or in memory.

Rows are only ever added; a text that changes gets a new row, and its old one dies. A commit appends
behind what is committed, then replaces the manifest in one step (`os.replace` after `fsync`). Who
reads goes by the manifest, so whatever a killed writer left behind it is never seen, and the next
writer writes over it. The manifest's generation tells readers when to look again.
"""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from xieqiao.engines.text.arrays import Flags, Ints, Rows, Vectors
from xieqiao.engines.text.encoding import DIMENSIONS, Coded
from xieqiao.engines.text.errors import NotAnIndex
from xieqiao.engines.text.lists import Lists, listed

FORMAT = 1


@dataclass(frozen=True)
class Snapshot:
    """The committed state of one moment. ids may run ahead of it; `rows` is what counts."""

    generation: int
    vectors: Coded
    alive: Flags
    ids: list[str]
    place: dict[str, int]
    lists: Lists | None = None
    listing: int = 0
    trained: int = 0

    @property
    def rows(self) -> int:
        """How many rows there are, dead ones included."""
        return len(self.alive)

    def row(self, id_: str) -> int | None:
        """Return the living row of an id."""
        found = self.place.get(id_)
        return found if found is not None and found < self.rows and self.alive[found] else None

    def living(self) -> Rows:
        """Return all rows that are alive."""
        return np.flatnonzero(self.alive)


@dataclass(frozen=True)
class Change:
    """What a commit adds: rows with ids and vectors, rows that die, lists made anew or extended."""

    ids: Sequence[str]
    vectors: Coded
    dead: Sequence[int]
    centres: Vectors | None = None
    which: Ints = field(default_factory=lambda: np.zeros(0, np.int32))


def empty() -> Snapshot:
    """Return the state before the first commit."""
    nothing = Coded(np.zeros((0, DIMENSIONS), np.int8), np.zeros(0, np.float32))
    return Snapshot(0, nothing, np.zeros(0, bool), [], {})


class Memory:
    """A stock that lives with its process."""

    def __init__(self) -> None:
        self._now = empty()
        self._which: Ints = np.zeros(0, np.int32)

    def read(self) -> Snapshot:
        """Return the present state."""
        return self._now

    def write(self, change: Change) -> Snapshot:
        """Return the state after the change."""
        now = self._now
        alive = _alive(now, change)
        vectors = Coded(
            np.concatenate([now.vectors.codes, change.vectors.codes]),
            np.concatenate([now.vectors.scales, change.vectors.scales]),
        )
        _remember(now, change.ids)
        anew = change.centres is not None
        self._which = change.which if anew else np.concatenate([self._which, change.which])
        before = None if now.lists is None else now.lists.centres
        centres = change.centres if anew else before
        self._now = Snapshot(
            now.generation + 1,
            vectors,
            alive,
            now.ids,
            now.place,
            None if centres is None else listed(centres, self._which),
            now.generation + 1 if anew else now.listing,
            len(alive) if anew else now.trained,
        )
        return self._now


class Folder:
    """A stock in a folder, shared by processes; only who holds the lexicon's lock may write."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        self._manifest = folder / "manifest.json"
        self._seen: tuple[int, int, int] | None = None
        self._now = empty()
        self._ids_read = 0

    def read(self) -> Snapshot:
        """Return the committed state, read again only if there is a newer one."""
        for _ in range(100):
            try:
                stamp = self._stamp()
                if stamp != self._seen:
                    self._now = self._load()
                    self._seen = stamp
            except FileNotFoundError:  # a newer commit took a file away while we read
                continue
            return self._now
        raise NotAnIndex(self.folder, "files that its manifest names are missing")

    def write(self, change: Change) -> Snapshot:
        """Append, then replace the manifest; return the new state."""
        now = self.read()
        generation = now.generation + 1
        alive = _alive(now, change)
        _append(self.folder / "codes", now.rows * DIMENSIONS, change.vectors.codes.tobytes())
        _append(self.folder / "scales", now.rows * 4, change.vectors.scales.tobytes())
        line = json.dumps(list(change.ids), ensure_ascii=False).encode() + b"\n"
        _append(self.folder / "ids", self._ids_read, line)
        _whole(self.folder / f"alive-{generation}", np.packbits(alive).tobytes())
        listing, trained = now.listing, now.trained
        if change.centres is not None:
            listing, trained = generation, len(alive)
            _whole(self.folder / f"centres-{listing}", change.centres.tobytes())
            _whole(self.folder / f"which-{listing}", change.which.tobytes())
        elif listing:
            _append(self.folder / f"which-{listing}", now.rows * 4, change.which.tobytes())
        manifest = {
            "format": FORMAT,
            "generation": generation,
            "rows": len(alive),
            "ids": self._ids_read + len(line),
            "listing": listing,
            "trained": trained,
        }
        _whole(self._manifest, json.dumps(manifest).encode())
        self._tidy(generation, listing)
        return self.read()

    def _stamp(self) -> tuple[int, int, int] | None:
        try:
            found = self._manifest.stat()
        except FileNotFoundError:
            return None
        return found.st_ino, found.st_mtime_ns, found.st_size

    def _load(self) -> Snapshot:
        if not self._manifest.exists():
            return empty()
        try:
            said = json.loads(self._manifest.read_bytes())
            if said["format"] != FORMAT:
                raise NotAnIndex(self.folder, f"format {said['format']} instead of {FORMAT}")
            generation, rows, size = said["generation"], said["rows"], said["ids"]
            listing, trained = said["listing"], said["trained"]
        except (ValueError, KeyError, TypeError) as problem:
            raise NotAnIndex(self.folder, f"its manifest cannot be read ({problem})") from problem
        bits = np.frombuffer((self.folder / f"alive-{generation}").read_bytes(), np.uint8)
        self._learn(size)
        return Snapshot(
            generation,
            Coded(
                _mapped(self.folder / "codes", np.int8, (rows, DIMENSIONS)),
                _mapped(self.folder / "scales", np.float32, (rows,)),
            ),
            np.unpackbits(bits, count=rows).astype(bool),
            self._now.ids,
            self._now.place,
            self._lists(listing, rows) if listing else None,
            listing,
            trained,
        )

    def _learn(self, size: int) -> None:
        """Read the ids that are new; those already known never change."""
        if size > self._ids_read:
            with (self.folder / "ids").open("rb") as file:
                file.seek(self._ids_read)
                for line in file.read(size - self._ids_read).splitlines():
                    _remember(self._now, json.loads(line))
            self._ids_read = size

    def _lists(self, listing: int, rows: int) -> Lists:
        centres = np.fromfile(self.folder / f"centres-{listing}", np.float32)
        which = np.fromfile(self.folder / f"which-{listing}", np.int32, count=rows)
        return listed(centres.reshape(-1, DIMENSIONS), which)

    def _tidy(self, generation: int, listing: int) -> None:
        """Take away what no manifest names any more."""
        kept = {"alive": generation, "centres": listing, "which": listing}
        for kind, number in kept.items():
            for path in self.folder.glob(f"{kind}-*"):
                if path.name != f"{kind}-{number}":
                    path.unlink(missing_ok=True)


def _alive(now: Snapshot, change: Change) -> Flags:
    alive = np.concatenate([now.alive, np.ones(len(change.ids), bool)])
    alive[list(change.dead)] = False
    return alive


def _remember(now: Snapshot, ids: Sequence[str]) -> None:
    for id_ in ids:
        now.place[id_] = len(now.ids)
        now.ids.append(id_)


def _append(path: Path, at: int, content: bytes) -> None:
    """Write behind what is committed, over whatever a killed writer left there."""
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    with os.fdopen(descriptor, "r+b") as file:
        file.seek(at)
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _whole(path: Path, content: bytes) -> None:
    """Replace a file in one step."""
    beside = path.with_name(f".{path.name}.new")
    with beside.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)
    if os.name == "posix":
        descriptor = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _mapped(path: Path, kind: type[Any], shape: tuple[int, ...]) -> NDArray[Any]:
    if not shape[0]:
        return np.zeros(shape, kind)
    return np.memmap(path, kind, "r", shape=shape)
