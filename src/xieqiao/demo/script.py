"""The demonstration's script: files of the folder `chapters`, read and checked.

A chapter is a list of acts in their order, each with the payload of its kind. What a payload cannot
know when it is written stands as a reference in a text of its own:

    body:deqing · person:张林华 · unit:deqing/德清县经济合作交流中心
    own:need/digital-government
    made:old-brands/topic      the subject that an earlier act made
    part:league/part-dongling  the newest wording of a part of the research
    day:-40 · day:+6           a day counted from the day of loading
    month:-3                   a month counted from the present one
    hour:+6 14:00              a moment on such a day
    clock:-1                   the full hour so many hours from the present one
    soon:3                     a moment so many seconds from now
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

SOURCE = "联谊报 2021-05-27"


class Line(BaseModel):
    """A part of the script; unknown words are mistakes."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Refusal(Line):
    """A party's word against a version."""

    by: str
    reason: str


class Remark(Line):
    """A comment on an act that waits, perhaps with another wording for a field."""

    by: str
    text: str
    field: str = ""
    wording: str = ""


class Step(Line):
    """One act: who proposes it, and what the others say to it.

    `reported` is the source's date for what really happened ("" when the source gives none);
    without it the act is invented. `consents` names the bodies that consent, None all that decide.
    A `draft` stays in the office of who prepared it. `composed` minutes start from the meeting.
    """

    label: str
    kind: str
    by: str
    payload: dict[str, Any] = Field(default_factory=dict)
    within: str = ""
    on: str = ""
    reported: str | None = None
    consents: list[str] | None = None
    declines: list[Refusal] = Field(default_factory=list)
    amended: dict[str, Any] | None = None
    remarks: list[Remark] = Field(default_factory=list)
    draft: bool = False
    composed: bool = False
    deadline: str = ""


class Chapter(Line):
    """A file of the script; `within` is the act that founded the partnership it plays in."""

    title: str
    title_en: str
    within: str = ""
    act: list[Step]


def read(name: str) -> dict[str, Any]:
    """Return a file of the script as it stands."""
    text = files("xieqiao.demo").joinpath("chapters", f"{name}.toml").read_text("utf-8")
    return tomllib.loads(text)


@cache
def chapter(name: str) -> Chapter:
    """Return a chapter. Raises pydantic's ValidationError for a mistake in its file."""
    return Chapter.model_validate(read(name))
