"""Texts that are found by what they mean and by the rare terms they hold."""

from __future__ import annotations

import threading
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from xieqiao.engines.text import cutting, encoding, lists, nearest
from xieqiao.engines.text.arrays import Rows, Vectors
from xieqiao.engines.text.encoding import Coded
from xieqiao.engines.text.folder import Folder
from xieqiao.engines.text.folding import fold
from xieqiao.engines.text.found import Many, best
from xieqiao.engines.text.lexical import BUDGET, BUDGET_FOR_MANY, Lexicon, Writer
from xieqiao.engines.text.scoring import as_need
from xieqiao.engines.text.stock import Change, Memory, Snapshot
from xieqiao.engines.text.vocabulary import asked

SHORTLIST = 200
SHORTLIST_FOR_MANY = 60
_PATIENCE = 60.0


@dataclass(frozen=True)
class Hit:
    """A text found, with its score from 0 to 1 and what it is made of.

    lexical: share of the need's rare terms that it holds; similarity: cosine of the meanings, less
    what the text has in common with all texts; words: how well its words answer the need's words.
    """

    id: str
    score: float
    lexical: float
    similarity: float
    words: float = 0.0


class Index:
    """An index in memory; `Index.open(folder)` gives one that processes share.

    Changes wait until `commit`, which writes them all or none. Searches see what is committed, by
    whatever process. An index answers for all its texts: keep what two audiences may see apart in
    two indexes, because how rare a term is depends on every text that an index holds.
    """

    def __init__(self) -> None:
        self._folder: Path | None = None
        self._stock: Memory | Folder = Memory()
        self._lexicon = Lexicon(None)
        self._begin()

    @classmethod
    def open(cls, folder: Path | str) -> Index:
        """Return the index in this folder, which is made if it is missing."""
        index = cls.__new__(cls)
        index._folder = Path(folder)
        index._stock = Folder(index._folder)
        index._lexicon = Lexicon(index._folder / "terms")
        index._begin()
        return index

    def _begin(self) -> None:
        self._reading, self._writing = threading.Lock(), threading.Lock()
        self._waiting: dict[str, tuple[str, Vectors | None] | None] = {}
        self._generation = -1
        self._now()

    def __len__(self) -> int:
        return int(np.count_nonzero(self._now().alive))

    def __contains__(self, id_: object) -> bool:
        return isinstance(id_, str) and self._now().row(id_) is not None

    def row(self, id_: str) -> int | None:
        """Return the row of an id, as `search_many` names it."""
        return self._now().row(id_)

    def put(self, id_: str, text: str, vector: Vectors | None = None) -> None:
        """Add a text, or replace the one of this id; its vector is computed if it is not given."""
        self.put_many([id_], [text], None if vector is None else vector[None])

    def put_many(
        self, ids: Sequence[str], texts: Sequence[str], vectors: Vectors | None = None
    ) -> None:
        """Add or replace many texts; of two with one id the later counts."""
        if len(ids) != len(texts) or (vectors is not None and len(vectors) != len(ids)):
            raise ValueError("as many ids as texts, and as many vectors, if any")
        with self._writing:
            for place, id_ in enumerate(ids):
                self._waiting.pop(id_, None)
                vector = None if vectors is None else vectors[place]
                self._waiting[id_] = (texts[place], vector)

    def remove(self, id_: str) -> None:
        """Take a text out; an id that is not there does no harm."""
        with self._writing:
            self._waiting.pop(id_, None)
            self._waiting[id_] = None

    def commit(self, *, patience: float = _PATIENCE) -> None:
        """Make all changes last, together. Raise `Busy` if others write for longer than that."""
        with self._writing:
            waiting = self._waiting
            added = {id_: entry for id_, entry in waiting.items() if entry is not None}
            vectors = encoding.coded(_vectors(list(added.values())))
            writer = self._lexicon.writer(len(added), patience)
            try:
                self._write(writer, list(waiting), added, vectors)
            finally:
                writer.close()
            self._waiting = {}
            self._now()

    def _write(
        self,
        writer: Writer,
        touched: list[str],
        added: dict[str, tuple[str, Vectors | None]],
        vectors: Coded,
    ) -> None:
        """Write terms first, then the stock: rows that its manifest does not name are not seen.

        Terms of rows that die are dropped last. Until then, or if the writer is killed in between,
        they are found in vain: searches leave out what is not alive.
        """
        with self._reading:
            now = self._stock.read()
        writer.forget_from(now.rows)
        plain = [fold(text) for text, _ in added.values()]
        for place, text in enumerate(plain):
            writer.add(now.rows + place, cutting.terms(text))
        writer.commit()
        words = [cutting.naming(text) for text in plain]
        dead = [row for row in map(now.row, touched) if row is not None]
        change = _change(now, list(added), vectors, words, dead)
        with self._reading:
            self._stock.write(change)
        if dead:
            writer.forget(dead)
            writer.commit()

    def _now(self) -> Snapshot:
        """Return the newest committed state, and let the lexicon see at least as much."""
        with self._reading:
            now = self._stock.read()
            if now.generation != self._generation:
                self._lexicon.refresh()
                self._generation = now.generation
            return now

    def search(
        self,
        what: str | Vectors,
        *,
        k: int,
        among: Collection[str] | None = None,
        vector: Vectors | None = None,
    ) -> list[Hit]:
        """Return the k best texts for a text (its vector may be given too) or a vector alone."""
        now = self._now()
        text = what if isinstance(what, str) else ""
        if vector is None:
            vector = encoding.encode([text])[0] if isinstance(what, str) else what
        need = as_need(np.asarray(vector, np.float32)[None])
        plain = fold(text)
        rows = _among(now, among)
        by_terms = self._lexicon.find(cutting.terms(plain), limit=SHORTLIST, among=rows)
        by_meaning = nearest.one(now, need, max(k, SHORTLIST), rows)
        words = asked([cutting.naming(plain)], now.words)
        found = best(now, need, words, by_terms, by_meaning, k, 2 * SHORTLIST)
        return [
            Hit(now.ids[row], *(float(figure[0, n]) for figure in (
                found.score, found.lexical, found.similarity, found.words
            )))
            for n, row in enumerate(found.rows[0])
            if row >= 0
        ]  # fmt: skip

    def search_many(
        self, texts: Sequence[str], vectors: Vectors | None = None, k: int = 30
    ) -> Many:
        """Return the k best for each of many texts, in arrays; by rows, whose ids are `ids`."""
        now = self._now()
        needs = as_need(encoding.encode(texts) if vectors is None else vectors)
        if len(texts) != len(needs):
            raise ValueError("as many vectors as texts")
        plain = [fold(text) for text in texts]
        large = now.lists is not None
        shortlist = SHORTLIST_FOR_MANY if large else SHORTLIST
        budget = BUDGET_FOR_MANY if large else BUDGET
        by_terms = self._lexicon.find_many(plain, cutting.terms, shortlist, budget)
        by_meaning = nearest.many(now, needs, max(k, shortlist))
        words = asked([cutting.naming(text) for text in plain], now.words)
        deep = SHORTLIST_FOR_MANY if large else 2 * SHORTLIST
        return best(now, needs, words, by_terms, by_meaning, k, deep)

    def vectors(self, ids: Sequence[str]) -> Vectors:
        """Return the vectors of texts that are in the index, as exactly as it keeps them."""
        now = self._now()
        rows = np.array([now.place[id_] for id_ in ids], np.int64)
        return now.vectors.take(rows).vectors()


