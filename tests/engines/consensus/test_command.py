"""`xieqiao consensus`: figures, predictions, a report; nothing written when something is wrong."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from tests.engines.consensus.made import planted
from xieqiao.cli import find
from xieqiao.engines.consensus.command import main


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    votes = planted(60, 15, 2, apart=2.0, seed=1).votes
    rows = zip(votes.person, votes.statement, votes.vote, strict=True)
    lines = [f"p{i},s{j},{v},{k}" for k, (i, j, v) in enumerate(rows)]
    text = "participant,statement,vote,time\n" + "\n".join(lines) + "\n"
    (tmp_path / "votes.csv").write_text(text, encoding="utf-8")
    people = [f"p{i},{'德清' if i % 3 else '黄浦'},界别" for i in range(60)]
    (tmp_path / "participants.csv").write_text(
        "participant,party,section\n" + "\n".join(people) + "\n", encoding="utf-8"
    )
    statements = [f"s{j},演示意见 {j} <b>&,open" for j in range(15)]
    (tmp_path / "statements.csv").write_text(
        "statement,text,status\n" + "\n".join(statements) + "\n", encoding="utf-8"
    )
    return tmp_path


def test_it_is_a_command_of_xieqiao() -> None:
    found = find(["consensus", "somewhere"])
    assert found is not None
    assert found[0].module == "xieqiao.engines.consensus.command"


def test_figures_predictions_and_report(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pairs = folder / "pairs.csv"
    pairs.write_text("participant,statement\np1,s1\nnew,s1\np1,new\nnew,new\n", encoding="utf-8")
    out, page = folder / "out.json", folder / "report.html"
    given = [str(folder), "--json", str(out), "--predict", str(pairs), "--html", str(page)]
    assert main([*given, "--resamples", "2"]) == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert [row["participant"] for row in rows] == ["p1", "new", "p1", "new"]
    for row in rows:
        chances = [float(row[f"p_{word}"]) for word in ("disagree", "pass", "agree")]
        assert sum(chances) == pytest.approx(1, abs=3e-6)
    data = json.loads(out.read_text(encoding="utf-8"))
    assert data["summary"]["parties"] == {"德清": 40, "黄浦": 20}
    assert set(data["statements"][0]["by"]) >= {"everyone", "parties"}
    html = page.read_text(encoding="utf-8")
    assert "演示意见 3 &lt;b&gt;&amp;" in html
    assert "http" not in html
    assert "德清" in html


@pytest.mark.parametrize(
    ("text", "place"),
    [("participant\np1\n", "column 'statement'"), ("participant,statement\n,s1\n", "line 2")],
)
def test_bad_pairs_write_nothing(
    folder: Path, capsys: pytest.CaptureFixture[str], text: str, place: str
) -> None:
    pairs, out = folder / "pairs.csv", folder / "out.json"
    pairs.write_text(text, encoding="utf-8")
    assert main([str(folder), "--json", str(out), "--predict", str(pairs)]) == 2
    told = capsys.readouterr()
    assert place in told.err
    assert told.out == ""
    assert not out.exists()


def test_a_place_that_cannot_be_written_to_is_told_before_any_work(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out, page = folder / "out.json", folder / "missing" / "report.html"
    assert main([str(folder), "--json", str(out), "--html", str(page)]) == 2
    assert "expected a folder that is there" in capsys.readouterr().err
    assert not out.exists()


def test_the_report_is_in_english_on_demand(folder: Path) -> None:
    out, page = folder / "out.json", folder / "report.html"
    given = [str(folder), "--json", str(out), "--html", str(page), "--language", "en"]
    assert main([*given, "--resamples", "0"]) == 0
    assert "What everybody holds in common" in page.read_text(encoding="utf-8")
