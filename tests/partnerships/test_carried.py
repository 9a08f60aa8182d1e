"""What an act carries along: topics that end with an agreement, and everybody's tables."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.parties import found, parties, pass_act
from tests.partnerships.steps import adopt, deciders, ids, join, leave, payload
from tests.partnerships.trial import trial_kinds
from xieqiao.acts import gate
from xieqiao.acts.errors import BadPayload
from xieqiao.acts.kinds import all_kinds
from xieqiao.acts.matter import Matter
from xieqiao.acts.models import Subject
from xieqiao.partnerships.acts.carried import table_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def topics() -> Iterator[None]:
    """Let there be subjects of the sort `topic`."""
    with trial_kinds("topic"):
        yield


@pytest.mark.usefixtures("topics")
def test_an_agreement_that_ends_closes_the_chosen_topics() -> None:
    there = parties(4)
    partnership = found(there)
    agreement = adopt(there, partnership, routine=["mechanism.change"])
    chosen, kept = (
        pass_act(there, "trial.plan", {}, partnership=partnership.id).subject_id for _ in range(2)
    )
    words = {"reason": "期满", "closes": [str(chosen)]}
    pass_act(there, "agreement.end", words, subject=agreement.id)
    rows = {s.id: s for s in Subject.objects.filter(id__in=(chosen, kept))}
    assert rows[chosen].closed
    assert not rows[kept].closed
    assert rows[kept].deciders.routine == ()


@pytest.mark.usefixtures("topics")
def test_topics_of_another_partnership_cannot_be_closed() -> None:
    there = parties(2)
    one, other = found(there), found(there)
    agreement = adopt(there, one)
    theirs = pass_act(there, "trial.plan", {}, partnership=other.id).subject_id
    words = payload("agreement.end", reason="期满", closes=[str(theirs)])
    with pytest.raises(BadPayload):
        gate.propose(there[0], "agreement.end", words, subject=agreement.id)


@pytest.mark.usefixtures("topics")
def test_parties_change_everywhere_at_once() -> None:
    *there, newcomer = parties(4)
    partnership = found(there)
    topic = pass_act(there, "trial.plan", {}, partnership=partnership.id).subject_id
    join(there, newcomer, partnership)
    assert deciders(topic) == ids(*there, newcomer)
    leave([*there, newcomer], there[0], partnership)
    assert deciders(topic) == ids(*there[1:], newcomer)
    assert Subject.objects.get(id=topic).revision == 2


def test_every_shared_subject_has_a_table_named_after_it() -> None:
    ours = [kind for kind in all_kinds() if type(kind).__module__.startswith("xieqiao.")]
    shared = {k.subject for k in ours if k.matter is Matter.SHARED and k.creates}
    assert {name for name in shared if table_of(name) is None} == set()
