"""Large rounds, written as their acts and offices would write them; for tests and benchmarks."""

from __future__ import annotations

from datetime import timedelta
from itertools import product
from random import Random
from typing import Any
from uuid import uuid4

from django.utils import timezone

from tests.parties import pass_act
from xieqiao.acts.access import Acting
from xieqiao.bodies.models import Person
from xieqiao.exchange.models import OfferedNeed, Strength, StrengthConsent
from xieqiao.rounds.models import Entrant, Round, RoundNeed

_WHERE = ("山区县", "沿海镇", "老城街道", "产业园区", "边远乡村", "新城社区")
_WHAT = (
    "茶叶种植与加工", "县域医院远程会诊", "政务数据共享平台", "农村电商直播", "垃圾分类与回收",
    "古镇保护与旅游", "职业学校实训", "养老服务站", "中小企业融资", "河道治理与水质监测",
    "新能源电站建设", "民宿经营与品牌",
)  # fmt: skip
_HOW = ("经验介绍", "技术指导", "人员培训", "方案论证", "项目对接")


def texts(count: int, seed: int) -> list[str]:
    """Return so many texts on a dozen subjects, the same for the same seed."""
    chance = Random(seed)
    every = [f"{where}的{what}，{how}" for where, what, how in product(_WHERE, _WHAT, _HOW)]
    return [f"{chance.choice(every)}；{chance.choice(_WHAT)}第{n % 40}期" for n in range(count)]


def make_round(there: list[Acting], partnership: Any, needs: int, people: int) -> Round:
    """Return a round with so many needs and people, spread over all bodies.

    The gates for acts and live matter must be open.
    """
    until = (timezone.now() + timedelta(days=7)).isoformat()
    words = {"title": "演示对接轮次", "gathers_until": until}
    act = pass_act(there, "round.open", words, partnership=partnership.id)
    round_: Round = Round.objects.get(id=act.subject_id)
    _needs(there, round_, needs)
    for place, who in enumerate(there):
        own = len(range(place, people, len(there)))
        _people(who, round_, own, place)
    return round_


def _needs(there: list[Acting], round_: Round, count: int) -> None:
    now = timezone.now()
    common = {"partnership_id": round_.partnership_id, "revision": 0, "in_force_at": now}
    rows = [
        OfferedNeed(
            id=uuid4(),
            owner=there[n % len(there)].body,
            offered_at=now,
            title=title,
            wanted_number=1 + n % 3,
            demonstration=True,
            **common,
        )
        for n, title in enumerate(texts(count, 1))
    ]
    OfferedNeed.objects.bulk_create(rows)
    RoundNeed.objects.bulk_create(RoundNeed(round=round_, need=row, put_in_at=now) for row in rows)


def _people(who: Acting, round_: Round, count: int, seed: int) -> None:
    body, today = {"body_id": who.body_id}, timezone.localdate()
    persons = [Person(name=f"演示委员 {seed}-{n:04}", **body) for n in range(count)]
    Person.objects.bulk_create(persons)
    strengths = [
        Strength(title=title, origin="member", person=one, demonstration=True, **body)
        for one, title in zip(persons, texts(count, 100 + seed), strict=True)
    ]
    Strength.objects.bulk_create(strengths)
    StrengthConsent.objects.bulk_create(
        StrengthConsent(strength=row, how="spoken", given_on=today, **body) for row in strengths
    )
    Entrant.objects.bulk_create(
        Entrant(round=round_, person=row.person, strength=row, demonstration=True, **body)
        for row in strengths
    )
