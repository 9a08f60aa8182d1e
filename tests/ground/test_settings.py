"""What can be set from outside, and what happens when it is set wrongly."""

from __future__ import annotations

import re
import stat
from pathlib import Path

import pytest

from tests.ground.commands import SECRET, run
from xieqiao.config import CONFIDENTIAL, Config, read_config, variable

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "settings.md"

WRONG = {
    "mode": "staging",
    "database_url": "mysql://user:hidden@host/name",
    "debug": "perhaps",
    "demo": "perhaps",
    "port": "80 80",
    "public_url": "xieqiao.example.cn",
    "mail_url": "http://user:hidden@host",
    "mail_from": "nobody",
    "language": "fr",
    "time_zone": "Asia/Deqing",
    "max_upload_mb": "0",
    "session_hours": "a day",
}


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Set a data folder of this test's own, and nothing else."""
    monkeypatch.delenv("XIEQIAO_DATABASE_URL", raising=False)
    monkeypatch.setenv("XIEQIAO_DATA", str(tmp_path / "data"))
    return tmp_path / "data"


@pytest.mark.docs
@pytest.mark.parametrize("field", Config.model_fields)
def test_every_setting_has_its_line_in_the_reference(field: str) -> None:
    [line] = [x for x in PAGE.read_text().splitlines() if x.startswith(f"| `{variable(field)}`")]
    info = Config.model_fields[field]
    assert str(info.description).rstrip(".") in line
    if isinstance(info.default, int | str) and info.default != "":
        assert f"`{str(info.default).lower()}`" in line.lower()


@pytest.mark.docs
def test_the_reference_names_no_other_setting() -> None:
    named = set(re.findall(r"XIEQIAO_[A-Z_]+", PAGE.read_text()))
    assert named == {variable(field) for field in Config.model_fields}


@pytest.mark.parametrize("field", WRONG)
def test_a_wrong_setting_stops_the_start_with_one_line_that_names_it(
    field: str, data: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv(variable(field), WRONG[field])
    with pytest.raises(SystemExit) as ended:
        read_config()
    [line] = capsys.readouterr().err.splitlines()
    assert ended.value.code == 2
    assert line.startswith(f"xieqiao: {variable(field)}: expected ")
    assert (WRONG[field] in line) is (field not in CONFIDENTIAL)
    assert "hidden" not in line


def test_the_program_says_so_without_a_traceback(tmp_path: Path) -> None:
    done = run(tmp_path, "serve", port="eighty")
    expected = "xieqiao: XIEQIAO_PORT: expected a whole number from 1 to 65535; it is 'eighty'\n"
    assert (done.returncode, done.stdout, done.stderr) == (2, "", expected)


def test_a_misspelt_setting_is_not_passed_over(
    data: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("XIEQIAO_DATABSE_URL", "postgresql://host/name")
    with pytest.raises(SystemExit):
        read_config()
    assert "did you mean XIEQIAO_DATABASE_URL?" in capsys.readouterr().err


def test_a_data_folder_that_cannot_be_made_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("XIEQIAO_DATA", str(tmp_path / "file" / "data"))
    with pytest.raises(SystemExit):
        read_config()
    assert capsys.readouterr().err.startswith("xieqiao: XIEQIAO_DATA: the folder ")


@pytest.mark.parametrize(
    ("given", "named"),
    [
        ({}, "XIEQIAO_SECRET_KEY"),
        ({"secret_key": "short"}, "XIEQIAO_SECRET_KEY"),
        ({"secret_key": "development-" + "x" * 60}, "XIEQIAO_SECRET_KEY"),
        ({"secret_key": SECRET, "demo": "true"}, "XIEQIAO_DEMO"),
        ({"secret_key": SECRET, "debug": "true"}, "XIEQIAO_DEBUG"),
    ],
)
def test_production_refuses_what_is_only_for_trying(
    given: dict[str, str],
    named: str,
    data: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    for field, value in {"mode": "production", **given}.items():
        monkeypatch.setenv(variable(field), value)
    with pytest.raises(SystemExit) as ended:
        read_config()
    [line] = capsys.readouterr().err.splitlines()
    assert ended.value.code == 2
    assert line.startswith(f"xieqiao: {named}: production ")
    assert given.get("secret_key", "xxx") not in line


def test_production_starts_with_a_secret_of_its_own(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XIEQIAO_MODE", "production")
    monkeypatch.setenv("XIEQIAO_SECRET_KEY", SECRET)
    config = read_config()
    assert config.production
    assert config.secret() == SECRET


def test_a_development_secret_is_made_once_for_this_account_only(data: Path) -> None:
    made = read_config().secret()
    assert len(made) > 50
    assert read_config().secret() == made
    assert stat.S_IMODE((data / "development-secret").stat().st_mode) == 0o600
    assert stat.S_IMODE(data.stat().st_mode) == 0o700


def test_the_public_address_opens_its_host_and_makes_cookies_secure(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert not read_config().https
    monkeypatch.setenv("XIEQIAO_PUBLIC_URL", "https://xieqiao.example.cn/")
    monkeypatch.setenv("XIEQIAO_ALLOWED_HOSTS", "10.0.0.5, intranet")
    config = read_config()
    assert config.https
    assert {"xieqiao.example.cn", "10.0.0.5", "intranet", "localhost"} <= set(config.hosts)
    assert config.public_url == "https://xieqiao.example.cn"
