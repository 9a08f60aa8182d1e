"""A large index reads a part of its vectors, and still finds nearly all that is near."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from xieqiao.engines.text import Index, lists, nearest
from xieqiao.engines.text.arrays import Vectors
from xieqiao.engines.text.scoring import as_need

COUNT = 3000


def made(count: int, seed: int) -> Vectors:
    """Vectors that differ in forty directions, as texts of one field do."""
    chance = np.random.default_rng(seed)
    directions = np.random.default_rng(0).normal(size=(40, 512))
    vectors = chance.normal(size=(count, 40)) @ directions + chance.normal(size=(count, 512)) * 0.3
    return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), np.float32)


@pytest.fixture
def index(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Index:
    monkeypatch.setattr(lists, "WORTHWHILE", 2000)
    monkeypatch.setattr(nearest, "LEAST_READ", 100)
    found = Index.open(tmp_path / "large")
    for start in (0, COUNT // 2, COUNT - 300):
        end = {0: COUNT // 2, COUNT // 2: COUNT - 300}.get(start, COUNT)
        numbers = range(start, end)
        found.put_many([str(n) for n in numbers], ["甲"] * len(numbers), made(COUNT, 1)[start:end])
        found.commit()
    return found


def test_nearly_all_that_is_near_is_found_for_one_need_and_for_many(index: Index) -> None:
    needs = as_need(made(50, 2))
    now = index._now()
    assert now.lists is not None
    assert now.trained < now.rows  # the last ones came after the guide was made
    true = np.argsort(-(needs.vectors() @ now.vectors.vectors().T), axis=1)[:, :10]
    alone = [nearest.one(now, needs.take(slice(n, n + 1)), 60).rows[0] for n in range(50)]
    many = nearest.many(now, needs, 60).rows
    for found, least in ((alone, 0.95), (many, 0.6)):
        assert np.mean([np.isin(a, b).mean() for a, b in zip(true, found, strict=True)]) > least


def test_a_large_index_opened_again_finds_the_same(index: Index, tmp_path: Path) -> None:
    need = made(1, 3)[0]
    again = Index.open(tmp_path / "large")
    assert again.search(need, k=9) == index.search(need, k=9)


def test_what_is_removed_from_a_large_index_is_found_no_more(index: Index) -> None:
    need = made(1, 3)[0]
    best = index.search(need, k=1)[0].id
    index.remove(best)
    index.commit()
    assert best not in {hit.id for hit in index.search(need, k=60)}
    found = index.search_many([""], need[None], 60)
    assert best not in {found.ids[row] for row in found.rows[0] if row >= 0}
