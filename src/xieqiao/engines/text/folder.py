"""A stock in a folder, shared by processes: one writes at a time, any number read.

A commit appends to each file behind what is committed, then replaces the manifest in one step
(`os.replace` after `fsync`). Who reads goes by the manifest, so whatever a killed writer left
behind it is never seen, and the next writer writes over it. The manifest's generation tells readers
when to look again.
"""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from xieqiao.engines.text.encoding import DIMENSIONS, Coded
from xieqiao.engines.text.errors import NotAnIndex
from xieqiao.engines.text.lists import SHORT, Guide, Guided, Lists, listed
from xieqiao.engines.text.stock import Change, Snapshot, empty, grown, remember, word_ends
from xieqiao.engines.text.vocabulary import Words

FORMAT = 1


class Folder:
    """A stock in a folder; only who holds the lexicon's lock may write."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        self._manifest = folder / "manifest.json"
        self._seen: tuple[int, int, int] | None = None
        self._now = empty()
        self._read = {"ids": 0, "spelt": 0}

    def read(self) -> Snapshot:
        """Return the committed state, read again only if there is a newer one."""
        for _ in range(100):
            try:
                stamp = self._stamp()
                if stamp is not None and stamp != self._seen:
                    self._now = self._load()
                    self._seen = stamp
            except FileNotFoundError:  # a newer commit took a file away while we read
                continue
            return self._now
        raise NotAnIndex(self.folder, "files that its manifest names are missing")

    def write(self, change: Change) -> Snapshot:
        """Append, then replace the manifest; return the new state."""
        now = self.read()
        generation, alive = now.generation + 1, grown(now, change)
        words = now.words
        self._append("codes", now.rows * DIMENSIONS, change.vectors.codes)
        self._append("scales", now.rows * 4, change.vectors.scales)
        self._append("words", len(words.flat) * 4, change.words.astype(np.int32))
        self._append("word-ends", now.rows * 8, word_ends(now, change))
        self._append("word-codes", len(words.vectors) * DIMENSIONS, change.meant.codes)
        self._append("word-scales", len(words.vectors) * 4, change.meant.scales)
        ends = {
            name: self._append(name, self._read[name], _line(names))
            for name, names in (("ids", change.ids), ("spelt", change.spelt))
        }
        self._replace(f"alive-{generation}", np.packbits(alive))
        listing, trained = now.listing, now.trained
        if change.guide is not None:
            listing, trained = generation, len(alive)
            self._replace(f"centres-{listing}", change.guide.centres)
            self._replace(f"directions-{listing}", change.guide.directions)
        if change.guided is not None:
            at = 0 if change.guide is not None else now.rows
            self._append(f"which-{listing}", at * 4, change.guided.which)
            self._append(f"short-{listing}", at * SHORT, change.guided.short)
        manifest = {
            "format": FORMAT,
            "generation": generation,
            "rows": len(alive),
            "words": len(words.flat) + len(change.words),
            "vocabulary": len(words.vectors) + len(change.spelt),
            "listing": listing,
            "trained": trained,
            **ends,
        }
        self._replace("manifest.json", np.frombuffer(json.dumps(manifest).encode(), np.uint8))
        self._tidy(generation, listing)
        return self.read()

    def _stamp(self) -> tuple[int, int, int] | None:
        try:
            found = self._manifest.stat()
        except FileNotFoundError:
            return None
        return found.st_ino, found.st_mtime_ns, found.st_size

    def _load(self) -> Snapshot:
        said = self._said()
        rows, count = said["rows"], said["vocabulary"]
        bits = np.fromfile(self.folder / f"alive-{said['generation']}", np.uint8)
        self._learn("ids", said["ids"], self._now.ids, self._now.place)
        words = self._now.words
        self._learn("spelt", said["spelt"], words.spelt, words.place)
        return Snapshot(
            said["generation"],
            self._coded("codes", "scales", rows),
            Words(
                self._coded("word-codes", "word-scales", count),
                self._mapped("words", np.int32, (said["words"],)),
                self._mapped("word-ends", np.int64, (rows,)),
                words.spelt,
                words.place,
            ),
            np.unpackbits(bits, count=rows).astype(bool),
            self._now.ids,
            self._now.place,
            self._lists(said["listing"], rows) if said["listing"] else None,
            said["listing"],
            said["trained"],
        )

    def _said(self) -> dict[str, int]:
        """Return the manifest."""
        names = ("format", "generation", "rows", "ids", "words", "vocabulary", "spelt")
        try:
            said = json.loads(self._manifest.read_bytes())
            found = {name: int(said[name]) for name in (*names, "listing", "trained")}
        except (ValueError, KeyError, TypeError) as problem:
            raise NotAnIndex(self.folder, f"its manifest cannot be read ({problem})") from problem
        if found["format"] != FORMAT:
            raise NotAnIndex(self.folder, f"format {found['format']} instead of {FORMAT}")
        return found

    def _learn(self, file: str, size: int, names: list[str], place: dict[str, int]) -> None:
        """Read the names that are new; those already known never change."""
        if size > self._read[file]:
            with (self.folder / file).open("rb") as opened:
                opened.seek(self._read[file])
                for line in opened.read(size - self._read[file]).splitlines():
                    remember(names, place, json.loads(line))
            self._read[file] = size

    def _lists(self, listing: int, rows: int) -> Lists:
        centres = np.fromfile(self.folder / f"centres-{listing}", np.float32)
        directions = np.fromfile(self.folder / f"directions-{listing}", np.float32)
        which = np.fromfile(self.folder / f"which-{listing}", np.int32, count=rows)
        short = self._mapped(f"short-{listing}", np.int8, (rows, SHORT))
        guide = Guide(centres.reshape(-1, DIMENSIONS), directions.reshape(DIMENSIONS, SHORT))
        return listed(guide, Guided(which, short))

    def _coded(self, codes: str, scales: str, count: int) -> Coded:
        return Coded(
            self._mapped(codes, np.int8, (count, DIMENSIONS)),
            self._mapped(scales, np.float32, (count,)),
        )

    def _mapped(self, file: str, kind: type[Any], shape: tuple[int, ...]) -> NDArray[Any]:
        if not shape[0]:
            return np.zeros(shape, kind)
        return np.asarray(np.memmap(self.folder / file, kind, "r", shape=shape))

    def _append(self, file: str, at: int, content: NDArray[Any]) -> int:
        """Write behind what is committed, over what a killed writer left; return the new end."""
        descriptor = os.open(self.folder / file, os.O_RDWR | os.O_CREAT, 0o644)
        with os.fdopen(descriptor, "r+b") as opened:
            opened.seek(at)
            opened.write(np.ascontiguousarray(content).data)
            opened.flush()
            os.fsync(opened.fileno())
            return opened.tell()

    def _replace(self, file: str, content: NDArray[Any]) -> None:
        """Put a whole file in place in one step."""
        beside = self.folder / f".{file}.new"
        with beside.open("wb") as opened:
            opened.write(np.ascontiguousarray(content).data)
            opened.flush()
            os.fsync(opened.fileno())
        beside.replace(self.folder / file)
        if os.name == "posix":
            descriptor = os.open(self.folder, os.O_RDONLY)
            try:
                os.fsync(descriptor)
            finally:
                os.close(descriptor)

    def _tidy(self, generation: int, listing: int) -> None:
        """Take away what no manifest names any more."""
        guide = dict.fromkeys(("centres", "directions", "which", "short"), listing)
        for kind, number in {"alive": generation, **guide}.items():
            for path in self.folder.glob(f"{kind}-*"):
                if path.name != f"{kind}-{number}":
                    path.unlink(missing_ok=True)


def _line(names: Sequence[str]) -> NDArray[np.uint8]:
    """Return names as one line of JSON."""
    line = json.dumps(list(names), ensure_ascii=False).encode() + b"\n"
    return np.frombuffer(line, np.uint8)
