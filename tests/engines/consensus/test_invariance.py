"""The same votes give the same bytes, in any order, under any names, before and after a restart."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
from hypothesis import given
from hypothesis import settings as examples
from hypothesis import strategies as st

from tests.engines.consensus.made import planted, random_votes
from xieqiao.engines.consensus import Ballot, Votes, analyse, as_data, as_json, of_ballots
from xieqiao.engines.consensus.command import main


def _ballots(votes: Votes) -> list[Ballot]:
    rows = zip(votes.person, votes.statement, votes.vote, strict=True)
    return [
        Ballot(votes.participants[i], votes.statements[j], int(v), float(k))
        for k, (i, j, v) in enumerate(rows)
    ]


@st.composite
def consultations(draw: st.DrawFn) -> list[Ballot]:
    people, statements = draw(st.integers(1, 12)), draw(st.integers(1, 8))
    pair = st.tuples(st.integers(0, people - 1), st.integers(0, statements - 1))
    pairs = draw(st.lists(pair, min_size=1, max_size=60))
    return [
        Ballot(f"p{i}", f"s{j}", draw(st.sampled_from([-1, 0, 1])), float(draw(st.integers(0, 5))))
        for i, j in pairs
    ]


def _analysed(ballots: list[Ballot]) -> str:
    return as_json(analyse(of_ballots(ballots), resamples=2))


@given(consultations(), st.randoms(use_true_random=False))
@examples(max_examples=15)
def test_the_order_of_the_votes_changes_no_byte(ballots: list[Ballot], random: Any) -> None:
    moved = list(ballots)
    random.shuffle(moved)
    assert _analysed(moved) == _analysed(ballots)


@given(consultations(), st.randoms(use_true_random=False))
@examples(max_examples=15)
def test_other_names_give_the_same_figures(ballots: list[Ballot], random: Any) -> None:
    people = sorted({b.participant for b in ballots})
    statements = sorted({b.statement for b in ballots})
    to_person = dict(
        zip(people, random.sample([f"x{k}" for k in range(99)], len(people)), strict=True)
    )
    to_statement = dict(
        zip(statements, random.sample([f"y{k}" for k in range(99)], len(statements)), strict=True)
    )
    renamed = [
        Ballot(to_person[b.participant], to_statement[b.statement], b.vote, b.time) for b in ballots
    ]
    before, after = (as_data(analyse(of_ballots(x), resamples=2)) for x in (ballots, renamed))
    assert after["model"] == before["model"]
    assert after["groups"] == before["groups"]
    for kind in ("participants", "statements"):
        assert _without_ids(after[kind]) == _without_ids(before[kind])


def _without_ids(rows: list[dict[str, Any]]) -> list[str]:
    """Rows in an order of their own: mirror images in the votes may change places."""
    return sorted(json.dumps({**row, "id": ""}) for row in rows)


def _same_rows(
    before: list[dict[str, Any]], after: list[dict[str, Any]], names: dict[str, str]
) -> None:
    found = {row["id"]: row for row in after}
    for row in before:
        assert {**found[names[row["id"]]], "id": row["id"]} == row


def test_a_large_one_too() -> None:
    votes = planted(150, 40, 3, apart=2.0, seed=2).votes
    ballots = _ballots(votes)
    rng = np.random.default_rng(0)
    moved = [ballots[k] for k in rng.permutation(len(ballots))]
    renamed = [Ballot(f"z{999 - int(b.participant)}", b.statement, b.vote, b.time) for b in moved]
    first, second, third = (
        as_data(analyse(of_ballots(x), resamples=3)) for x in (ballots, moved, renamed)
    )
    assert json.dumps(first) == json.dumps(second)
    assert third["groups"] == first["groups"]
    assert third["statements"] == first["statements"]
    _same_rows(
        first["participants"],
        third["participants"],
        {str(i): f"z{999 - i}" for i in range(150)},
    )


def test_a_restart_and_an_earlier_run_change_no_byte(tmp_path: Path) -> None:
    votes = random_votes(40, 12, 0.6, seed=8)
    lines = [f"{b.participant},{b.statement},{b.vote},{int(b.time)}" for b in _ballots(votes)]
    text = "participant,statement,vote,time\n" + "\n".join(lines) + "\n"
    (tmp_path / "votes.csv").write_text(text, encoding="utf-8")
    command = [sys.executable, "-m", "xieqiao.engines.consensus", str(tmp_path)]
    subprocess.run([*command, "--json", str(tmp_path / "a.json")], check=True)
    analyse(random_votes(30, 9, 0.5))
    assert main([str(tmp_path), "--json", str(tmp_path / "b.json")]) == 0
    assert (tmp_path / "a.json").read_bytes() == (tmp_path / "b.json").read_bytes()
