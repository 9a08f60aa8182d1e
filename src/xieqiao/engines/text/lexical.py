"""Which texts share rare terms with a need: BM25 by tantivy, over everything, kept up to date.

The share of a need's terms that a text holds is its BM25 score divided by the sum of the terms'
weights (idf): about 1 for a text of mean length that holds each term once. Only the rarest terms
are looked up, as many as occur `BUDGET` times together: a term that is everywhere tells nothing,
and reading where it occurs is what costs time in an index of a whole nation.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import tantivy

from xieqiao.engines.text.arrays import Rows
from xieqiao.engines.text.errors import Busy
from xieqiao.engines.text.found import Found, nothing

BUDGET = 20_000
BUDGET_FOR_MANY = 4_000
_AT_LEAST = 3
_HEAP = 15_000_000
_HEAP_FOR_MANY = 400_000_000
_MANY = 20_000
_THREADS = 2
_CHUNK = 256


class Lexicon:
    """The terms of texts by row, in a folder or in memory."""

    def __init__(self, folder: Path | None) -> None:
        builder = tantivy.SchemaBuilder()
        builder.add_text_field("body", tokenizer_name="whitespace", index_option="freq")
        builder.add_unsigned_field("row", fast=True, indexed=True)
        self._schema = builder.build()
        if folder is None:
            self._index = tantivy.Index(self._schema)
        else:
            folder.mkdir(parents=True, exist_ok=True)
            self._index = tantivy.Index(self._schema, path=str(folder))
        self._searcher = self._index.searcher()

    def refresh(self) -> None:
        """See what others have written."""
        self._index.reload()
        self._searcher = self._index.searcher()

    def writer(self, texts: int, patience: float) -> Writer:
        """Return the one writer; wait so many seconds while another process has it."""
        until = time.monotonic() + patience
        heap = _HEAP_FOR_MANY if texts > _MANY else _HEAP
        while True:
            try:
                return Writer(self._index.writer(heap, 1), self._schema)
            except ValueError as problem:
                if "lock" not in str(problem).lower():
                    raise
                if time.monotonic() > until:
                    raise Busy(patience) from problem
                time.sleep(0.02)

    def find(
        self,
        terms: Sequence[str],
        *,
        limit: int,
        among: Rows | None = None,
        budget: int = BUDGET,
    ) -> Found:
        """Return the rows, among those given, that hold most of the terms by weight."""
        searcher = self._searcher
        chosen, whole = self._rarest(searcher, terms, budget)
        if not chosen or (among is not None and not len(among)):
            return nothing(1, 0)
        query = tantivy.Query.boolean_query(
            [
                (tantivy.Occur.Should, tantivy.Query.term_query(self._schema, "body", term, "freq"))
                for term in chosen
            ]
        )
        if among is not None:
            inside = tantivy.Query.term_set_query(self._schema, "row", among.tolist())
            query = tantivy.Query.boolean_query(
                [
                    (tantivy.Occur.Must, query),
                    (tantivy.Occur.Must, tantivy.Query.const_score_query(inside, 0.0)),
                ]
            )
        hits = searcher.search(query, limit=limit, count=False).hits
        rows = searcher.fast_field_values("row", [address for _, address in hits])
        shares = np.array([score for score, _ in hits], np.float64) / whole
        return Found(np.array(rows, np.int64)[None], np.minimum(shares, 1).astype(np.float32)[None])

    def find_many(
        self,
        texts: Sequence[str],
        cut: Callable[[str], list[str]],
        limit: int,
        budget: int = BUDGET,
    ) -> Found:
        """Return for each text the rows that hold most of its terms by weight."""
        shape = (len(texts), limit)
        made = Found(np.full(shape, -1, np.int64), np.zeros(shape, np.float32))

        def look_up(place: int) -> None:
            found = self.find(cut(texts[place]), limit=limit, budget=budget)
            made.rows[place, : found.rows.shape[1]] = found.rows[0]
            made.values[place, : found.rows.shape[1]] = found.values[0]

        with ThreadPoolExecutor(_THREADS) as pool:
            for _ in pool.map(look_up, range(len(texts)), chunksize=_CHUNK):
                pass
        return made

    def weights(self, terms: Iterable[str]) -> dict[str, float]:
        """Return how much each term tells: its inverse document frequency."""
        searcher = self._searcher
        return {t: _idf(searcher.doc_freq("body", t), searcher.num_docs) for t in set(terms)}

    def _rarest(
        self, searcher: tantivy.Searcher, terms: Sequence[str], budget: int
    ) -> tuple[list[str], float]:
        """Return the terms to look up, and the weight of all the need's terms."""
        often = sorted((searcher.doc_freq("body", term), term) for term in set(terms))
        whole = sum(_idf(times, searcher.num_docs) for times, _ in often)
        chosen: list[str] = []
        seen = 0
        for times, term in often:
            seen += times
            if times and (seen <= budget or len(chosen) < _AT_LEAST):
                chosen.append(term)
        return chosen, whole


class Writer:
    """What is to be written; one at a time, across processes."""

    def __init__(self, writer: tantivy.IndexWriter, schema: tantivy.Schema) -> None:
        self._writer, self._schema = writer, schema

    def forget_from(self, row: int) -> None:
        """Drop rows that a writer that died had written without committing."""
        query = tantivy.Query.range_query(
            self._schema, "row", tantivy.FieldType.Unsigned, row, 2**63, use_inverted_index=True
        )
        self._writer.delete_documents_by_query(query)

    def forget(self, rows: Iterable[int]) -> None:
        """Drop these rows."""
        for row in rows:
            self._writer.delete_documents_by_term("row", row)

    def add(self, row: int, terms: Sequence[str]) -> None:
        """Add a row."""
        document = tantivy.Document()
        document.add_text("body", " ".join(terms))
        document.add_unsigned("row", row)
        self._writer.add_document(document)

    def commit(self) -> None:
        """Make it last."""
        self._writer.commit()

    def close(self) -> None:
        """Let another one write."""
        self._writer.wait_merging_threads()


def _idf(times: int, texts: int) -> float:
    return math.log(1 + (max(texts - times, 0) + 0.5) / (times + 0.5))
