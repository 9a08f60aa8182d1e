"""Rules 1 to 3 of the protocol: the proposer's entries, one word each, one act on a revision."""

from __future__ import annotations

import pytest

from tests.acts.chains import A, B, C, Chains, D, bound, rule_of
from xieqiao.acts.deciders import Deciders
from xieqiao.acts.entries import Digests, MovedSubject

# Rule 1


@pytest.mark.parametrize("what", ["withdraw", "lapse", "amend", "seal"])
def test_rule_1_only_the_proposer_ends_amends_or_seals(two: Chains, what: str) -> None:
    first, _ = two.propose(A, "x")
    given, _ = two.consent(B, "x", first)
    if what == "amend":
        void = two.amend(B, "x", 2)[1]
    elif what == "seal":
        void = two.seal(B, "x", [first, given])[1]
    else:
        void = getattr(two, what)(B, "x")[1]
    assert rule_of(void) == 1


def test_rule_1_after_a_withdrawal_a_seal_counts_for_nothing(two: Chains) -> None:
    first, _ = two.propose(A, "x")
    given, _ = two.consent(B, "x", first)
    two.withdraw(A, "x")
    assert rule_of(two.seal(A, "x", [first, given])[1]) == 1


@pytest.mark.parametrize("what", ["withdraw", "lapse", "amend"])
def test_rule_1_after_a_seal_nothing_else_counts(two: Chains, what: str) -> None:
    first, _ = two.propose(A, "x")
    given, _ = two.consent(B, "x", first)
    assert two.seal(A, "x", [first, given])[1] is None
    void = two.amend(A, "x", 2)[1] if what == "amend" else getattr(two, what)(A, "x")[1]
    assert rule_of(void) == 1


# Rule 2


def test_rule_2_proposing_is_consenting(two: Chains) -> None:
    first, _ = two.propose(A, "x")
    assert rule_of(two.consent(A, "x", first)[1]) == 2


def test_rule_2_who_consented_cannot_decline(two: Chains) -> None:
    first, _ = two.propose(A, "x")
    two.consent(B, "x", first)
    assert rule_of(two.decline(B, "x", first)[1]) == 2


def test_rule_2_who_declined_cannot_consent(two: Chains) -> None:
    first, _ = two.propose(A, "x")
    two.decline(B, "x", first)
    assert rule_of(two.consent(B, "x", first)[1]) == 2


def test_rule_2_a_consent_binds_to_the_hash_of_one_version(two: Chains) -> None:
    first, _ = two.propose(A, "x")
    two.amend(A, "x", 2)
    assert rule_of(two.consent(B, "x", first, version=2)[1]) == 2


def test_rule_2_a_closed_version_may_be_amended(two: Chains) -> None:
    first, _ = two.propose(A, "x")
    two.decline(B, "x", first)
    second, void = two.amend(A, "x", 2)
    assert void is None
    given, void = two.consent(B, "x", second, version=2)
    assert void is None
    assert two.seal(A, "x", [second, given], version=2)[1] is None


# Rule 3


def test_rule_3_one_open_consent_per_revision(two: Chains) -> None:
    first, _ = two.propose(A, "x")
    two.propose(B, "y")
    assert rule_of(two.consent(B, "x", first)[1]) == 3


def test_rule_3_a_withdrawal_that_is_cited_frees(two: Chains) -> None:
    two.propose(A, "x")
    other, _ = two.propose(B, "y")
    over, _ = two.withdraw(A, "x")
    assert rule_of(two.consent(A, "y", other)[1]) is None
    assert over in two.entries


def test_rule_3_anothers_withdrawal_must_be_cited(three: Chains) -> None:
    first, _ = three.propose(A, "x")
    three.consent(C, "x", first)
    second, _ = three.propose(B, "y")
    over, _ = three.withdraw(A, "x")
    assert rule_of(three.consent(C, "y", second)[1]) == 3
    assert rule_of(three.consent(C, "y", second, over)[1]) is None


def test_rule_3_a_lapse_frees(three: Chains) -> None:
    first, _ = three.propose(A, "x")
    three.consent(C, "x", first)
    second, _ = three.propose(B, "y")
    over, _ = three.lapse(A, "x")
    assert rule_of(three.consent(C, "y", second, over)[1]) is None


def test_rule_3_an_amendment_frees(three: Chains) -> None:
    first, _ = three.propose(A, "x")
    three.consent(C, "x", first)
    later, _ = three.amend(A, "x", 2)
    second, _ = three.propose(B, "y")
    assert rule_of(three.consent(C, "y", second, later)[1]) is None


def test_rule_3_enough_refusals_free(three: Chains) -> None:
    first, _ = three.propose(A, "x")
    three.consent(C, "x", first)
    second, _ = three.propose(B, "y")
    no, _ = three.decline(B, "x", first)
    assert rule_of(three.consent(C, "y", second)[1]) == 3
    assert rule_of(three.consent(C, "y", second, no)[1]) is None


def test_rule_3_a_further_refusal_need_not_be_cited() -> None:
    """It may come before the consent or after, and must make no difference."""
    four = Chains(A, B, C, D).founded()
    first, _ = four.propose(A, "x")
    four.consent(C, "x", first)
    second, _ = four.propose(B, "y")
    no, _ = four.decline(B, "x", first)
    four.decline(D, "x", first)
    assert rule_of(four.consent(C, "y", second, no)[1]) is None


def test_rule_3_refusals_that_leave_a_majority_do_not_free(three: Chains) -> None:
    deciders = Deciders.of(A, B, C, routine=("test.revise",))
    moved = three.routine(deciders)
    first, void = three.propose(A, "x", [moved], cites=(three.seal_of_routine,))
    assert void is None
    three.consent(C, "x", first)
    no, _ = three.decline(B, "x", first)
    second, _ = three.propose(B, "y", [moved], cites=(three.seal_of_routine,))
    assert rule_of(three.consent(C, "y", second, no)[1]) == 3


def test_rule_3_a_new_subject_has_an_id_made_from_its_proposal(two: Chains) -> None:
    deciders = Deciders.of(A, B)
    moved = MovedSubject(id=C, type="topic", deciders=deciders, next=deciders)
    _, void = two.propose(
        A, "t", [moved], digests=Digests("1" * 64, "2" * 64), binding=(bound(two.partnership),)
    )
    assert rule_of(void) == 3
