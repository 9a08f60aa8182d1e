"""What one process commits, the watchers of another are told."""

from __future__ import annotations

import os
import subprocess
import sys
import time

import pytest
from django.db import connection

from tests.broadcast.serving import Heard, Listener, served
from xieqiao.broadcast.publishing import publish

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.database]

OTHER = """
import django
from django.conf import settings
settings.DATABASES["default"]["NAME"] = {name!r}
django.setup()
from xieqiao.broadcast.publishing import publish
for number in range(3):
    publish("a:1", "from-afar", dict(number=number))
"""


def in_another_process() -> None:
    """Publish three events there."""
    name = str(connection.settings_dict["NAME"])
    own = {"DJANGO_SETTINGS_MODULE": "tests.settings", "PYTHONPATH": "."}
    code = OTHER.format(name=name)
    subprocess.run([sys.executable, "-c", code], check=True, env=os.environ | own, timeout=60)


def test_watchers_here_hear_what_another_process_told_in_its_order() -> None:
    with served() as port:
        listener = Listener(port, "a:1").start()
        publish("a:1", "from-here", {})
        assert listener.hear() == Heard("1", "from-here", {})
        in_another_process()
        before = time.monotonic()
        heard = [listener.hear() for _ in range(3)]
        waited = time.monotonic() - before
    assert [(one.kind, one.data) for one in heard if one] == [
        ("from-afar", {"number": n}) for n in range(3)
    ]
    assert heard[-1] == Heard("4", "from-afar", {"number": 2})
    assert waited < 2  # on PostgreSQL by NOTIFY: the next look at the table is ten seconds away


@pytest.mark.skipif(connection.vendor != "postgresql", reason="there is no connection to lose")
def test_a_lost_connection_is_made_again_and_what_was_missed_is_read() -> None:
    with served() as port:
        listener = Listener(port, "a:1").start()
        time.sleep(0.5)
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE application_name = 'xieqiao live'"
            )
            assert cursor.fetchall() == [(True,)]
        in_another_process()
        before = time.monotonic()
        heard = listener.hear()
        assert heard is not None
        assert heard.data == {"number": 0}
        assert time.monotonic() - before < 5
