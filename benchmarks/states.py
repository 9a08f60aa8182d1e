"""Three states of one database, kept in a folder: the demonstration, the nation, all of it ours."""

from __future__ import annotations

import copy
import hashlib
import json
import shutil
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.db import connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.utils import load_backend

import xieqiao.demo
from benchmarks import nation as nation_module
from benchmarks.nation import Nation
from xieqiao.demo.load import load

DAY = 24 * 60 * 60
OLD = 7 * DAY  # the demonstration's days are counted from the day on which it was loaded


class States:
    """The databases, of which one is in use."""

    names = ("demo", "nation", "ours")

    def __init__(self, folder: Path, topics: int, slug: str, *, anew: bool = False) -> None:
        self.folder = folder
        self.first = connections["default"]
        self.wrappers = {name: self._wrapper(name) for name in self.names}
        self.note = folder / "made.json"
        made = _made_of()
        if anew or not self._fresh(made):
            self._make(topics, slug)
            self.note.write_text(json.dumps({"of": made, "at": time.time()}), "utf-8")
        for name in self.names:
            self.use(name)
            call_command("migrate", verbosity=0)
        self.places = self._places()

    def use(self, name: str) -> None:
        """Let every query go to this state from now on."""
        connections["default"] = self.wrappers[name]

    def _wrapper(self, name: str) -> BaseDatabaseWrapper:
        settings = copy.deepcopy(self.first.settings_dict)
        vendor = self.first.vendor
        settings["NAME"] = str(self.folder / f"{name}.sqlite3") if vendor == "sqlite" else name
        made: BaseDatabaseWrapper = load_backend(settings["ENGINE"]).DatabaseWrapper(
            settings, "default"
        )
        return made

    def _fresh(self, made: str) -> bool:
        if not self.note.exists():
            return False
        note = json.loads(self.note.read_text("utf-8"))
        return bool(note["of"] == made and time.time() - note["at"] < OLD)

    def _make(self, topics: int, slug: str) -> None:
        self.note.unlink(missing_ok=True)
        (self.folder / "places.json").unlink(missing_ok=True)
        for name in ("keys", "files"):
            shutil.rmtree(self.folder / name, ignore_errors=True)
        self._empty("demo")
        self._step("demo", lambda: (call_command("migrate", verbosity=0), load()))
        self._copy("demo", "nation")
        self._step("nation", lambda: Nation(topics, slug).write())
        self._copy("nation", "ours")
        self._step("ours", lambda: Nation(topics, slug).all_ours())

    def _step(self, name: str, work: Callable[[], object]) -> None:
        began = time.monotonic()
        self.use(name)
        work()
        print(f"made {name}: {time.monotonic() - began:.0f} s", flush=True)

    def _empty(self, name: str) -> None:
        if self.first.vendor == "sqlite":
            self._remove(name)
        else:
            self._server(f"DROP DATABASE IF EXISTS {name}", f"CREATE DATABASE {name}")

    def _copy(self, old: str, new: str) -> None:
        self.wrappers[old].close()
        self.wrappers[new].close()
        if self.first.vendor == "sqlite":
            self._remove(new)
            shutil.copy(self.folder / f"{old}.sqlite3", self.folder / f"{new}.sqlite3")
        else:
            self._server(f"DROP DATABASE IF EXISTS {new}", f"CREATE DATABASE {new} TEMPLATE {old}")

    def _remove(self, name: str) -> None:
        for end in ("", "-wal", "-shm"):
            (self.folder / f"{name}.sqlite3{end}").unlink(missing_ok=True)

    def _server(self, *statements: str) -> None:
        connections["default"] = self.first
        with connection.cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)

    def _places(self) -> dict[str, Any]:
        """Return who sees which page where, as the tests of every page look it up."""
        kept = self.folder / "places.json"
        if not kept.exists():
            self.use("demo")
            kept.write_text(json.dumps(_survey(), ensure_ascii=False, indent=1), "utf-8")
        found: dict[str, Any] = json.loads(kept.read_text("utf-8"))
        return found


def _survey() -> dict[str, Any]:
    from tests.matrix.addresses import every_address
    from tests.ui.survey import place_of

    found: dict[str, Any] = {}
    for address in every_address():
        try:
            found[address.name] = place_of(address)
        except (AttributeError, LookupError) as error:
            print(f"NOT MEASURED: {address.name}: {error}", flush=True)
    return found


def _made_of() -> str:
    """Return a digest of what the rows are made of."""
    files = sorted(Path(xieqiao.demo.__file__).parent.rglob("*.py"))
    digest = hashlib.sha256()
    for file in [*files, Path(nation_module.__file__)]:
        digest.update(file.read_bytes())
    return digest.hexdigest()
