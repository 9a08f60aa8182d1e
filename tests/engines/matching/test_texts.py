"""Without scores, texts and sectors tell who fits, and the reasons quote them."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from xieqiao.engines.matching import texts
from xieqiao.engines.matching.command import main

NEEDS = """need,text,sector,min,max
数字,学习数字政府建设经验，推进一网统管，方便老年人线上办事,I,1,1
电商,帮山区农户把农产品卖到网上,F,1,1
"""
PEOPLE = """person,body,text,sector,capacity
演示委员 001,德清,经营数字经济企业，承建县级一网通办政务平台,I,1
演示委员 002,德清,做了十年农产品直播带货，帮合作社开网店,F,1
演示委员 003,黄浦,康复医院骨科医生，擅长关节手术,Q,1
"""


def test_texts_tell_who_fits_and_why(tmp_path: Path) -> None:
    needs, people = tmp_path / "needs.csv", tmp_path / "people.csv"
    needs.write_text(NEEDS, encoding="utf-8")
    people.write_text(PEOPLE, encoding="utf-8")
    out, report, some = (tmp_path / name for name in ("out.csv", "report.json", "some.csv"))
    args = ["--needs", needs, "--people", people, "--out", out, "--report", report]
    assert main([*map(str, args), "--candidates", str(some)]) == 0
    rows = list(csv.DictReader(out.read_text(encoding="utf-8").splitlines()))
    assert {(row["need"], row["person"]) for row in rows} == {
        ("数字", "演示委员 001"),
        ("电商", "演示委员 002"),
    }
    assert "sector I" in next(row["reason"] for row in rows if row["need"] == "数字")
    assert all(" ~ " in row["reason"] for row in rows)
    found = json.loads(report.read_text(encoding="utf-8"))
    assert found["optimal"]
    listed = list(csv.DictReader(some.read_text(encoding="utf-8").splitlines()))
    assert next(row["person"] for row in listed if row["need"] == "电商") == "演示委员 002"


def test_of_too_many_pairs_the_index_finds_some_and_a_bound_is_stated(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(texts, "_ALL", 0)
    monkeypatch.setattr(texts, "_LISTED", 2)
    needs, people = tmp_path / "needs.csv", tmp_path / "people.csv"
    needs.write_text(NEEDS, encoding="utf-8")
    people.write_text(PEOPLE, encoding="utf-8")
    out, report = tmp_path / "out.csv", tmp_path / "report.json"
    args = ["--needs", needs, "--people", people, "--out", out, "--report", report]
    assert main([*map(str, args)]) == 0
    rows = list(csv.DictReader(out.read_text(encoding="utf-8").splitlines()))
    assert {row["person"] for row in rows} == {"演示委员 001", "演示委员 002"}
    found = json.loads(report.read_text(encoding="utf-8"))
    assert not found["optimal"]
    assert found["bound"] > found["objective"]
