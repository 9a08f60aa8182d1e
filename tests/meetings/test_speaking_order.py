"""Parties take turns to speak; within a party, who asked first."""

from __future__ import annotations

from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from xieqiao.meetings.speaking_order import in_turn


@dataclass(frozen=True)
class Asked:
    """Somebody who asked: the number of the asking, and the party."""

    number: int
    body_id: str | None


PARTIES = st.sampled_from(["a", "b", "c", None])


def asked(*parties: str | None) -> list[Asked]:
    """Return who asked, in the order of asking."""
    return [Asked(number, party) for number, party in enumerate(parties)]


def test_two_parties_alternate_while_both_wait() -> None:
    order = in_turn(asked("a", "a", "a", "b", "b"))
    assert [one.body_id for one in order] == ["a", "b", "a", "b", "a"]


def test_who_has_just_spoken_waits_for_the_other_side() -> None:
    order = in_turn(asked("a", "b"), spoken=["b", "a"])
    assert [one.body_id for one in order] == ["b", "a"]


def test_a_party_that_has_not_spoken_yet_comes_first() -> None:
    order = in_turn(asked("a", "b", "c"), spoken=["b", "a"])
    assert [one.body_id for one in order] == ["c", "b", "a"]


@given(st.lists(PARTIES, max_size=25), st.lists(PARTIES, max_size=12))
def test_everyone_comes_once_and_within_a_party_in_the_order_of_asking(
    parties: list[str | None], spoken: list[str | None]
) -> None:
    waiting = asked(*parties)
    order = in_turn(waiting, spoken)
    assert sorted(order, key=lambda one: one.number) == waiting
    for party in set(parties):
        numbers = [one.number for one in order if one.body_id == party]
        assert numbers == sorted(numbers)


@given(st.lists(PARTIES, max_size=25), st.lists(PARTIES, max_size=12))
def test_nobody_speaks_twice_while_another_party_waits_for_its_turn(
    parties: list[str | None], spoken: list[str | None]
) -> None:
    order = [one.body_id for one in in_turn(asked(*parties), spoken)]
    turns = [*spoken, *order]
    for place in range(len(spoken), len(turns)):
        party, rest = turns[place], set(turns[place:])
        earlier = [n for n in range(place) if turns[n] == party]
        since = set(turns[earlier[-1] + 1 : place]) if earlier else None
        if since is not None:
            assert rest - {party} <= since


@given(st.lists(PARTIES, max_size=20))
def test_calling_the_first_leaves_the_rest_in_order(parties: list[str | None]) -> None:
    waiting, spoken = asked(*parties), list[str | None]()
    whole = in_turn(waiting)
    for following in whole:
        assert in_turn(waiting, spoken)[0] == following
        waiting.remove(following)
        spoken.append(following.body_id)
