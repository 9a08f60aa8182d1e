"""An exported file is checked by itself; whatever somebody changes in it is found and named."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path
from random import Random
from typing import Any

import pytest
from django.db import connection

from tests.parties import found, parties, pass_act
from xieqiao.acts import gate
from xieqiao.acts.export import lines
from xieqiao.acts.exported import check, main
from xieqiao.acts.kinds import kind_named
from xieqiao.acts.models import Act

Lines = list[dict[str, Any]]


@pytest.fixture
def export(db: None) -> Lines:
    """The export of a partnership in which something was declined, amended and taken out."""
    everybody = parties(2)
    one, two = everybody
    space = found(everybody, setting="应当删去的话")
    founding = Act.objects.get(kind="partnership.found")
    topic = kind_named("topic.confirm").payload.model_validate
    act = gate.propose(one, "topic.confirm", topic({"title": "演示议题"}), partnership=space.id)
    gate.decline(two, act.id, act.versions.get().digest, "还要再想一想")
    act = gate.amend(one, act.id, topic({"title": "演示议题二"}))
    gate.consent(two, act.id, act.versions.get(number=2).digest)
    erase = {"act_id": str(founding.id), "why": "当事人要求"}
    pass_act(everybody, "content.erase", erase, subject=space.id)
    return [json.loads(line) for line in lines(space.id)]


def found_in(export: Lines) -> list[str]:
    """Return what is found in an export."""
    written = (json.dumps(line, ensure_ascii=False).encode() for line in export)
    return [str(problem) for problem in check(written).report.problems]


def entries(export: Lines) -> list[int]:
    """Return the places of the entries."""
    return [place for place, line in enumerate(export) if "entry" in line]


def body_of(line: dict[str, Any]) -> dict[str, Any]:
    """Return the entry that a line holds."""
    held: dict[str, Any] = json.loads(line["entry"]["canonical"])
    return held


def test_an_untouched_export_holds_also_with_texts_taken_out(export: Lines) -> None:
    assert any(line.get("content", {}).get("text", "") is None for line in export)
    assert found_in(export) == []


@pytest.mark.parametrize("column", ["canonical", "signature"])
def test_a_changed_letter_of_any_entry_is_found(export: Lines, column: str) -> None:
    random = Random(1)
    for place in entries(export):
        text = export[place]["entry"][column]
        at = random.randrange(len(text))
        changed = [json.loads(json.dumps(line)) for line in export]
        other = "0" if text[at] != "0" else "1"
        changed[place]["entry"][column] = text[:at] + other + text[at + 1 :]
        problems = found_in(changed)
        seq = f"entry {body_of(export[place])['seq']} "
        assert any(seq in p or f"line {place + 1}:" in p for p in problems), problems


@pytest.mark.parametrize("sort", ["register", "entry", "content"])
def test_any_deleted_line_is_found(export: Lines, sort: str) -> None:
    places = [place for place, line in enumerate(export) if sort in line]
    assert places
    for place in places:
        assert found_in(export[:place] + export[place + 1 :]), export[place]


def test_entries_in_another_order_are_found(export: Lines) -> None:
    places = entries(export)
    pairs = [(one, two) for one, two in pairwise(places) if _same_chain(export, one, two)]
    assert len(pairs) > 5
    for one, other in pairs:
        changed = list(export)
        changed[one], changed[other] = export[other], export[one]
        assert any("does not follow the entry before it" in p for p in found_in(changed))


def _same_chain(export: Lines, one: int, other: int) -> bool:
    return bool(body_of(export[one])["body"] == body_of(export[other])["body"])


def test_a_doubled_line_is_found(export: Lines) -> None:
    for place, line in enumerate(export):
        assert found_in([*export[: place + 1], line, *export[place + 1 :]]), line


def test_a_cut_tail_is_found_though_everything_left_is_signed(export: Lines) -> None:
    last = max(entries(export))
    assert any("its head names" in p for p in found_in(export[:last] + export[last + 1 :]))


@pytest.mark.parametrize("value", ["text", "nonce"])
def test_changed_content_is_found(export: Lines, value: str) -> None:
    for place, line in enumerate(export):
        if line.get("content", {}).get("text"):
            changed = [json.loads(json.dumps(one)) for one in export]
            held = changed[place]["content"]
            held[value] = held[value].translate(str.maketrans("0演a", "1示b")) + "00"
            where = f"content {held['digest'][:16]}"
            assert any(p.startswith(where) for p in found_in(changed))


def test_content_that_no_act_took_out_may_not_be_gone(export: Lines) -> None:
    place = next(n for n, line in enumerate(export) if line.get("content", {}).get("text"))
    export[place]["content"]["text"] = None
    assert any("the content is gone, and no act says why" in p for p in found_in(export))


def test_another_key_is_found(export: Lines) -> None:
    export[0]["register"]["public_key"] = export[1]["register"]["public_key"]
    problems = found_in(export)
    assert any("names another key than the register" in p for p in problems)
    assert any("the signature of its head does not hold" in p for p in problems)


def test_a_seal_without_the_consent_it_cites_is_found(export: Lines) -> None:
    """Also when the chain of the consenting body is left out altogether."""
    body = export[1]["register"]["body"]
    left = [
        line
        for line in export
        if line.get("register", {}).get("body") != body
        and not ("entry" in line and body_of(line)["body"] == body)
    ]
    assert any("cites an entry, or follows one, that is not there" in p for p in found_in(left))


def test_a_file_that_is_no_export_is_not_taken_for_good(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "dossier.jsonl"
    path.write_text('{"content": 1}\nnothing\n{}\n')
    assert main([str(path)]) == 1
    said = capsys.readouterr()
    assert [line.split(":")[0] for line in said.err.splitlines()] == [
        "BAD line 1",
        "BAD line 2",
        "BAD line 3",
        f"BAD {path}",
    ]


def _nothing_asked(execute: Any, sql: str, params: Any, many: bool, context: Any) -> None:
    raise AssertionError(f"the database was asked: {sql}")


def test_the_command_says_everything_holds_and_whose_keys_sign(
    export: Lines, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "dossier.jsonl"
    path.write_text("".join(json.dumps(line) + "\n" for line in export))
    with connection.execute_wrapper(_nothing_asked):
        assert main([str(path)]) == 0
    said = capsys.readouterr().out
    assert "everything holds" in said
    assert export[0]["register"]["public_key"] in said
    path.write_text("".join(json.dumps(line) + "\n" for line in export[1:]))
    assert main([str(path)]) == 1
