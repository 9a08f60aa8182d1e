"""`xieqiao demo load`: the source's cases, a league, and open work, all by acts."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic

from django.conf import settings
from django.db import transaction

from xieqiao.cli import parser
from xieqiao.config import stop
from xieqiao.demo import cast, own, rounds, voices
from xieqiao.demo.script import chapter
from xieqiao.demo.stage import Stage

# In the order in which they are played: one may build on what another has made.
CHAPTERS = (
    "league",
    "league-river",
    "deqing-huangpu",
    "old-brands",
    "digital-government",
    "planned-topics",
    "deqing-muli",
    "muli-airport",
    "muli-medical",
    "members",
    "open-work",
    "exchange",
    "old-brands-views",
    "care",
    "care-room",
    "care-talk",
    "care-minutes",
    "rounds",
)


def main(args: list[str]) -> int:
    """Load the demonstration. What is there already stays as it is."""
    parser("demo load").parse_args(args)
    if settings.PRODUCTION:
        stop("XIEQIAO_MODE: production takes no demonstration; use another data folder")
    began = monotonic()
    load(say=_say)
    _say(f"演示内容已就绪 / The demonstration is ready ({monotonic() - began:.0f} s)")
    return 0


def load(say: Callable[[str], None] | None = None) -> None:
    """Enter the people, then play every chapter; each is there as a whole or not at all."""
    with transaction.atomic():
        cast.enter()
        own.enter()
    stage = Stage()
    for name in CHAPTERS:
        found = chapter(name)
        with transaction.atomic():
            new = stage.play(found)
            own.pass_on(new)
            own.open_records(new)
            voices.after(name, stage)
            rounds.after(name, new, stage)
        if new and say is not None:
            say(f"{found.title} / {found.title_en}: {len(new)}")


def _say(line: str) -> None:
    print(line, flush=True)
