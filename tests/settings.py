"""The settings of a test run: its own data folder, and a password hasher that is quick."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from pathlib import Path

_DATA = tempfile.mkdtemp(prefix="xieqiao-tests-")
_OWNER = os.getpid()


def _tidy() -> None:
    if os.getpid() == _OWNER:
        shutil.rmtree(_DATA, ignore_errors=True)


atexit.register(_tidy)
# Whatever the shell says, tests meet the defaults; only the database may be another one.
for _name in [name for name in os.environ if name.startswith("XIEQIAO_")]:
    if _name != "XIEQIAO_DATABASE_URL":
        del os.environ[_name]
os.environ["XIEQIAO_DATA"] = _DATA

from xieqiao.settings import *  # noqa: E402, F403
from xieqiao.settings import DATABASES, PASSWORD_HASHERS  # noqa: E402

STATIC_ROOT = Path(_DATA) / "static"
STATIC_ROOT.mkdir()
PASSWORD_HASHERS = ["tests.settings.QuickHasher", *PASSWORD_HASHERS]
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A file, not memory: with its own connection for each thread, as in earnest.
    DATABASES["default"]["TEST"] = {"NAME": str(Path(_DATA) / "test.sqlite3")}
elif "TESTS_MIGRATED" in os.environ:
    DATABASES["default"]["TEST"] = {"TEMPLATE": os.environ["TESTS_MIGRATED"]}


from django.contrib.auth.hashers import Argon2PasswordHasher  # noqa: E402


class QuickHasher(Argon2PasswordHasher):
    """Argon2 with the least work."""

    time_cost = 1
    memory_cost = 8
    parallelism = 1
