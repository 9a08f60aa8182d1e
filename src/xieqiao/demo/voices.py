"""Enters what is said and voted in the demonstration's consultations; the same at every loading."""

from __future__ import annotations

import random
import time
from typing import Any

from django.utils import timezone
from pydantic import Field

from xieqiao.acts.access import Acting
from xieqiao.bodies.models import Body
from xieqiao.bodies.roles import Role
from xieqiao.consultations import live
from xieqiao.consultations.live.rehearsing import Invented, rehearse
from xieqiao.consultations.models import Consultation, GuestLink, Statement
from xieqiao.consultations.words import ConsultationMode, TakesPartAs
from xieqiao.demo import meeting
from xieqiao.demo.references import made
from xieqiao.demo.script import SOURCE, Line, read
from xieqiao.demo.stage import Stage

# What is said and closed once a chapter has been played, in this order.
_AFTER: dict[str, tuple[tuple[str, str], ...]] = {
    "old-brands-views": (("speak", "old-brands/survey"),),
    "care": (("speak", "care/survey"),),
    "care-room": (
        ("close", "care/survey"),
        ("speak", "care/room"),
        ("tend", "care/room"),
        ("chair", "care/meeting"),
    ),
    "care-talk": (("speak", "care/seated"), ("close", "care/seated")),
}
_QUALITIES = (TakesPartAs.MEMBER,) * 7 + (TakesPartAs.EXPERT, *(TakesPartAs.DEPARTMENT,) * 2)


class Saying(Line):
    """A statement, and how likely people of each region agree with it."""

    text: str
    agree: tuple[float, float] = (0.5, 0.5)
    leaning: float = 0.0
    passing: float = Field(default=0.06, alias="pass")
    seen: int = 80


class Sheet(Line):
    """What is said in one consultation, and how many of each region vote.

    real: the statements are the source's. as_in: people vote as in that other consultation.
    """

    consultation: str
    offices: tuple[str, str]
    people: tuple[int, int] = (0, 0)
    real: bool = False
    as_in: str = ""
    seen: int = 0
    statement: list[Saying] = Field(default_factory=list)


def after(chapter: str, stage: Stage) -> None:
    """Do what follows a chapter in its consultations, unless it is done already."""
    for what, label in _AFTER.get(chapter, ()):
        match what:
            case "speak":
                speak(stage, label)
            case "tend":
                tend(stage, label)
            case "close":
                close(stage, label)
            case "chair":
                meeting.hold(stage, label)


def _sheets() -> dict[str, Sheet]:
    rows = map(Sheet.model_validate, read("voices")["sheet"])
    return {sheet.consultation: sheet for sheet in rows}


def speak(stage: Stage, label: str) -> None:
    """Enter statements and votes of a consultation that has none yet."""
    sheets = _sheets()
    sheet = sheets[label]
    consultation = Consultation.objects.get(id=made(label))
    if Statement.objects.filter(consultation=consultation).exists():
        return
    if sheet.as_in:
        live.carry_statements(consultation)
    offices = [stage.acting(slug, Role.CLERK) for slug in sheet.offices]
    for number, saying in enumerate(sheet.statement):
        live.seed_statement(
            offices[number % 2],
            consultation,
            saying.text,
            source_note=SOURCE if sheet.real else "",
            demonstration=not sheet.real,
        )
    sayings = sheet.statement or sheets[sheet.as_in].statement
    if any(sheet.people):
        rehearse(consultation, _people(sheet, sayings))


def _people(sheet: Sheet, sayings: list[Saying]) -> list[Invented]:
    draw = random.Random(sheet.consultation)  # noqa: S311 - the same at every loading, no secret
    bodies = [Body.objects.get(slug=slug).id for slug in sheet.offices]
    regions = [region for region in (0, 1) for _ in range(sheet.people[region])]
    draw.shuffle(regions)
    return [
        Invented(bodies[region], draw.choice(_QUALITIES), _votes(draw, region, sheet, sayings))
        for region in regions
    ]


def _votes(draw: Any, region: int, sheet: Sheet, sayings: list[Saying]) -> dict[int, int]:
    side, found = draw.choice((-1, 1)), {}
    for number, saying in enumerate(sayings, 1):
        seen, passes, agrees = draw.random(), draw.random(), draw.random()
        if seen * 100 < min(saying.seen, sheet.seen or 100):
            chance = saying.agree[region] + side * saying.leaning
            found[number] = 0 if passes < saying.passing else 1 if agrees < chance else -1
    return found


def tend(stage: Stage, label: str) -> None:
    """Do what offices do besides: invite guests, translate, propose to merge, hide together."""
    row = Consultation.objects.get(id=made(label))
    if GuestLink.objects.filter(consultation=row).exists():
        return
    one, other = (stage.acting(slug, Role.CLERK) for slug in _sheets()[label].offices)
    for office in (one, other):
        live.make_guest_link(office, row, "演示：到会旁听的居民", most=60)
    first = Statement.objects.filter(consultation=row).order_by("number")[0]
    live.translate(
        other, first, "en", "Community canteens should be open to all, cheaper for the old."
    )
    again = live.seed_statement(one, row, "社区食堂应向全体居民开放，对老人优惠。")
    aside = live.seed_statement(other, row, "会场的空调请调高一些。")
    live.propose_moderation(one, again, "merge", "演示：与第一条意见意思相同。", first)
    step = live.propose_moderation(one, aside, "hide", "演示：与征询的问题无关，已转会务组。")
    live.agree_moderation(other, step)
    for slug in _sheets()[label].offices:
        _member_takes_part(stage.acting(slug, Role.MEMBER), row, first)


def _member_takes_part(acting: Acting, row: Consultation, first: Statement) -> None:
    """Let an invented member with an account join, vote once and put a statement."""
    me = live.join(acting, row)
    live.cast_vote(me, first.id, 1)
    live.put_statement(me, f"演示：{acting.body.short_name}的社区食堂愿意先试。")


def close(stage: Stage, label: str) -> None:
    """Close a consultation: by its time, for which it waits, or by the word of two offices."""
    row = Consultation.objects.select_related("closing").get(id=made(label))
    if row.ended is not None:
        return
    if row.mode == ConsultationMode.SURVEY:
        assert row.closes_at is not None
        time.sleep(max(0.0, (row.closes_at - timezone.now()).total_seconds()) + 0.01)
        live.close(row)
        return
    for slug in _sheets()[label].offices:
        live.propose_closing(stage.acting(slug, Role.CLERK), row)
