"""Every rule is carried by one function: taken out, the entry that it refuses would count.

Each case plays a chain that breaks a rule. With the rule in its last entry counts for nothing;
with the function that carries the rule replaced by one that lets everything pass, it counts.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from tests.acts.chains import A, B, C, Chains, bound, rule_of
from xieqiao.acts import rules
from xieqiao.acts.deciders import Deciders, Rule
from xieqiao.acts.entries import Digests, EntryType, MovedSubject
from xieqiao.acts.ledger import Ledger, VersionAt
from xieqiao.acts.rules import Void

DIGESTS = Digests("1" * 64, "2" * 64)
Verdict = Void | None


def anything_passes(*args: Any) -> None:
    """Refuse nothing."""


@dataclass(frozen=True)
class Case:
    """A rule, what carries it, what takes it out, and a chain that breaks it."""

    rule: int
    name: str
    play: Callable[[], Verdict]
    owner: Any = rules
    instead: Any = anything_passes


def _two() -> Chains:
    return Chains(A, B).founded()


def _three() -> Chains:
    return Chains(A, B, C).founded()


def sealed_by_another() -> Verdict:
    chains = _two()
    first, _ = chains.propose(A, "x")
    given, _ = chains.consent(B, "x", first)
    return chains.seal(B, "x", [first, given])[1]


def sealed_after_a_withdrawal() -> Verdict:
    chains = _two()
    first, _ = chains.propose(A, "x")
    given, _ = chains.consent(B, "x", first)
    chains.withdraw(A, "x")
    return chains.seal(A, "x", [first, given])[1]


def withdrawn_after_the_seal() -> Verdict:
    chains = _two()
    first, _ = chains.propose(A, "x")
    given, _ = chains.consent(B, "x", first)
    chains.seal(A, "x", [first, given])
    return chains.withdraw(A, "x")[1]


def proposed_again() -> Verdict:
    chains = _two()
    chains.propose(A, "x")
    chains.withdraw(A, "x")
    return chains.propose(A, "x")[1]


def amended_to_another_kind() -> Verdict:
    chains = _two()
    chains.propose(A, "x")
    return chains.amend(A, "x", 2, kind="test.other")[1]


def consented_to_another_hash() -> Verdict:
    chains = _two()
    first, _ = chains.propose(A, "x")
    chains.amend(A, "x", 2)
    return chains.consent(B, "x", first, version=2)[1]


def declined_after_consenting() -> Verdict:
    chains = _two()
    first, _ = chains.propose(A, "x")
    chains.consent(B, "x", first)
    return chains.decline(B, "x", first)[1]


def consented_after_declining() -> Verdict:
    chains = _two()
    first, _ = chains.propose(A, "x")
    chains.decline(B, "x", first)
    return chains.consent(B, "x", first)[1]


def consented_to_two_acts_on_one_revision() -> Verdict:
    chains = _two()
    first, _ = chains.propose(A, "x")
    chains.propose(B, "y")
    return chains.consent(B, "x", first)[1]


def created_under_a_strange_id() -> Verdict:
    chains, deciders = _two(), Deciders.of(A, B)
    moved = MovedSubject(id=C, type="topic", deciders=deciders, next=deciders)
    return chains.propose(
        A, "t", [moved], digests=DIGESTS, binding=(bound(chains.partnership),), kind="topic.confirm"
    )[1]


def sealed_on_a_revision_that_is_past() -> Verdict:
    """The party that consented to both acts forked its chain; the second seal still counts not."""
    chains = _two()
    one, _ = chains.propose(A, "x")
    given, _ = chains.consent(B, "x", one)
    other = next(iter(chains.ledger.versions[one].act.versions)).body.but(act="y", seq=90)
    chains.ledger.record(other, "9" * 64)
    consented = chains.entries[given].but(act="y", cites=("9" * 64,), seq=91)
    chains.ledger.record(consented, "8" * 64)
    chains.seal(A, "x", [one, given])
    return chains.seal(A, "y", ["9" * 64, "8" * 64])[1]


def proposed_by_a_stranger() -> Verdict:
    return _two().propose(C, "x")[1]


def decided_by_others_than_the_revision_says() -> Verdict:
    chains = _two()
    return chains.propose(A, "x", [chains.move(Deciders.of(A, rule=Rule.ONE))])[1]


def moved_as_another_type() -> Verdict:
    chains = _two()
    return chains.propose(A, "x", [chains.move().but(type="topic")])[1]


def made_by_one_alone() -> Verdict:
    chains = _two()
    moved = chains.creation("t", A, DIGESTS, "topic", Deciders.of(A, rule=Rule.ONE))
    return chains.propose(
        A, "t", [moved], digests=DIGESTS, binding=(bound(chains.partnership),), kind="topic.confirm"
    )[1]


def reported_by_all() -> Verdict:
    chains = _two()
    moved = chains.creation("t", A, DIGESTS, "progress", Deciders.of(A, B))
    return chains.propose(A, "t", [moved], digests=DIGESTS, kind="report.progress")[1]


def sealed_an_earlier_version() -> Verdict:
    chains = _two()
    first, _ = chains.propose(A, "x")
    given, _ = chains.consent(B, "x", first)
    second, _ = chains.amend(A, "x", 2)
    later, _ = chains.consent(B, "x", second, version=2)
    return chains.seal(A, "x", [first, given, second, later], version=1)[1]


def sealed_without_a_consent() -> Verdict:
    chains = _three()
    first, _ = chains.propose(A, "x")
    given, _ = chains.consent(B, "x", first)
    return chains.seal(A, "x", [first, given])[1]


def sealed_with_a_consent_that_is_not_cited() -> Verdict:
    chains = _two()
    first, _ = chains.propose(A, "x")
    chains.consent(B, "x", first)
    return chains.seal(A, "x", [first])[1]


def moved_one_subject_twice() -> Verdict:
    chains = _two()
    return chains.propose(A, "x", [chains.move(), chains.move(closes=True)])[1]


def moved_what_it_relies_on() -> Verdict:
    chains = _three()
    relying, _ = chains.open_topic("t")
    chains.consent(C, "t", relying)
    moving, _ = chains.propose(B, "x")
    return chains.consent(C, "x", moving)[1]


def relied_on_what_it_moves() -> Verdict:
    chains = _three()
    moving, _ = chains.propose(B, "x")
    chains.consent(C, "x", moving)
    relying, _ = chains.open_topic("t")
    return chains.consent(C, "t", relying)[1]


def consented_to_the_second_of_two_subjects() -> Verdict:
    """The first act moves the partnership and a topic; the second the topic alone."""
    chains = _two()
    topic, _ = chains.topic("t")
    cites = (chains.seal_of_found, chains.seal_of_topic)
    chains.propose(A, "x", [chains.move(), topic], cites=cites)
    rival, _ = chains.propose(B, "y", [topic], cites=cites)
    return chains.consent(A, "y", rival)[1]


def cited_what_is_not_there() -> Verdict:
    chains = _two()
    first, _ = chains.propose(A, "x")
    return chains.consent(B, "x", first, "0" * 64)[1]


def proposed_without_the_seal_it_rests_on() -> Verdict:
    return _two().propose(B, "x", cites=())[1]


def _by_number(ledger: Ledger, entry: Any) -> VersionAt | None:
    """Find a version without looking at its hash."""
    act = ledger.act(entry.act, entry.body)
    return act.versions[entry.version - 1] if act else None


def _first_lock(version: VersionAt) -> list[tuple[str, int, bool]]:
    """Lock the first subject alone."""
    moved = version.body.subjects[0]
    return [] if moved.revision is None else [(moved.id, moved.revision, True)]


def _there(ledger: Ledger, entry: Any, subject: str, number: int) -> Any:
    """Find a revision without looking at what is cited."""
    return ledger.revisions[(subject, number)]


CASES = [
    Case(1, "by_its_proposer", sealed_by_another),
    Case(1, "before_its_end", sealed_after_a_withdrawal),
    Case(1, "before_its_end", withdrawn_after_the_seal),
    Case(2, "proposed_once", proposed_again),
    Case(2, "the_next_version", amended_to_another_kind),
    Case(2, "version_cited", consented_to_another_hash, Ledger, _by_number),
    Case(2, "one_word_each", declined_after_consenting),
    Case(2, "one_word_each", consented_after_declining),
    Case(3, "one_open_consent", consented_to_two_acts_on_one_revision),
    Case(3, "made_from_its_proposal", created_under_a_strange_id),
    Case(3, "alone_on_its_revisions", sealed_on_a_revision_that_is_past),
    Case(4, "by_somebody_who_decides", proposed_by_a_stranger),
    Case(4, "judged_by_the_revisions_deciders", decided_by_others_than_the_revision_says),
    Case(4, "judged_by_the_revisions_deciders", moved_as_another_type),
    Case(4, "first_deciders", made_by_one_alone),
    Case(4, "first_deciders", reported_by_all),
    Case(4, "seals_the_present_version", sealed_an_earlier_version),
    Case(4, "cites_enough_consents", sealed_without_a_consent),
    Case(4, "cites_enough_consents", sealed_with_a_consent_that_is_not_cited),
    Case(5, "moves_each_subject_once", moved_one_subject_twice),
    Case(5, "nothing_relied_on_is_moved", moved_what_it_relies_on),
    Case(5, "nothing_relied_on_is_moved", relied_on_what_it_moves),
    Case(3, "locks", consented_to_the_second_of_two_subjects, VersionAt, property(_first_lock)),
    Case(7, "all_that_it_cites_is_there", cited_what_is_not_there),
    Case(7, "rests_on_its_seal", proposed_without_the_seal_it_rests_on, rules, _there),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.play.__name__)
def test_what_breaks_a_rule_counts_for_nothing(case: Case) -> None:
    assert rule_of(case.play()) == case.rule


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.play.__name__)
def test_with_the_rule_taken_out_it_would_count(
    case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(case.owner, case.name, case.instead)
    assert case.play() is None


def test_no_rule_is_left_out() -> None:
    """Every function of the rules that may refuse has a case here."""
    said = {
        name
        for name, function in inspect.getmembers(rules, inspect.isfunction)
        if "raise Void" in inspect.getsource(function) and not name.startswith("_")
    }
    carried = {case.name for case in CASES if case.owner is rules}
    assert said - carried == {"judge", "bound_to_one_version"}
    assert {case.rule for case in CASES} == {1, 2, 3, 4, 5, 7}


def test_entries_between_servers_are_not_taken_yet() -> None:
    for type_ in (EntryType.FENCE, EntryType.RECEIPT):
        assert rule_of(_two().add(A, type_)[1]) == 7
