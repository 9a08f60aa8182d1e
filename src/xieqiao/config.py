"""Everything that can be set from outside: one environment variable each, typed, with its use.

The reference page `docs/reference/settings.md` has a line for each; a test fails for a missing
one. A wrong value stops the start with one clear line.
"""

from __future__ import annotations

import difflib
import os
import secrets
import sys
from pathlib import Path
from typing import Any, Literal, NoReturn
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from pydantic import Field, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

PREFIX = "XIEQIAO_"
CHECKOUT = Path(__file__).resolve().parent.parent.parent
IN_CHECKOUT = (CHECKOUT / "pyproject.toml").is_file()
# Values of these may hold passwords; no message repeats them.
CONFIDENTIAL = frozenset({"secret_key", "database_url", "mail_url"})
_SECRET_LENGTH = 50
_MADE_HERE = "development-"


def _setting(default: Any, use: str, expected: str, **limits: Any) -> Any:
    return Field(default, description=use, json_schema_extra={"expected": expected}, **limits)


def _default_folder() -> Path:
    return CHECKOUT / "data" if IN_CHECKOUT else Path.home() / ".local" / "share" / "xieqiao"


class Config(BaseSettings):
    """The settings; the variable of `data` is XIEQIAO_DATA, and so on."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, extra="ignore", env_ignore_empty=True)

    mode: Literal["development", "production"] = _setting(
        "development",
        "Production refuses demo accounts, a development secret and debug pages.",
        "development or production",
    )
    data: Path = Field(
        default_factory=_default_folder,
        description="The folder for the database, keys, files and logs.",
        json_schema_extra={"expected": "the path of a folder that this account may write to"},
    )
    database_url: str = _setting(
        "",
        "The PostgreSQL database; empty means SQLite in the data folder.",
        "postgresql://user:password@host:port/name",
    )
    secret_key: str = _setting(
        "",
        "Signs sessions and forms; in development one is made once and kept in the data folder.",
        f"{_SECRET_LENGTH} or more random characters",
    )
    debug: bool = _setting(
        False, "Shows Django's own error pages; for development only.", "true or false"
    )
    demo: bool = _setting(
        False, "Lets demo accounts sign in by one click; never in production.", "true or false"
    )
    host: str = _setting("127.0.0.1", "The address to listen on.", "an IP address or a host name")
    port: int = _setting(
        8000, "The port to listen on.", "a whole number from 1 to 65535", ge=1, le=65535
    )
    public_url: str = _setting(
        "",
        "The address people type, used in mail and calendar links; https makes cookies secure.",
        "https://host or http://host:port, without a path",
    )
    allowed_hosts: str = _setting(
        "",
        "Further names under which the server answers.",
        "host names separated by commas, such as xieqiao.example.cn,10.0.0.5",
    )
    mail_url: str = _setting(
        "",
        "The mail server; empty means that no mail is sent, notices stay on the desk.",
        "smtp://user:password@host:port, or smtps:// for a connection encrypted from the start",
    )
    mail_from: str = _setting(
        "xieqiao@localhost", "The sender of mail.", "an address such as xieqiao@example.cn"
    )
    language: Literal["zh-hans", "en"] = _setting(
        "zh-hans", "The language of somebody who has not chosen one.", "zh-hans or en"
    )
    time_zone: str = _setting(
        "Asia/Shanghai",
        "The time zone of bodies that name none.",
        "an IANA name such as Asia/Shanghai",
    )
    max_upload_mb: int = _setting(
        20, "The largest file, in megabytes.", "a whole number from 1 to 1000", ge=1, le=1000
    )
    session_hours: int = _setting(
        12, "How long a sign-in lasts without use, in hours.", "a whole number from 1 to 720",
        ge=1, le=720,
    )  # fmt: skip

    @field_validator("data")
    @classmethod
    def _absolute(cls, value: Path) -> Path:
        return value.expanduser().resolve()

    @field_validator("database_url")
    @classmethod
    def _postgresql(cls, value: str) -> str:
        parts = urlsplit(value)
        named = parts.scheme in ("postgresql", "postgres") and parts.path.strip("/")
        if value and (not named or parts.port == 0):
            raise ValueError(value)
        return value

    @field_validator("public_url")
    @classmethod
    def _web_address(cls, value: str) -> str:
        parts = urlsplit(value)
        if value and (
            parts.scheme not in ("http", "https") or not parts.hostname or parts.path.strip("/")
        ):
            raise ValueError(value)
        return value.rstrip("/")

    @field_validator("mail_url")
    @classmethod
    def _mail_server(cls, value: str) -> str:
        parts = urlsplit(value)
        if value and (parts.scheme not in ("smtp", "smtps") or not parts.hostname):
            raise ValueError(value)
        return value

    @field_validator("mail_from")
    @classmethod
    def _mail_address(cls, value: str) -> str:
        if value.count("@") != 1 or any(c.isspace() for c in value):
            raise ValueError(value)
        return value

    @field_validator("time_zone")
    @classmethod
    def _iana(cls, value: str) -> str:
        try:
            ZoneInfo(value)
        except (KeyError, OSError, ValueError) as error:
            raise ValueError(value) from error
        return value

    @model_validator(mode="after")
    def _fit_for_production(self) -> Config:
        if self.mode != "production":
            return self
        if len(self.secret_key) < _SECRET_LENGTH or self.secret_key.startswith(_MADE_HERE):
            raise ValueError(
                f"XIEQIAO_SECRET_KEY: production expects {_SECRET_LENGTH} or more random "
                "characters of its own, such as from: openssl rand -base64 48"
            )
        if self.demo:
            raise ValueError("XIEQIAO_DEMO: production takes no demo accounts; leave it out")
        if self.debug:
            raise ValueError("XIEQIAO_DEBUG: production shows no debug pages; leave it out")
        return self

    @property
    def production(self) -> bool:
        """Whether this is in earnest."""
        return self.mode == "production"

    @property
    def https(self) -> bool:
        """Whether people reach the server by https."""
        return self.public_url.startswith("https://")

    @property
    def hosts(self) -> list[str]:
        """The names under which the server answers."""
        named = [h.strip() for h in self.allowed_hosts.split(",") if h.strip()]
        public = urlsplit(self.public_url).hostname
        here = ["localhost", "127.0.0.1", "[::1]"]
        own = [] if self.host in ("0.0.0.0", "::") else [self.host]  # noqa: S104
        return list(dict.fromkeys([*here, *own, *named, *([public] if public else [])]))

    def secret(self) -> str:
        """Return the secret; in development one is made once and kept in the data folder."""
        if self.secret_key:
            return self.secret_key
        path = self.data / "development-secret"
        try:
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            return path.read_text()
        with os.fdopen(handle, "w") as file:
            made = _MADE_HERE + secrets.token_urlsafe(_SECRET_LENGTH)
            file.write(made)
        return made


def variable(field: str) -> str:
    """Return the environment variable of a setting."""
    return PREFIX + field.upper()


def read_config() -> Config:
    """Return the settings. Ends the program with one line and status 2 when one is wrong."""
    _refuse_unknown()
    try:
        config = Config()
    except ValidationError as error:
        _stop(error.errors(include_url=False)[0])
    _make_folder(config.data)
    return config


def _make_folder(path: Path) -> None:
    try:
        path.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        stop(f"{variable('data')}: the folder {path} cannot be made ({error.strerror})")
    if not os.access(path, os.R_OK | os.W_OK | os.X_OK):
        stop(f"{variable('data')}: this account may not write to the folder {path}")


def _refuse_unknown() -> None:
    known = {variable(field) for field in Config.model_fields}
    for name in sorted(os.environ):
        if name.startswith(PREFIX) and name not in known:
            near = difflib.get_close_matches(name, known, n=1)
            hint = f"did you mean {near[0]}?" if near else "see docs/reference/settings.md"
            stop(f"{name}: there is no such setting; {hint}")


def _stop(first: Any) -> NoReturn:
    if not first["loc"]:
        stop(str(first["msg"]).removeprefix("Value error, "))
    field = str(first["loc"][0])
    extra = Config.model_fields[field].json_schema_extra
    assert isinstance(extra, dict)
    found = "" if field in CONFIDENTIAL else f"; it is {first['input']!r}"
    stop(f"{variable(field)}: expected {extra['expected']}{found}")


def stop(line: str) -> NoReturn:
    """End the program with one line and status 2."""
    print(f"xieqiao: {line}", file=sys.stderr)
    raise SystemExit(2)
