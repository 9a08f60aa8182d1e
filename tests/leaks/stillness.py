"""A clock that stands, and chance that repeats itself: so that two walks can agree byte for byte.

Marks of forms, nonces and the ids that forms carry along come from chance; times from the clock.
With both held still nothing in an answer need be made alike before it is compared.
"""

from __future__ import annotations

import random
import time
from datetime import UTC, datetime, timezone
from types import SimpleNamespace
from typing import Any
from zipfile import ZipInfo

_from_file = ZipInfo.from_file


class Stillness:
    """Holds the clock still; `anew` lets chance begin again."""

    def __init__(self, monkeypatch: Any) -> None:
        self.now = datetime.now(tz=UTC).replace(microsecond=0)
        self._chance = random.Random(0)
        monkeypatch.setattr("time.time", self.now.timestamp)
        monkeypatch.setattr("django.utils.timezone.now", lambda: self.now)
        # Spreadsheets say in themselves when they were written; their writer asks the clock itself.
        for module in ("openpyxl.writer.excel", "openpyxl.packaging.core"):
            monkeypatch.setattr(f"{module}.datetime", SimpleNamespace(**self._calendar()))
        monkeypatch.setattr(ZipInfo, "from_file", staticmethod(self._packed))
        monkeypatch.setattr("os.urandom", self._bytes)
        monkeypatch.setattr("random._urandom", self._bytes)

    def _calendar(self) -> dict[str, Any]:
        now = self.now

        class Still(datetime):
            """A moment; now is always the same one."""

            @classmethod
            def now(cls, tz: Any = None) -> datetime:  # type: ignore[override]
                """Return the moment at which the clock stands."""
                return now

        return {"datetime": Still, "timezone": timezone}

    def _packed(self, *given: Any, **named: Any) -> ZipInfo:
        """Return how an archive tells of a file, as if it had been written now."""
        told = _from_file(*given, **named)
        told.date_time = time.gmtime(self.now.timestamp())[:6]
        return told

    def _bytes(self, count: int) -> bytes:
        return self._chance.randbytes(count)

    def anew(self, name: str) -> None:
        """Let chance begin again, the same for the same name."""
        self._chance.seed(name)
