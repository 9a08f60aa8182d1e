"""Bringing the database up to date, and making it anew."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import LazySettings

from tests.ground.commands import run
from tests.migrated import spare_migrating
from xieqiao.database import make_anew, waiting_migrations


@pytest.mark.django_db
def test_nothing_waits_after_migrating() -> None:
    assert waiting_migrations() == []


def test_in_production_nothing_is_ever_reset(
    settings: LazySettings, capsys: pytest.CaptureFixture[str]
) -> None:
    settings.PRODUCTION = True
    with pytest.raises(SystemExit) as ended:
        make_anew()
    assert ended.value.code == 2
    assert "in production nothing is ever reset" in capsys.readouterr().err


def test_a_reset_asks_first(tmp_path: Path) -> None:
    (tmp_path / "keys").mkdir()
    (tmp_path / "keys" / "one.pem").write_text("key")
    done = run(tmp_path, "demo", "reset")
    assert (done.returncode, done.stdout) == (1, "Nothing was changed.\n")
    assert (tmp_path / "keys" / "one.pem").exists()


@pytest.mark.once
def test_made_anew_it_is_empty_and_up_to_date(tmp_path: Path) -> None:
    spare_migrating(tmp_path)
    created = run(tmp_path, "body", "create", "deqing", "--name", "演示县政协", "--short", "演示")
    assert created.returncode == 0, created.stderr
    assert list((tmp_path / "keys").iterdir())
    script = "from xieqiao.database import make_anew; make_anew()"
    assert run(tmp_path, "manage", "shell", "-v0", "-c", script).returncode == 0
    assert not (tmp_path / "keys").exists()
    dumped = run(tmp_path, "dumpdata", "bodies.body")
    assert (dumped.returncode, dumped.stdout.strip()) == (0, "[\n]")
