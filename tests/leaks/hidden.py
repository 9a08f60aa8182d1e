"""What a body keeps for itself: people, strengths, needs, notes, and what its office does.

Ids of hidden rows follow from their names, so that an address can name a row that is there in one
world and not in the other.
"""

from __future__ import annotations

from datetime import timedelta
from random import Random
from typing import Any
from uuid import UUID, uuid5

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.matrix.planting import plant
from xieqiao.acts.models import Draft
from xieqiao.bodies.models import Body, Membership, Person, Section, Term, Unit
from xieqiao.duty.models import Initiative
from xieqiao.exchange.models import Need, Strength, StrengthConsent
from xieqiao.exchange.words import Origin

_WORLD = UUID("5d0b8a52-6d0e-5b1f-9a36-0f6b8f1c2e11")
MOST = 8
SKILLS = (
    "建设过城市大脑，打通了街道的政务数据",
    "办过一窗受理的办事大厅",
    "做楼宇招商和物业管理十五年",
    "远程会诊，乡镇卫生院与县医院结对",
    "Ran a smart city data platform for a district",
    "茶园管理与山货销售",
    "老品牌复兴、连锁经营",
    "通用航空机场的建设与营运",
)


def id_of(body: Body, sort: str, number: int) -> UUID:
    """Return the id of a hidden row."""
    return uuid5(_WORLD, f"{body.slug}/{sort}/{number}")


def fill(body: Body, seed: int) -> None:
    """Give a body own matter that is random, and much of it or none."""
    chance = Random(f"{body.slug}/{seed}")
    term = Term.objects.create(body=body, name=f"第{seed}届")
    for number in range(chance.randint(0, MOST)):
        Section.objects.create(
            id=id_of(body, "section", number), body=body, kind="sector", name=f"暗{number}界"
        )
        unit = Unit.objects.create(
            id=id_of(body, "unit", number), body=body, name=f"暗{number}公司"
        )
        person = Person.objects.create(
            id=id_of(body, "person", number),
            body=body,
            name=f"演示暗委员 {number:03}",
            work=chance.choice(SKILLS),
            outside=chance.choice(["", "expert"]),
            unit=unit,
        )
        Membership.objects.create(body=body, person=person, term=term)
        _strengths(body, person, number, chance)
    for number in range(chance.randint(0, MOST)):
        Need.objects.create(
            id=id_of(body, "need", number), body=body, title=f"暗需求：{chance.choice(SKILLS)}"
        )
    if seed % 2:
        plant(body)


def _strengths(body: Body, person: Person, number: int, chance: Random) -> None:
    row = Strength.objects.create(
        id=id_of(body, "strength", number),
        body=body,
        title=chance.choice(SKILLS),
        text="暗：" + "；".join(chance.sample(SKILLS, 3)),
        origin=chance.choice([Origin.MEMBER, Origin.BODY]),
        person=person,
        settled=chance.random() < 0.2,
        wanted_number=chance.randint(1, 9),
    )
    if chance.random() < 0.7:
        StrengthConsent.objects.create(
            body=body,
            strength=row,
            how="spoken",
            given_on=timezone.localdate() - timedelta(days=chance.randint(0, 99)),
            taken_back_at=timezone.now() if chance.random() < 0.3 else None,
        )
    Initiative.objects.create(
        id=id_of(body, "initiative", number), body=body, member=person, title="暗：自己做的事"
    )


def work(body: Body, account: Any, need: Any, seed: int) -> None:
    """Let the office look who could help, and prepare what it does not release."""
    chance = Random(f"work/{body.slug}/{seed}")
    client = Client()
    client.force_login(account)
    for name, kwargs in (("inbox", {}), ("our_people", {"offered_need": need.id})):
        path = reverse(f"exchange:{name}", kwargs={"body": body.slug, **kwargs})
        assert client.get(path).status_code == 200
    for number in range(chance.randint(0, 3)):
        named = {"shown_as": f"演示暗委员 {number:03}", "office": chance.choice(SKILLS)}
        Draft.objects.create(
            id=id_of(body, "draft", number),
            act_id=id_of(body, "act", number),
            body=body,
            kind="dispatch.confirm",
            space=need.partnership_id,
            payload={"title": "暗派员", "number": "1", "persons": [named]},
            title="暗派员",
            prepared_by=None,
        )
