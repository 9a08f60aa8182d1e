"""Each file of `xieqiao match`, spoilt in each way: told by its place, and nothing written."""

from __future__ import annotations

from pathlib import Path

import pytest

from xieqiao.engines.matching.command import main

GOOD = {
    "needs": "need,text,sector,min,max\nn1,数字政府,I,1,2\nn2,电商,F,1,1\n",
    "people": "person,body,text,sector,capacity\np1,德清,种茶,I,1\np2,黄浦,养老,F,2\n",
    "edges": "need,person,score\nn1,p1,0.9\nn2,p2,0.2\n",
    "locks": "need,person\nn1,p1\n",
    "told": "need,person\nn2,p2\n",
    "conflicts": "need,person\nn1,p2\n",
    "body-limits": "body,floor,cap\n德清,0,2\n",
}
WRITTEN = ("out.csv", "report.json", "some.csv")

MISSING = [(name, text.split("\n")[0].split(",")[-1]) for name, text in GOOD.items()]
WRONG = [
    ("needs", "n3,x,I,-1,2", "min"),
    ("needs", "n3,x,I,1,2.5", "max"),
    ("people", "p3,德清,x,I,many", "capacity"),
    ("edges", "n1,p2,high", "score"),
    ("edges", "n1,p2,inf", "score"),
    ("body-limits", "黄浦,x,2", "floor"),
    ("body-limits", "黄浦,0,x", "cap"),
]
PAIRED = ("edges", "locks", "told", "conflicts")
UNKNOWN = [
    *((name, f"n9,p1{',0.5' * (name == 'edges')}", "need") for name in PAIRED),
    *((name, f"n1,p9{',0.5' * (name == 'edges')}", "person") for name in PAIRED),
    ("body-limits", "桐庐,0,1", "body"),
]
TWICE = {"needs": "need", "people": "person", "body-limits": "body"} | dict.fromkeys(
    PAIRED, "person"
)


def refused(folder: Path, name: str, content: bytes) -> bool:
    """Whether the command ends with 2 and writes nothing when one file has this content."""
    args: list[str] = []
    for other, text in GOOD.items():
        path = folder / f"{other}.csv"
        path.write_bytes(content if other == name else text.encode())
        args += [f"--{other}", str(path)]
    outputs = zip(("--out", "--report", "--candidates"), WRITTEN, strict=True)
    args += [part for flag, file in outputs for part in (flag, str(folder / file))]
    return main(args) == 2 and not any((folder / file).exists() for file in WRITTEN)


def test_as_they_are_the_files_are_good(tmp_path: Path) -> None:
    assert not refused(tmp_path, "needs", GOOD["needs"].encode())
    assert all((tmp_path / file).exists() for file in WRITTEN)


@pytest.mark.parametrize(("name", "column"), MISSING)
def test_a_missing_column_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, column: str
) -> None:
    lines = [line.rsplit(",", 1)[0] for line in GOOD[name].splitlines()]
    assert refused(tmp_path, name, "\n".join(lines).encode())
    told = capsys.readouterr().err
    assert f"{name}.csv, line 1, column '{column}': expected this column" in told


@pytest.mark.parametrize(("name", "line", "column"), [*WRONG, *UNKNOWN])
def test_a_wrong_number_or_an_unknown_name_is_told_by_its_cell(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, line: str, column: str
) -> None:
    assert refused(tmp_path, name, f"{GOOD[name]}{line}\n".encode())
    at = GOOD[name].count("\n") + 1
    assert f"{name}.csv, line {at}, column '{column}': expected" in capsys.readouterr().err


@pytest.mark.parametrize("name", GOOD)
def test_what_stands_there_twice_is_told_with_its_first_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    again = GOOD[name].splitlines()[1]
    assert refused(tmp_path, name, f"{GOOD[name]}{again}\n".encode())
    at, told = GOOD[name].count("\n") + 1, capsys.readouterr().err
    assert f"{name}.csv, line {at}, column '{TWICE[name]}': expected" in told
    assert "line 2 too" in told


@pytest.mark.parametrize("name", GOOD)
def test_bytes_of_another_encoding_and_an_empty_file_are_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    head, first, *_ = GOOD[name].splitlines()
    cells = ["德清", *first.split(",")[1:]]
    assert refused(tmp_path, name, f"{head}\n{','.join(cells)}\n".encode("gbk"))
    assert f"{name}.csv, line 2: expected UTF-8 text" in capsys.readouterr().err
    assert refused(tmp_path, name, b"")
    assert f"{name}.csv, line 1: expected a header" in capsys.readouterr().err
