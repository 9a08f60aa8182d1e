"""Results as figures over time, with unit and source, and their picture."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from tests.outcomes.steps import agree, day, do, fault, measure, page, report, said, text
from tests.parties import found, parties
from xieqiao.acts.errors import Ended
from xieqiao.outcomes.acts.results import plain
from xieqiao.outcomes.models import Indicator
from xieqiao.outcomes.queries import measures_in_force

pytestmark = pytest.mark.django_db


def test_figures_stand_in_a_picture_and_in_a_table() -> None:
    there = parties(2)
    row = measure(there[0], found(there).id, note="正式营业的门店")
    shown = said(page(there[1], "indicator", indicator=row.id))
    for what in ("<svg", "2020年12月", "2021年5月1日", "县商务局", "正式营业的门店", "数值（家）"):
        assert what in shown
    assert 'role="img"' in shown


def test_one_value_needs_no_picture() -> None:
    there = parties(2)
    row = measure(there[0], found(there).id, measures=[{"on": "2021", "value": "2"}])
    shown = text(page(there[1], "indicator", indicator=row.id))
    assert "<svg" not in shown
    assert "<table" in shown


def test_a_name_cannot_break_the_picture() -> None:
    there = parties(2)
    row = measure(there[0], found(there).id, name='"><script>alert(1)</script>', unit="<b>")
    for name, kwargs in (("indicator", {"indicator": row.id}), ("indicators", {})):
        shown = text(page(there[1], name, **kwargs))
        assert "<script>alert" not in shown
        assert "<b>)" not in shown


def test_a_new_value_follows_and_one_for_a_known_date_takes_its_place() -> None:
    there = parties(2)
    row = measure(there[0], found(there).id)
    report(there[0], "result.measure", row.id, on="2021-10", value="9")
    report(there[0], "result.measure", row.id, on="2020-12", value="3", from_where="更正")
    row = Indicator.objects.get()
    values = [(str(m.on), plain(m.value)) for m in measures_in_force(row)]
    assert values == [("2020-12", "3"), ("2021-05-01", "5"), ("2021-10", "9")]
    shown = said(page(there[1], "indicator", indicator=row.id))
    assert "更正" in shown


@pytest.mark.parametrize("wrong", ["2021-13", "2021-02-30", "昨天"])
def test_dates_that_do_not_exist_are_refused(wrong: str) -> None:
    there = parties(2)
    partnership = found(there)
    with pytest.raises(ValueError, match=r".+"):
        measure(there[0], partnership.id, measures=[{"on": wrong, "value": "1"}])
    assert not Indicator.objects.exists()


def test_figures_of_days_to_come_are_refused() -> None:
    there = parties(2)
    partnership = found(there)
    words: dict[str, Any] = {"name": "门店", "unit": "家"}
    later = [{"on": day(2), "value": "1"}]
    where = fault(there[0], "result.record", partnership=partnership.id, measures=later, **words)
    assert where == "measures"
    row = measure(there[0], partnership.id)
    assert fault(there[0], "result.measure", row.id, on=day(2), value="1") == "on"


@pytest.mark.parametrize("field", ["action", "outcome", "topic"])
def test_a_result_of_something_elsewhere_is_refused(field: str) -> None:
    there = parties(3)
    here, elsewhere = found(there[:2]), agree([there[0], there[2]])
    words: dict[str, Any] = {"name": "门店", "unit": "家", "measures": [{"on": "2021", "value": 1}]}
    words[field] = elsewhere.id
    assert fault(there[0], "result.record", partnership=here.id, **words) == field


def test_only_who_measures_goes_on_measuring() -> None:
    there = parties(2)
    row = measure(there[0], found(there).id)
    with pytest.raises(Ended):
        report(there[1], "result.measure", row.id, on="2021-10", value="9")
    assert "result.measure" not in text(page(there[1], "indicator", indicator=row.id))
    assert "result.measure" in text(page(there[0], "indicator", indicator=row.id))


def test_results_stand_with_the_outcome_and_the_action_that_they_belong_to() -> None:
    there = parties(2)
    outcome = agree(there)
    action = do(there, outcome.partnership_id, there[0], outcome=outcome.id)
    measure(there[0], outcome.partnership_id, name="经由事项", action=action.id)
    measure(there[1], outcome.partnership_id, name="经由成果", outcome=outcome.id)
    shown = said(page(there[0], "outcome", outcome=outcome.id))
    assert "经由事项" in shown
    assert "经由成果" in shown
    assert "经由事项" in said(page(there[0], "action", action=action.id))


@pytest.mark.parametrize(
    ("value", "shown"), [("5.0000", "5"), ("100", "100"), ("0.1250", "0.125"), ("-3.50", "-3.5")]
)
def test_zeros_that_say_nothing_are_left_out(value: str, shown: str) -> None:
    assert plain(Decimal(value)) == shown


def test_many_values_keep_the_picture_readable() -> None:
    there = parties(2)
    months = [f"20{y}-{m:02}" for y in (19, 20, 21) for m in range(1, 13)]
    rows = [{"on": on, "value": str(n)} for n, on in enumerate(months)]
    row = measure(there[0], found(there).id, measures=rows)
    shown = text(page(there[1], "indicator", indicator=row.id))
    picture = shown[shown.index("<svg xmlns") : shown.index("</svg>")]
    assert picture.count("<circle") == 36
    assert picture.count("<text") == 4
