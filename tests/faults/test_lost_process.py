"""A process that is lost between any two statements leaves the state before, or the one after.

Every way through the gate, and every page that does more than one thing with it.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone

from tests.acts.kinds import NoteText
from tests.acts_pages.pages import Browser, payload, present, propose_change
from tests.acts_pages.pages import agreement as adopted
from tests.faults.losing import lose_everywhere
from tests.parties import acting, consent, found, parties, pass_act
from xieqiao.acts import gate, live, sweep
from xieqiao.acts.access import Acting
from xieqiao.acts.kinds import kind_named
from xieqiao.acts.models import Act, Draft
from xieqiao.bodies.roles import Role

pytestmark = [
    pytest.mark.django_db(databases=["default", "replay"]),
    pytest.mark.usefixtures("replay_database"),
    pytest.mark.database,
]


class Scene:
    """Two parties and their partnership."""

    def __init__(self, count: int = 2) -> None:
        self.there = parties(count)
        self.one, self.two = self.there[:2]
        self.space = found(self.there).id

    def note(self) -> Any:
        """Return the id of a note that all have made."""
        act = pass_act(self.there, "test.make", {"text": "甲"}, partnership=self.space)
        return act.subject_id

    def proposed(self, kind: str = "topic.confirm", **fields: Any) -> Act:
        """Return an open act of the first party."""
        given = payload(kind, **(fields or {"title": "演示议题"}))
        return gate.propose(self.one, kind, given, partnership=self.space)

    def word(self, who: Acting, act: Act) -> Callable[[], object]:
        """Return the consent of somebody, to do."""
        digest = present(act).digest
        return lambda: gate.consent(who, act.id, digest)


@pytest.fixture
def scene() -> Scene:
    return Scene()


def test_founding() -> None:
    there = parties(2)
    fields = {"title": "演示合作", "kind": "complementary", "setting": "演示"}
    both = [str(who.body_id) for who in there]
    given = kind_named("partnership.found").payload.model_validate({**fields, "parties": both})
    act_id = uuid4()
    propose = partial(gate.propose, there[0], "partnership.found", given, act_id=act_id)
    assert lose_everywhere(propose) > 10


def test_proposing(scene: Scene) -> None:
    given, act_id = payload("topic.confirm", title="演示议题"), uuid4()
    lose_everywhere(
        lambda: gate.propose(
            scene.one, "topic.confirm", given, partnership=scene.space, act_id=act_id
        )
    )


def test_reporting_which_is_in_force_at_once(scene: Scene) -> None:
    act_id = uuid4()
    lose_everywhere(
        lambda: gate.propose(
            scene.one, "test.say", NoteText(text="丙"), partnership=scene.space, act_id=act_id
        )
    )


def test_amending(scene: Scene) -> None:
    act = scene.proposed()
    lose_everywhere(
        lambda: gate.amend(scene.one, act.id, payload("topic.confirm", title="另一个议题"))
    )


def test_the_last_consent_which_brings_into_force(scene: Scene) -> None:
    lose_everywhere(scene.word(scene.two, scene.proposed()))


def test_a_consent_that_others_must_follow() -> None:
    three = Scene(3)
    lose_everywhere(three.word(three.two, three.proposed()))


def test_a_consent_that_overtakes_another_act() -> None:
    three = Scene(3)
    note = three.note()
    first = gate.propose(three.one, "test.change", NoteText(text="乙"), subject=note)
    consent(three.there[2], first)
    gate.decline(three.two, first.id, present(first).digest, "不同意")
    second = gate.propose(three.two, "test.change", NoteText(text="丙"), subject=note)
    consent(three.one, second)
    lose_everywhere(three.word(three.there[2], second))
    consent(three.there[2], second)
    assert Act.objects.get(id=first.id).state == "stale"


def test_declining(scene: Scene) -> None:
    act = scene.proposed()
    digest = present(act).digest
    lose_everywhere(lambda: gate.decline(scene.two, act.id, digest, "还要再想一想"))


def test_withdrawing(scene: Scene) -> None:
    act = scene.proposed()
    lose_everywhere(lambda: gate.withdraw(scene.one, act.id))


def test_the_sweep_that_lets_an_overdue_act_lapse(scene: Scene) -> None:
    given = payload("topic.confirm", title="演示议题")
    late = timezone.now() - timedelta(minutes=1)
    gate.propose(scene.one, "topic.confirm", given, partnership=scene.space, deadline=late)
    lose_everywhere(sweep.run)


def test_several_consents_in_one_go_are_one_act_after_the_other(scene: Scene) -> None:
    acts = [scene.proposed(title=title) for title in ("甲", "乙")]
    chosen = [(act.id, present(act).digest) for act in acts]
    lose_everywhere(
        lambda: gate.consent_to_all(scene.two, chosen),
        halfway=lambda: gate.consent_to_all(scene.two, chosen[:1]),
    )


def test_the_holder_of_a_standing_consent_deciding_alone(scene: Scene) -> None:
    fields = {"holder": str(scene.one.body_id), "sorts": ["schedule"]}
    pass_act(scene.there, "delegation.grant", fields, partnership=scene.space)
    plan = pass_act(scene.there, "test.plan", {"text": "甲"}, partnership=scene.space)
    act_id = uuid4()
    shift = NoteText(text="乙")
    lose_everywhere(
        lambda: gate.propose(scene.one, "test.shift", shift, subject=plan.subject_id, act_id=act_id)
    )


def test_taking_texts_out(scene: Scene) -> None:
    act = pass_act(scene.there, "topic.confirm", {"title": "甲"}, partnership=scene.space)
    erase = payload("content.erase", act_id=str(act.id), why="当事人要求")
    proposed = gate.propose(scene.one, "content.erase", erase, subject=act.subject_id)
    lose_everywhere(scene.word(scene.two, proposed))


def test_a_party_joining_which_moves_every_open_subject() -> None:
    there = parties(3)
    space = found(there[:2]).id
    pass_act(there[:2], "topic.confirm", {"title": "甲"}, partnership=space)
    given = payload("partnership.join", body=str(there[2].body_id))
    act = gate.propose(there[0], "partnership.join", given, subject=space)
    consent(there[1], act)
    digest = present(act).digest
    lose_everywhere(lambda: gate.consent(there[2], act.id, digest))


def test_a_remark(scene: Scene) -> None:
    act, remark = scene.proposed(), uuid4()
    lose_everywhere(lambda: live.comment(scene.two, act, "说明季节", comment_id=remark))


# The pages that do more than one thing


def test_preparing_a_draft(scene: Scene) -> None:
    clerk = Browser(acting(scene.one.body, Role.CLERK, 9))
    fields = {"title": "演示议题", "_act": str(uuid4()), "_do": "prepare"}
    lose_everywhere(lambda: _sent(clerk, scene, fields))


def test_releasing_a_draft(scene: Scene) -> None:
    clerk, ours = Browser(acting(scene.one.body, Role.CLERK, 9)), Browser(scene.one)
    _sent(clerk, scene, {"title": "演示议题", "_act": str(uuid4()), "_do": "prepare"})
    draft = Draft.objects.get()

    def release() -> None:
        answer = ours.send("draft", {"title": "演示议题"}, draft=draft.id)
        assert answer.status_code in {302, 404}, "released already: it is no draft any more"

    lose_everywhere(release)


def test_withdrawing_and_keeping_the_text(scene: Scene) -> None:
    act, ours = scene.proposed(), Browser(scene.one)

    def withdraw() -> None:
        assert ours.send("withdraw", {"keep": "1"}, act=act.id).status_code == 302

    lose_everywhere(withdraw)


def test_taking_a_wording_over(scene: Scene) -> None:
    made = adopted(scene.there, scene.space)
    act = propose_change(scene.one, made.id, title="新的协议")
    remark = live.comment(scene.two, act, "", field="title", wording="新的战略合作协议")
    ours = Browser(scene.one)

    def take_over() -> None:
        answer = ours.send("take-over", act=act.id, comment=remark.id)
        assert answer.status_code == 302

    lose_everywhere(take_over)
    take_over()
    assert present(act).payload().title == "新的战略合作协议"


def _sent(browser: Browser, scene: Scene, fields: dict[str, str]) -> None:
    answer = browser.send("new", fields, f"?partnership={scene.space}", kind="topic.confirm")
    assert answer.status_code == 302
