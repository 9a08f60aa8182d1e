"""Several processes share an index in a folder; whoever dies while writing leaves nothing half."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.engines.text.made import PEOPLE
from xieqiao.engines.text import Busy, Index, NotAnIndex

WRITER = """
import sys
import numpy as np
from xieqiao.engines.text import Index
index = Index.open(sys.argv[1])
chance = np.random.default_rng(0)
for number in range(1000):
    ids = [f"{sys.argv[2]}-{number}-{n}" for n in range(20)]
    vectors = chance.normal(size=(20, 512)).astype(np.float32) / 23
    index.put_many(ids, [f"甲乙 {number * 100 + n}" for n in range(20)], vectors)
    index.put("same", f"丙丁 {number}", vectors[0])
    index.commit()
    print(number, flush=True)
"""


def writer(folder: Path, name: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", WRITER, str(folder), name], stdout=subprocess.PIPE, text=True
    )


def said(process: subprocess.Popen[str], times: int) -> int:
    """Return the last of so many numbers that a writer said to have committed."""
    assert process.stdout is not None
    return [int(process.stdout.readline()) for _ in range(times)][-1]


def test_what_is_committed_is_seen_by_an_index_opened_elsewhere(tmp_path: Path) -> None:
    ours, theirs = Index.open(tmp_path), Index.open(tmp_path)
    ours.put_many(list(PEOPLE), list(PEOPLE.values()))
    assert len(theirs) == 0
    ours.commit()
    assert len(theirs) == len(PEOPLE)
    assert theirs.search("种茶叶", k=1)[0].id == "茶"
    theirs.remove("茶")
    theirs.commit()
    assert "茶" not in {hit.id for hit in ours.search("种茶叶", k=9)}


def test_a_writer_that_is_killed_loses_nothing_committed_and_hinders_nobody(tmp_path: Path) -> None:
    process = writer(tmp_path, "a")
    index = Index.open(tmp_path)
    for times, delay in ((3, 0.002), (2, 0.009)):
        number = said(process, times)
        time.sleep(delay)
        process.kill()
        process.wait()
        now = index._now()
        assert all(f"a-{n}-19" in index for n in range(number + 1))
        assert len(index) % 20 == 1
        assert now.vectors.codes.any(axis=1).all()
        index.put("after", "又来一个")
        index.commit()
        assert index.search("又来一个", k=1)[0].id == "after"
        assert [hit.lexical > 0 for hit in index.search(str(number * 100 + 7), k=1)] == [True]
        index.remove("after")
        index.commit()
        process = writer(tmp_path, "a")
    process.kill()
    process.wait()


def test_two_processes_write_in_turns(tmp_path: Path) -> None:
    processes = [writer(tmp_path, name) for name in "ab"]
    index = Index.open(tmp_path)
    numbers = [said(process, 2) for process in processes]
    for process in processes:
        process.kill()
        process.wait()
    for name, number in zip("ab", numbers, strict=True):
        assert all(f"{name}-{n}-0" in index for n in range(number + 1))
    assert len(index) == len({id_ for id_ in index._now().ids if id_ in index})


def test_whoever_waits_too_long_for_another_writer_is_told(tmp_path: Path) -> None:
    index, other = Index.open(tmp_path), Index.open(tmp_path)
    held = other._lexicon.writer(1, 0)
    index.put("1", "种茶")
    with pytest.raises(Busy, match="try again"):
        index.commit(patience=0.05)
    held.close()
    index.commit(patience=0.05)
    assert "1" in index


def test_a_folder_of_another_format_is_refused_by_name(tmp_path: Path) -> None:
    index = Index.open(tmp_path)
    index.put("1", "种茶")
    index.commit()
    (tmp_path / "manifest.json").write_text('{"format": 99}')
    with pytest.raises(NotAnIndex, match="build the index anew"):
        len(Index.open(tmp_path))
