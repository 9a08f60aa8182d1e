"""Verification of registers, as the command does it, against bare Ed25519 on the same cores.

The bare way verifies the same signatures with keys, signatures and texts already in memory, and
does nothing else. Content digests are timed apart, for they depend on how much people write.
"""

from __future__ import annotations

import os
import statistics
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from typing import Any

from benchmarks.measure import table
from benchmarks.stage import set_up

DATABASE = set_up()

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey  # noqa: E402

from benchmarks.registers import write_registers  # noqa: E402
from xieqiao.acts.models import Entry  # noqa: E402
from xieqiao.acts.verify import Report, verify  # noqa: E402

PARTNERSHIPS, ACTS, ROUNDS = 100, 60, 7
_signed: list[tuple[Ed25519PublicKey, bytes, bytes]] = []


def read_signed() -> None:
    """Hold keys, signatures and texts in memory."""
    keys: dict[str, Ed25519PublicKey] = {}
    rows = Entry.objects.values_list("register__public_key", "signature", "canonical")
    for key, signature, text in rows:
        if key not in keys:
            keys[key] = Ed25519PublicKey.from_public_bytes(bytes.fromhex(key))
        _signed.append((keys[key], bytes.fromhex(signature), text.encode()))


def bare(bounds: tuple[int, int]) -> None:
    """Verify a stretch of the signatures."""
    for key, signature, text in _signed[slice(*bounds)]:
        key.verify(signature, text)


def all_bare(workers: int) -> None:
    """Verify every signature on so many cores."""
    if workers == 1:
        bare((0, len(_signed)))
        return
    step = len(_signed) // (workers * 4) + 1
    stretches = [(start, start + step) for start in range(0, len(_signed), step)]
    with ProcessPoolExecutor(workers, get_context("fork")) as pool:
        list(pool.map(bare, stretches))


def measured(workers: int, clock: Callable[[], float] = time.perf_counter) -> Sequence[str]:
    """Return a row of the table, from rounds in turns.

    By the processor's time it is the same on a machine that is busy with other things.
    """
    ours: list[float] = []
    other: list[float] = []
    contents: list[float] = []
    for _ in range(ROUNDS):
        report: Report = verify(workers=workers, clock=clock)
        assert report.problems == [], report.problems[:3]
        ours.append(report.seconds["entries"])
        contents.append(report.seconds["contents"])
        began = clock()
        all_bare(workers)
        other.append(clock() - began)
    count = len(_signed)
    mine, bare_ = (count / statistics.median(taken) for taken in (ours, other))
    how = "processor time" if clock is time.process_time else f"{workers} at once"
    return [
        f"{DATABASE}, {how}", f"{count:,}", f"{mine:,.0f}",
        f"{bare_:,.0f}", f"{mine / bare_:.2f}", "0.80", f"{statistics.median(contents):.2f}",
    ]  # fmt: skip


def main() -> None:
    """Measure, and print the table."""
    write_registers(PARTNERSHIPS, ACTS)
    read_signed()
    cores: Any = os.cpu_count() or 1
    rows = [measured(workers) for workers in sorted({1, cores})]
    rows.append(measured(1, time.process_time))
    heads = ["verification", "entries", "ours/s", "bare/s", "ratio", "goal", "contents, s"]
    print(table(heads, rows))


if __name__ == "__main__":
    main()
