"""Where each fact stands: who finds it, on which sort of page, beside what, in which words.

The table is in `where.txt`; its columns are those of `Place`. `*` stands for one step of a path.
A page must say what stands under `beside` (so that it is the page of the thing meant), and the
words; `=` is the fact itself, a month as people say it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path

# What a fact says in other words than its own.
_SAID: dict[tuple[str, str], tuple[str, ...]] = {
    ("party", "deqing"): ("德清县政协",),
    ("party", "huangpu"): ("上海市黄浦区政协",),
    ("party", "muli"): ("木里藏族自治县政协",),
    ("adopted", "两地党委"): ("德清县委", "黄浦区委", "采纳"),
    ("adopted", "两地政府"): ("德清县政府", "黄浦区政府", "采纳"),
    ("from", "deqing"): ("德清县政协 → 派往 上海市黄浦区政协",),
    ("members", "2"): ("人数 2",),
    ("strength", "医共体建设经验，全省县域医共体建设现场推进会在德清召开"): (
        "医共体建设经验",
        "全省县域医共体建设现场推进会在德清召开",
    ),
    ("effect", "由政协出面能直接找到企业核心人物，事半功倍"): (
        "由政协出面，能直接找到企业的核心人物，事半功倍",
    ),
}
_MONTH = re.compile(r"(\d{4})-(\d\d)")


@dataclass(frozen=True)
class Place:
    """A row of the table."""

    path: str
    who: str
    view: str
    beside: str
    says: str

    def fits(self, path: str) -> bool:
        """Say whether the row is about a leaf."""
        return fnmatchcase(path, self.path)

    def words(self, value: str) -> list[str]:
        """Return all that the page must say of this value."""
        beside = as_said(value) if self.beside == "=" else self.beside
        said = _SAID.get((self.says, value)) or (self.says.replace("=", as_said(value)),)
        return [*beside.split(), *(" ".join(word.split()) for word in said)]


def as_said(value: str) -> str:
    """Return a month or a year as people say it, and everything else as it is."""
    if match := _MONTH.fullmatch(value):
        return f"{match[1]}年{int(match[2])}月"
    return value


PLACES = [
    Place(*(cell.strip() for cell in line.split("|")))
    for line in Path(__file__).with_suffix(".txt").read_text("utf-8").splitlines()
    if line
]
