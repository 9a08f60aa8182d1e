"""The settings of a server that does not wait long for a locked database, so that tests need not.

Everything else is as in earnest.
"""

from __future__ import annotations

from xieqiao.settings import *  # noqa: F403
from xieqiao.settings import DATABASES

DATABASES["default"]["OPTIONS"]["timeout"] = 2
