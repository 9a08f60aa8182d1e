"""The command and its errors."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management.base import CommandError
from django.db import OperationalError

from tests.ground.commands import SECRET, environment, run
from tests.migrated import spare_migrating
from xieqiao import cli, mishaps


def test_alone_it_lists_every_command_with_its_use(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main([]) == 0
    shown = capsys.readouterr().out
    for command in cli.COMMANDS:
        assert f"  {command.words} " in shown
        assert command.use in shown


def test_every_line_fits_a_terminal() -> None:
    assert max(len(line) for line in cli.overview().splitlines()) <= 79


def test_an_unknown_command_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["sreve"]) == 2
    assert capsys.readouterr().err == (
        "xieqiao: there is no command 'sreve'; `xieqiao` lists them\n"
    )


def test_half_a_command_shows_the_other_halves(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["register"]) == 2
    assert "register verify, register replay, register export" in capsys.readouterr().err


def test_the_list_needs_no_settings_and_is_there_at_once(tmp_path: Path) -> None:
    done = run(tmp_path / "none", "--help", port="wrong")
    assert done.returncode == 0
    assert "Usage: xieqiao COMMAND" in done.stdout
    assert not (tmp_path / "none").exists()


@pytest.mark.parametrize("words", ["serve", "worker", "prepare", "doctor", "demo reset"])
def test_each_command_explains_itself(words: str, tmp_path: Path) -> None:
    done = run(tmp_path, *words.split(), "--help")
    assert done.returncode == 0
    assert done.stdout.startswith(f"usage: xieqiao {words}")


def test_djangos_own_commands_are_behind_manage(tmp_path: Path) -> None:
    done = run(tmp_path, "manage", "diffsettings")
    assert done.returncode == 0
    assert "ROOT_URLCONF = 'xieqiao.urls'" in done.stdout


@pytest.mark.once
def test_everything_can_be_dumped(tmp_path: Path) -> None:
    spare_migrating(tmp_path)
    assert run(tmp_path, "manage", "migrate", "-v0").returncode == 0
    done = run(tmp_path, "dumpdata", "bodies.body")
    assert (done.returncode, done.stdout.strip()) == (0, "[\n]")


def test_a_database_that_does_not_answer_is_one_line(tmp_path: Path) -> None:
    done = run(tmp_path, "serve", database_url="postgresql://nobody@127.0.0.1:9/none")
    assert done.returncode == 1
    [line] = done.stderr.splitlines()
    assert line.startswith("xieqiao: the database does not answer: ")
    assert line.endswith("Try: xieqiao doctor")


def test_in_production_an_unexpected_error_is_told_without_its_traceback(tmp_path: Path) -> None:
    program = (
        "import os; os.environ['DJANGO_SETTINGS_MODULE'] = 'xieqiao.settings'\n"
        "from xieqiao import cli\n"
        "def work(): raise RuntimeError('the unforeseen')\n"
        "raise SystemExit(cli._guarded(work))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        env=environment(tmp_path, mode="production", secret_key=SECRET),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert "something went wrong: the unforeseen (RuntimeError)" in done.stderr
    assert "Traceback" in (tmp_path / "xieqiao.log").read_text()


@pytest.mark.parametrize(
    ("error", "status", "line"),
    [
        (CommandError("no such label", returncode=3), 3, "xieqiao: no such label"),
        (
            OperationalError("no route\nto host"),
            1,
            "xieqiao: the database does not answer: no route. Try: xieqiao doctor",
        ),
        (
            PermissionError(13, "Permission denied", "/keys"),
            1,
            "xieqiao: Permission denied: /keys",
        ),
    ],
)
def test_foreseen_errors_are_one_line(
    error: Exception, status: int, line: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert mishaps.tell(error) == status
    assert capsys.readouterr().err == f"{line}\n"