def _vectors(entries: list[tuple[str, Vectors | None]]) -> Vectors:
    """Return the vectors of entries, computing together those that are missing."""
    made = np.zeros((len(entries), encoding.DIMENSIONS), np.float32)
    missing = [n for n, (_, vector) in enumerate(entries) if vector is None]
    for n, (_, vector) in enumerate(entries):
        if vector is not None:
            made[n] = vector
    if missing:
        made[missing] = encoding.encode([entries[n][0] for n in missing])
    return made


def _change(
    now: Snapshot, ids: list[str], vectors: Coded, words: list[list[str]], dead: list[int]
) -> Change:
    """Return the change, with a new guide when the stock has grown enough."""
    place = dict(now.words.place)
    new = [word for word in dict.fromkeys(w for row in words for w in row) if word not in place]
    place.update((word, len(now.words.vectors) + n) for n, word in enumerate(new))
    flat = np.array([place[word] for row in words for word in row], np.int32)
    counts = np.array([len(row) for row in words], np.int64)
    change = Change(ids, vectors, flat, counts, new, encoding.coded(encoding.encode(new)), dead)
    if lists.due(now.rows + len(ids), now.trained):
        everything = now.vectors.and_(vectors)
        guide = lists.trained(everything)
        return replace(change, guide=guide, guided=lists.guided(everything, guide))
    if now.lists is None:
        return change
    return replace(change, guided=lists.guided(vectors, now.lists.guide))


def _among(now: Snapshot, among: Collection[str] | None) -> Rows | None:
    if among is None:
        return None
    found = [row for row in map(now.row, sorted(set(among))) if row is not None]
    return np.array(sorted(found), np.int64)
