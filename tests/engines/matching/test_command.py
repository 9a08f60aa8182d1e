"""`xieqiao match`: assignments, candidates and a report; nothing written for bad files."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from xieqiao.cli import find
from xieqiao.engines.matching.command import main

NEEDS = "need,text,sector,min,max\nn1,数字政府,I,1,2\nn2,电商,F,1,1\nn10,养老,Q,1,1\n"
PEOPLE = "person,body,text,sector,capacity\np1,德清,x,I,1\np2,德清,x,F,2\np3,黄浦,x,Q,1\n"
EDGES = "need,person,score\nn1,p1,0.9\nn1,p2,0.8\nn2,p1,0.7\nn2,p2,0.2\nn1,p3,0.5\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in (("needs", NEEDS), ("people", PEOPLE), ("edges", EDGES)):
        (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")
    return tmp_path


def run(folder: Path, **more: str) -> int:
    args = []
    for name in ("needs", "people", "edges"):
        args += [f"--{name}", str(folder / f"{name}.csv")]
    for name, text in more.items():
        path = folder / f"{name}.csv"
        path.write_text(text, encoding="utf-8")
        args += [f"--{name.replace('_', '-')}", str(path)]
    out = ("--out", "out.csv"), ("--report", "report.json"), ("--candidates", "some.csv")
    return main([*args, *(part for flag, name in out for part in (flag, str(folder / name)))])


def rows(folder: Path, name: str = "out.csv") -> list[tuple[str, ...]]:
    with (folder / name).open(encoding="utf-8", newline="") as file:
        found = list(csv.reader(file))
    assert found[0] == ["need", "person", "score", "reason"]
    return [tuple(row) for row in found[1:]]


def test_it_is_a_command_of_xieqiao() -> None:
    found = find(["match", "--needs", "somewhere"])
    assert found is not None
    assert found[0].module == "xieqiao.engines.matching.command"


def test_the_best_assignment_is_written_with_reasons(folder: Path) -> None:
    assert run(folder) == 0
    assert [row[:3] for row in rows(folder)] == [
        ("n1", "p2", "0.800000"),
        ("n1", "p3", "0.500000"),
        ("n2", "p1", "0.700000"),
    ]
    assert rows(folder)[2][3] == "choice 1; next: p2 (0.200)"
    report = json.loads((folder / "report.json").read_text(encoding="utf-8"))
    assert (report["objective"], report["bound"], report["optimal"]) == (2.0, 2.0, True)
    assert report["loads"]["people"] == {"p1": 1, "p2": 1, "p3": 1}
    assert report["loads"]["bodies"]["德清"]["assigned"] == 2
    assert [(u["need"], u["reason"]) for u in report["unmet"]] == [("n10", "no fitting person")]
    assert {"read", "prepare", "solve"} <= set(report["seconds"])


def test_candidates_are_the_best_of_each_need(folder: Path) -> None:
    assert run(folder, conflicts="need,person\nn1,p3\n") == 0
    assert [row[:2] for row in rows(folder, "some.csv")] == [
        ("n1", "p1"), ("n1", "p2"), ("n2", "p1"), ("n2", "p2"),
    ]  # fmt: skip


def test_locks_conflicts_and_limits_hold(folder: Path) -> None:
    more = {
        "locks": "need,person\nn10,p2\n",
        "conflicts": "need,person\nn1,p3\n",
        "body_limits": "body,floor,cap\n德清,,2\n",
    }
    assert run(folder, **more) == 0
    assert [row[:2] for row in rows(folder)] == [("n1", "p1"), ("n10", "p2")]
    report = json.loads((folder / "report.json").read_text(encoding="utf-8"))
    (unmet,) = report["unmet"]
    assert unmet["need"] == "n2"
    assert unmet["kept_away"] == {"all at their limit": 1, "body's cap": 1}
    assert unmet["would_help"] == "one more duty for p1 (score 0.700)"


def test_rules_that_clash_are_named(folder: Path) -> None:
    assert run(folder, locks="need,person\nn2,p1\nn1,p1\n", told="need,person\nn10,p3\n") == 0
    assert rows(folder) == []
    report = json.loads((folder / "report.json").read_text(encoding="utf-8"))
    assert report["status"] == "infeasible"
    assert report["objective"] is None
    assert report["clash"] == [
        {"rule": "capacity", "names": ["p1"]},
        {"rule": "lock", "names": ["n1", "p1"]},
        {"rule": "lock", "names": ["n2", "p1"]},
    ]


@pytest.mark.parametrize(
    ("name", "text", "place"),
    [
        ("needs", "need,text,sector,min\nn1,x,I,1\n", "needs.csv, line 1, column 'max'"),
        ("needs", NEEDS.replace("1,2", "one,2"), "needs.csv, line 2, column 'min'"),
        ("needs", NEEDS.replace("1,2", "3,2"), "needs.csv, line 2, column 'max'"),
        ("needs", NEEDS + "n1,x,I,0,1\n", "needs.csv, line 5, column 'need'"),
        ("needs", "", "needs.csv, line 1"),
        ("people", PEOPLE + "p4,德清,x,I,-1\n", "people.csv, line 5, column 'capacity'"),
        ("people", PEOPLE + ",德清,x,I,1\n", "people.csv, line 5, column 'person'"),
        ("people", PEOPLE + "p4,德清\n", "people.csv, line 5: expected 5 cells"),
        ("edges", EDGES + "n9,p1,0.5\n", "edges.csv, line 7, column 'need'"),
        ("edges", EDGES + "n1,p9,0.5\n", "edges.csv, line 7, column 'person'"),
        ("edges", EDGES + "n1,p1,0.5\n", "edges.csv, line 7, column 'person'"),
        ("edges", EDGES + "n10,p1,nan\n", "edges.csv, line 7, column 'score'"),
        ("edges", EDGES + 'n10,"p1,0.5\n', "edges.csv, line 7"),
        ("locks", "need,person\nn1,nobody\n", "locks.csv, line 2, column 'person'"),
        ("conflicts", "need\nn1\n", "conflicts.csv, line 1, column 'person'"),
        ("body_limits", "body,floor,cap\n桐庐,1,2\n", "body_limits.csv, line 2, column 'body'"),
        ("body_limits", "body,floor,cap\n德清,3,2\n", "body_limits.csv, line 2, column 'cap'"),
    ],
)
def test_bad_files_are_told_and_nothing_is_written(
    folder: Path, capsys: pytest.CaptureFixture[str], name: str, text: str, place: str
) -> None:
    (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    more = {} if name in ("needs", "people", "edges") else {name: text}
    assert run(folder, **more) == 2
    assert place in capsys.readouterr().err
    assert not {"out.csv", "report.json", "some.csv"} & {path.name for path in folder.iterdir()}


def test_a_file_in_another_encoding_is_told_with_its_line(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "needs.csv").write_bytes(NEEDS.encode("gbk"))
    assert run(folder) == 2
    assert "needs.csv, line 2: expected UTF-8 text" in capsys.readouterr().err


def test_a_place_that_cannot_be_written_to_is_told_before_any_work(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "report.json").mkdir()
    assert run(folder) == 2
    assert "report.json" in capsys.readouterr().err
    assert not (folder / "out.csv").exists()


def test_two_runs_and_another_order_of_the_lines_give_the_same_bytes(folder: Path) -> None:
    def written() -> tuple[bytes, bytes]:
        assert run(folder) == 0
        return (folder / "out.csv").read_bytes(), (folder / "some.csv").read_bytes()

    first = written()
    assert written() == first
    for name in ("needs", "people", "edges"):
        path = folder / f"{name}.csv"
        head, *rest = path.read_text(encoding="utf-8").splitlines()
        path.write_text("\n".join([head, *reversed(rest)]) + "\n", encoding="utf-8")
    assert written() == first
