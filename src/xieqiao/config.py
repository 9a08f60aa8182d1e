"""Everything that can be set from outside: one environment variable each, typed.

The reference page `docs/reference/settings.md` has a line for each; a test fails for a missing
one. A wrong value stops the start with one clear line.
"""

from __future__ import annotations

import secrets
import sys
from pathlib import Path
from typing import Any, Literal, NoReturn

from pydantic import Field, ValidationError, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

CHECKOUT = Path(__file__).resolve().parent.parent.parent


class Config(BaseSettings):
    """The settings; the variable of `data` is XIEQIAO_DATA, and so on."""

    model_config = SettingsConfigDict(env_prefix="XIEQIAO_", extra="ignore")

    mode: Literal["development", "production"] = Field(
        "development", description="`production` refuses demo accounts and a development secret."
    )
    data: Path = Field(
        CHECKOUT / "data", description="The folder for the database, keys, files and backups."
    )
    database_url: str = Field(
        "", description="postgresql://user:password@host:port/name; empty: SQLite in the folder."
    )
    secret_key: str = Field(
        "", description="At least 50 characters; in development one is made in the data folder."
    )
    allowed_hosts: str = Field(
        "localhost,127.0.0.1,[::1]", description="Names under which the server answers, by commas."
    )
    https: bool = Field(False, description="Whether people reach the server by https.")
    mail_url: str = Field(
        "", description="smtp://user:password@host:port; empty: no mail is sent, notices remain."
    )
    mail_from: str = Field("xieqiao@localhost", description="The sender of mail.")
    language: Literal["zh-hans", "en"] = Field(
        "zh-hans", description="The language of somebody who has not chosen one."
    )
    time_zone: str = Field("Asia/Shanghai", description="The zone of bodies that name none (IANA).")
    max_upload_mb: int = Field(20, ge=1, le=1000, description="The largest file, in megabytes.")
    session_hours: int = Field(
        12, ge=1, le=720, description="How long a sign-in lasts without use, in hours."
    )
    demo: bool = Field(False, description="Whether demo accounts may sign in by one click.")

    @model_validator(mode="after")
    def _sound(self) -> Config:
        if self.mode == "production":
            if len(self.secret_key) < 50 or self.secret_key.startswith("development"):
                raise ValueError("XIEQIAO_SECRET_KEY: production needs one of 50 characters or more")
            if self.demo:
                raise ValueError("XIEQIAO_DEMO: production takes no demo accounts; leave it out")
        if self.database_url and not self.database_url.startswith(("postgresql://", "postgres://")):
            raise ValueError("XIEQIAO_DATABASE_URL: expected postgresql://user:password@host/name")
        if self.mail_url and not self.mail_url.startswith(("smtp://", "smtps://")):
            raise ValueError("XIEQIAO_MAIL_URL: expected smtp://user:password@host:port")
        return self

    def secret(self) -> str:
        """Return the secret; in development one is made once and kept in the data folder."""
        if self.secret_key:
            return self.secret_key
        path = self.data / "development-secret"
        if not path.exists():
            path.write_text("development-" + secrets.token_urlsafe(50))
            path.chmod(0o600)
        return path.read_text()


def read_config() -> Config:
    """Return the settings. Ends the program with one line when one is wrong."""
    try:
        config = Config()
        config.data.mkdir(parents=True, exist_ok=True)
    except ValidationError as error:
        _stop(error.errors()[0])
    except OSError as error:
        _exit(f"XIEQIAO_DATA: the folder cannot be made: {error.strerror} ({error.filename})")
    return config


def _stop(first: Any) -> NoReturn:
    if not first["loc"]:
        _exit(str(first["msg"]).removeprefix("Value error, "))
    name = "XIEQIAO_" + str(first["loc"][0]).upper()
    _exit(f"{name}: {first['msg']} (it is {first['input']!r})")


def _exit(line: str) -> NoReturn:
    print(line, file=sys.stderr)
    raise SystemExit(2)
