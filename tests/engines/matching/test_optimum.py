"""A proven optimum is what trying everything finds, under every combination of rules."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.engines.matching.brute import best
from tests.engines.matching.made import Made, problems
from xieqiao.engines.matching import Match, match


def same(made: Made, found: Match, hard: bool) -> None:
    wanted = best(made.problem, made.gain, hard=hard)
    if wanted is None:
        assert found.status == "infeasible"
        assert found.clash
    else:
        assert found.status == "optimal"
        assert (-int(found.short.sum()), found.total) == wanted
        assert found.bound == found.total


@settings(max_examples=150, deadline=None, derandomize=True)
@given(problems(), st.booleans())
def test_a_flow_is_as_good_as_trying_everything(made: Made, hard: bool) -> None:
    same(made, match(made.problem, made.scores, hard=hard), hard)


@settings(max_examples=100, deadline=None, derandomize=True)
@given(problems(teams=True), st.booleans())
def test_a_programme_is_as_good_as_trying_everything(made: Made, hard: bool) -> None:
    same(made, match(made.problem, made.scores, hard=hard), hard)
