"""A paper to be taken out, whatever its format: a title, and blocks one after the other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Heading:
    """The heading of a part."""

    text: str


@dataclass(frozen=True)
class Paragraph:
    """Running text; `small` for sources and notes."""

    text: str
    small: bool = False


@dataclass(frozen=True)
class Rows:
    """A table: the names of its columns, how wide each is as a share, and its rows."""

    head: Sequence[str]
    rows: Sequence[Sequence[str]]
    shares: Sequence[int]


@dataclass(frozen=True)
class Paper:
    """A paper: `subtitle` says whose and of when, `foot` where it comes from."""

    title: str
    subtitle: str
    blocks: list[Heading | Paragraph | Rows] = field(default_factory=list)
    foot: str = ""
    language: str = "zh-CN"
