"""What offices of the league do in the demonstration's rounds of matching."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from xieqiao.acts import gate
from xieqiao.acts.access import Acting
from xieqiao.bodies.models import Person
from xieqiao.bodies.roles import Role
from xieqiao.demo.names import id_of
from xieqiao.demo.references import made
from xieqiao.demo.script import read
from xieqiao.demo.stage import Stage
from xieqiao.exchange.models import OfferedNeed, Strength, StrengthConsent
from xieqiao.rounds import live, own, queries
from xieqiao.rounds.acts import adopting
from xieqiao.rounds.models import Round
from xieqiao.rounds.words import Said

LEAGUE = ("dongling", "nanting", "xicen", "beiqi")


def after(chapter: str, new: list[str], stage: Stage) -> None:
    """Let the offices go on once the rounds are open; what was done before is not done again."""
    if chapter != "rounds" or "rounds/spring" not in new:
        return
    script = read("rounds-people")
    offices = {slug: stage.acting(slug, Role.SECRETARY_GENERAL) for slug in LEAGUE}
    for row in script["person"]:
        _person(offices[row["body"]], row)
    _spring(offices, stage, script["spring"])
    _autumn(offices, script["autumn"])


def _person(office: Acting, row: dict[str, Any]) -> None:
    """Enter an invented member with a strength that may be used."""
    person, _new = Person.objects.get_or_create(
        id=id_of(f"person:{row['body']}/{row['name']}"),
        defaults={"body": office.body, "name": row["name"], "demonstration": True},
    )
    strength = Strength.objects.create(
        id=id_of(f"own:strength/{row['body']}/{row['name']}"),
        body=office.body,
        origin="member",
        person=person,
        demonstration=True,
        **{name: row[name] for name in ("title", "text", "languages")},
    )
    today = timezone.localdate()
    StrengthConsent.objects.create(
        body=office.body, strength=strength, how="spoken", given_on=today
    )


def _put_needs(offices: dict[str, Acting], round_: Round, labels: Any, how: Any) -> None:
    by_body = {office.body_id: office for office in offices.values()}
    for label in labels:
        need = OfferedNeed.objects.get(id=made(label))
        office = by_body[need.owner_id]
        live.put_need(office, round_, need.id, languages=how.get(label, ""))


def _spring(offices: dict[str, Acting], stage: Stage, said: dict[str, Any]) -> None:
    round_ = Round.objects.get(id=made("rounds/spring"))
    _put_needs(offices, round_, said["needs"], said["languages"])
    for office in offices.values():
        own.put_in_all_usable(office, round_)
        live.say_ready(office, round_)
    _adopt(offices, stage, round_)
    for office in offices.values():
        _tell(office, Round.objects.get(id=round_.id), said)
    _adopt(offices, stage, Round.objects.get(id=round_.id))


def _adopt(offices: dict[str, Acting], stage: Stage, round_: Round) -> None:
    """Let a round be matched, and all parties adopt the result."""
    first = offices[LEAGUE[0]]
    run = live.start_run(first, round_)
    payload = adopting.payload_of(run).model_copy(update={"demonstration": True})
    id_ = id_of(f"act:rounds/spring-{run.number}")
    act = gate.propose(first, "round.adopt", payload, subject=round_.id, act_id=id_)
    for slug in LEAGUE[1:]:
        digest = str(act.versions.get(number=act.version).digest)
        act = gate.consent(stage.acting(slug, Role.CHAIR), act.id, digest)


def _tell(office: Acting, round_: Round, said: dict[str, Any]) -> None:
    today = timezone.localdate()
    for one in queries.adopted_ours(office, round_):
        told = own.tell(office, round_, one.entrant.id, one.need.id, today)
        if str(one.entrant) == said["refuses"]:
            own.answer(office, told, Said.REFUSED, today, said["because"])
        else:
            own.answer(office, told, Said.ACCEPTED, today)


def _autumn(offices: dict[str, Acting], said: dict[str, Any]) -> None:
    round_ = Round.objects.get(id=made("rounds/autumn"))
    _put_needs(offices, round_, said["needs"], {})
    for slug in said["people"]:
        own.put_in_all_usable(offices[slug], round_)
    for slug in said["ready"]:
        live.say_ready(offices[slug], round_)
