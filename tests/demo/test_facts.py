"""Every fact of the source is on a page that its own users reach from the desk by clicking."""

from __future__ import annotations

import pytest

from tests.demo.crawler import Crawl
from tests.demo.facts import leaves, read_facts
from tests.demo.where import PLACES, Place
from tests.demo_loaded import Demo
from xieqiao.demo.script import read

pytestmark = [pytest.mark.slow, pytest.mark.once]


def _crawls(demo: Demo) -> dict[str, Crawl]:
    found = {}
    for who in sorted({place.who for place in PLACES}):
        slug, role = who.split()
        found[who] = Crawl(demo.client(slug, role), slug)
    return found


def _place(path: str) -> Place:
    fitting = [place for place in PLACES if place.fits(path)]
    assert len(fitting) == 1, f"{path}: {len(fitting)} rows of the table say where it stands"
    return fitting[0]


def _is_key(path: str) -> bool:
    """Ids of the facts' file are its own cross-references, no facts."""
    return path.endswith(".id")


def test_each_row_of_the_table_is_about_a_fact() -> None:
    paths = [path for path, _value in leaves(read_facts())]
    assert [p.path for p in PLACES if not any(p.fits(path) for path in paths)] == []


def test_every_fact_is_reached_from_the_desk(demo: Demo) -> None:
    crawls = _crawls(demo)
    missing = []
    for path, value in leaves(read_facts()):
        if _is_key(path):
            continue
        place = _place(path)
        words = place.words(value)
        pages = [p for p in crawls[place.who].pages.values() if p.view == place.view]
        if not any(all(word in page.text for word in words) for page in pages):
            missing.append(f"{path}: {place.who} finds no page {place.view} saying {words}")
    assert not missing, "\n".join(missing)


def test_a_way_to_a_fact_is_short(demo: Demo) -> None:
    crawl = Crawl(demo.client("muli", "member"), "muli")
    farthest = max((crawl.way_to(seen) for seen in crawl.pages.values()), key=len)
    assert len(farthest) - 1 <= 5, " → ".join(farthest)


def test_the_bodies_are_those_of_the_source() -> None:
    facts = {body["id"]: body for body in read_facts()["bodies"]}
    ours = {body["slug"]: body for body in read("directory")["body"] if not body.get("invented")}
    assert ours.keys() == facts.keys()
    for slug, body in ours.items():
        same = {name: body[name] for name in ("name", "region", "level")}
        assert same == {name: facts[slug][name] for name in same}
