"""Rules 4 to 7 of the protocol: who decides, what acts rely on, deadlines, what entries cite."""

from __future__ import annotations

from tests.acts.chains import A, B, C, Chains, bound, rule_of
from xieqiao.acts.deciders import Deciders, Rule, Standing
from xieqiao.acts.entries import Digests, EntryType

# Rule 4


def test_rule_4_a_seal_without_all_consents_counts_for_nothing(three: Chains) -> None:
    first, _ = three.propose(A, "x")
    given, _ = three.consent(B, "x", first)
    assert rule_of(three.seal(A, "x", [first, given])[1]) == 4


def test_rule_4_a_seal_must_cite_the_consents(two: Chains) -> None:
    first, _ = two.propose(A, "x")
    two.consent(B, "x", first)
    assert rule_of(two.seal(A, "x", [first])[1]) == 4


def test_rule_4_a_seal_cites_consents_to_the_very_version(two: Chains) -> None:
    first, _ = two.propose(A, "x")
    old, _ = two.consent(B, "x", first)
    second, _ = two.amend(A, "x", 2)
    assert rule_of(two.seal(A, "x", [second, old], version=2)[1]) == 4
    assert rule_of(two.seal(A, "x", [first, old], version=1)[1]) == 4


def test_rule_4_more_than_half_suffices_where_the_revision_says_so(three: Chains) -> None:
    moved = three.routine(Deciders.of(A, B, C, routine=("test.revise",)))
    first, _ = three.propose(A, "x", [moved], cites=(three.seal_of_routine,))
    given, _ = three.consent(B, "x", first)
    assert rule_of(three.seal(A, "x", [first, given])[1]) is None


def test_rule_4_deciders_are_those_of_the_revision(two: Chains) -> None:
    alone = two.move(Deciders.of(A, rule=Rule.ONE))
    assert rule_of(two.propose(A, "x", [alone])[1]) == 4


def test_rule_4_a_stranger_has_no_say(two: Chains) -> None:
    first, _ = two.propose(A, "x")
    assert rule_of(two.consent(C, "x", first)[1]) == 4
    assert rule_of(two.propose(C, "y")[1]) == 4


def test_rule_4_shared_matter_is_not_made_by_one(two: Chains) -> None:
    digests = Digests("1" * 64, "2" * 64)
    moved = two.creation("t", A, digests, "topic", Deciders.of(A, rule=Rule.ONE))
    _, void = two.propose(
        A, "t", [moved], digests=digests, binding=(bound(two.partnership),), kind="topic.confirm"
    )
    assert rule_of(void) == 4


def test_rule_4_reported_matter_is_its_owners(two: Chains) -> None:
    digests = Digests("1" * 64, "2" * 64)
    moved = two.creation("t", A, digests, "progress", Deciders.of(A, rule=Rule.ONE))
    first, void = two.propose(A, "t", [moved], digests=digests, kind="report.progress")
    assert void is None
    assert two.seal(A, "t", [first])[1] is None


# Rule 5


def test_rule_5_who_relies_on_a_revision_does_not_move_it(three: Chains) -> None:
    relying, _ = three.open_topic("t")
    three.consent(C, "t", relying)
    moving, _ = three.propose(B, "x")
    assert rule_of(three.consent(C, "x", moving)[1]) == 5


def test_rule_5_nor_the_other_way_round(three: Chains) -> None:
    moving, _ = three.propose(B, "x")
    three.consent(C, "x", moving)
    relying, void = three.open_topic("t")
    assert void is None
    assert rule_of(three.consent(C, "t", relying)[1]) == 5


def test_rule_5_two_may_rely_on_one_revision(three: Chains) -> None:
    one, _ = three.open_topic("t")
    other, void = three.open_topic("u")
    assert void is None
    assert rule_of(three.consent(C, "t", one)[1]) is None
    assert rule_of(three.consent(C, "u", other)[1]) is None


def test_rule_5_what_relied_and_is_in_force_no_longer_stands_in_the_way(three: Chains) -> None:
    one, _ = three.open_topic("t")
    given = [one, three.consent(B, "t", one)[0], three.consent(C, "t", one)[0]]
    over, void = three.seal(A, "t", given)
    assert void is None
    moving, _ = three.propose(B, "x", cites=(three.seal_of_found, over))
    assert rule_of(three.consent(C, "x", moving)[1]) == 5
    assert rule_of(three.consent(C, "x", moving, over)[1]) is None


def test_rule_5_several_subjects_all_or_none(two: Chains) -> None:
    one, _ = two.topic("t")
    both = [two.move(), one]
    cites = (two.seal_of_found, two.seal_of_topic)
    first, void = two.propose(A, "x", both, cites=cites)
    assert void is None
    rival, _ = two.propose(B, "y", [one], cites=cites)
    assert rule_of(two.consent(B, "x", first)[1]) == 3
    assert rule_of(two.consent(A, "y", rival)[1]) == 3


# Rule 5 with standing consents


def test_the_holder_of_a_standing_consent_decides_alone_citing_it(two: Chains) -> None:
    standing = Deciders.of(A, B, standing=Standing(B, (two.partnership,)))
    subject, _ = two.topic("t")
    first, _ = two.propose(A, "g", [subject.but(next=standing)], cites=(two.seal_of_topic,))
    given, _ = two.consent(B, "g", first)
    seal, void = two.seal(A, "g", [first, given])
    assert void is None
    moved = subject.but(revision=1, deciders=standing, next=standing)
    used = (bound(two.partnership),)
    cites = (seal, two.seal_of_found)
    alone, void = two.propose(B, "h", [moved], cites=cites, binding=used)
    assert void is None
    assert two.seal(B, "h", [alone])[1] is None


def test_without_citing_it_the_holder_needs_all(two: Chains) -> None:
    standing = Deciders.of(A, B, standing=Standing(B, (two.partnership,)))
    subject, _ = two.topic("t")
    first, _ = two.propose(A, "g", [subject.but(next=standing)], cites=(two.seal_of_topic,))
    given, _ = two.consent(B, "g", first)
    seal, _ = two.seal(A, "g", [first, given])
    moved = subject.but(revision=1, deciders=standing, next=standing)
    alone, _ = two.propose(B, "h", [moved], cites=(seal,))
    assert rule_of(two.seal(B, "h", [alone])[1]) == 4


# Rule 6


def test_rule_6_a_deadline_ends_nothing_by_itself(two: Chains) -> None:
    first, _ = two.propose(A, "x", deadline="2000-01-01T00:00:00.000000Z")
    given, void = two.consent(B, "x", first)
    assert void is None
    assert two.seal(A, "x", [first, given])[1] is None


def test_rule_6_after_the_lapse_it_has_ended(two: Chains) -> None:
    first, _ = two.propose(A, "x")
    given, _ = two.consent(B, "x", first)
    two.lapse(A, "x")
    assert rule_of(two.seal(A, "x", [first, given])[1]) == 1


# Rule 7


def test_rule_7_an_entry_counts_only_when_all_it_cites_is_there(two: Chains) -> None:
    first, _ = two.propose(A, "x")
    assert rule_of(two.consent(B, "x", first, "0" * 64)[1]) == 7


def test_rule_7_a_proposal_cites_the_seal_of_its_revision(two: Chains) -> None:
    assert rule_of(two.propose(B, "x", cites=())[1]) == 7


def test_rule_7_entries_between_servers_do_not_count_yet(two: Chains) -> None:
    assert rule_of(two.add(A, EntryType.FENCE)[1]) == 7
