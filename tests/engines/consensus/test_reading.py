"""Files: what counts, what is dropped and why, and what is wrong where."""

from __future__ import annotations

from pathlib import Path

import pytest

from xieqiao.engines.consensus import BadFile, read
from xieqiao.engines.consensus.command import main

OWN = "participant,statement,vote,time\na,s1,1,2026-05-01T09:00:00+08:00\nb,s1,-1,1777600000\n"
MATRIX = (
    "participant,group-id,n-comments,n-votes,n-agree,n-disagree,0,1\n"
    "0,1,0,2,1,1,1,-1\n1,,0,1,0,0,0,\n"
)
EVENTS = "timestamp,datetime,comment-id,voter-id,vote\n1000,x,0,0,-1\n2000,x,0,0,1\n1500,x,1,0,-1\n"


def _folder(path: Path, **files: str) -> Path:
    for name, text in files.items():
        (path / f"{name.replace('_', '-')}.csv").write_text(text, encoding="utf-8")
    return path


def test_our_own_files(tmp_path: Path) -> None:
    folder = _folder(
        tmp_path,
        votes=OWN,
        participants="participant,party,section\na,德清,经济界\nc,黄浦,\n",
        statements="statement,text,status\ns1,发展数字经济,open\ns2,另一条,hidden\n",
    )
    votes = read(folder)
    assert votes.participants == ("a", "b", "c")
    assert votes.party == ("德清", "", "黄浦")
    assert votes.text == ("发展数字经济", "另一条")
    assert votes.hidden.tolist() == [False, True]
    assert votes.vote.tolist() == [1, -1]


def test_a_polis_matrix(tmp_path: Path) -> None:
    votes = read(_folder(tmp_path, participants_votes=MATRIX))
    assert votes.vote.tolist() == [1, -1, 0]
    assert votes.published_group == ("1", "")


def test_of_polis_events_the_last_counts_and_the_summary_says_what_does_not(
    tmp_path: Path,
) -> None:
    votes = read(_folder(tmp_path, participants_votes=MATRIX, votes=EVENTS))
    assert votes.vote.tolist() == [1, -1]
    told = {d.what: d.count for d in votes.dropped}
    assert told == {"earlier votes": 1, "votes in participants-votes.csv only": 1}


def test_of_votes_at_the_same_time_the_order_of_the_file_does_not_matter(tmp_path: Path) -> None:
    rows = ["a,s,1,5\n", "a,s,-1,5\n"]
    found = []
    for number, lines in enumerate((rows, rows[::-1])):
        (tmp_path / str(number)).mkdir()
        text = "participant,statement,vote,time\n" + "".join(lines)
        found.append(read(_folder(tmp_path / str(number), votes=text)))
    assert found[0].vote.tolist() == found[1].vote.tolist() == [1]
    assert {d.what for d in found[0].dropped} == {"earlier votes", "votes at the same time"}


def test_a_later_vote_settles_votes_at_the_same_time_wherever_it_stands(tmp_path: Path) -> None:
    rows = ["a,s,1,5\n", "a,s,-1,5\n", "a,s,0,6\n"]
    for number, lines in enumerate((rows, rows[::-1])):
        (tmp_path / str(number)).mkdir()
        text = "participant,statement,vote,time\n" + "".join(lines)
        votes = read(_folder(tmp_path / str(number), votes=text))
        assert votes.vote.tolist() == [0]
        assert {d.what: d.count for d in votes.dropped} == {"earlier votes": 2}


def test_ids_are_in_natural_order_and_kept_as_written(tmp_path: Path) -> None:
    rows = "".join(f"{name},s,1,1\n" for name in ("p10", "p2", "007", "一"))
    votes = read(_folder(tmp_path, votes="participant,statement,vote,time\n" + rows))
    assert votes.participants == ("007", "p2", "p10", "一")


WRONG = [
    ("votes", OWN.replace(",1,2026", ",2,2026"), "line 2, column 'vote'", "1, 0 or -1"),
    ("votes", OWN.replace("-1,1777600000", "-1,soon"), "line 3, column 'time'", "a time such as"),
    ("votes", OWN.replace("b,s1", ",s1"), "line 3, column 'participant'", "found nothing"),
    ("votes", OWN + "c,s1,1\n", "line 4", "expected 4 cells"),
    ("votes", "a,b\n", "line 1", "expected the columns participant"),
    ("votes", "", "line 1", "expected the columns participant"),
    ("votes", OWN + '"c,s1,1,5\n', "line 4", "well-formed"),
    (
        "votes",
        OWN.replace("statement,vote", "statement,vote,vote"),
        "line 1, column 'vote'",
        "twic",
    ),
    ("participants_votes", MATRIX.replace("1,-1\n", "1,5\n"), "line 2, column '1'", "a vote"),
    (
        "participants_votes",
        MATRIX.replace("\n1,,", "\n0,,"),
        "line 3, column 'participant'",
        "once",
    ),
    ("participants_votes", MATRIX.replace("n-disagree", "x"), "column 'n-disagree'", "statement"),
    ("participants", "participant,party\na,b\n", "line 1, column 'section'", "in the header"),
    ("participants", "participant,party,section\na,,\na,,\n", "line 3", "also in line 2"),
    ("statements", "statement,text,status\n,x,\n", "line 2, column 'statement'", "found nothing"),
]


@pytest.mark.parametrize(("file", "text", "place", "expected"), WRONG)
def test_a_bad_file_is_named_with_line_column_and_what_was_expected(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], file: str, text: str, place: str,
    expected: str,
) -> None:  # fmt: skip
    files = {file: text} if file in ("votes", "participants_votes") else {"votes": OWN, file: text}
    folder = _folder(tmp_path, **files)
    out = tmp_path / "out.json"
    assert main([str(folder), "--json", str(out)]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert f"{file.replace('_', '-')}.csv, " in told.err
    assert place in told.err
    assert expected in told.err
    assert not out.exists()


def test_text_that_is_no_utf8_is_named_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "votes.csv").write_bytes(OWN.encode() + "丙,s1,1,5\n".encode("gb18030"))
    with pytest.raises(BadFile, match=r"line 4.*UTF-8"):
        read(tmp_path)


def test_a_folder_without_votes_says_what_is_expected(tmp_path: Path) -> None:
    with pytest.raises(BadFile, match=r"expected votes\.csv or participants-votes\.csv"):
        read(tmp_path)
