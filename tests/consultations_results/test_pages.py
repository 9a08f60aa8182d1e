"""The page of a result, its table, its pictures and its files say the same."""

from __future__ import annotations

import csv
import io
import json
import re
from itertools import combinations
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tests.consultations.steps import in_the_room, statements
from tests.consultations_results.scenes import close, page, text, vote, voted, voting
from tests.parties import acting, body, found, parties
from xieqiao.acts.matter import gate_open
from xieqiao.consultations import live
from xieqiao.consultations.live.guests import token_of
from xieqiao.consultations.models import KeptResult, Statement, Vote
from xieqiao.consultations.results import keeping
from xieqiao.consultations.results.keeping import result_of
from xieqiao.consultations.results.reading import sheet_of

pytestmark = pytest.mark.django_db


def plain(html: str) -> str:
    """Return a page's words in one line."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


def rows_of(answer: Any) -> list[dict[str, str]]:
    """Return the rows of a downloaded table."""
    return list(csv.DictReader(io.StringIO(text(answer).removeprefix("\ufeff"))))


def test_the_page_begins_with_who_took_part_and_what_all_hold() -> None:
    there, _partnership, row = voted()
    said = plain(text(page(there[1], "result", row)))
    assert "40 people took part: 演示1号市政协 20, 演示2号市政协 20." in said
    assert "all sides hold 4 in common; on 4 the sides differ." in said
    assert "Held in common" in said and "Where the sides differ" in said


def test_each_picture_says_in_words_what_it_shows() -> None:
    there, _partnership, row = voted()
    html = text(page(there[0], "result", row))
    pictures = re.findall(r"<svg[^>]*role=\"img\"[^>]*>.*?</svg>", html, re.DOTALL)
    assert len(pictures) >= 8
    for picture in pictures:
        assert re.search(r"<title[^>]*>[^<]+</title>", picture)
        assert re.search(r"<desc[^>]*>[^<]+</desc>", picture)
    assert not re.search(r"<svg[^>]*style=|<[a-z]+ style=|<style", html)


def test_the_table_has_every_statement_and_every_figure_of_the_download() -> None:
    there, _partnership, row = voted()
    html = plain(text(page(there[0], "result_table", row)))
    rows = rows_of(page(there[0], "result_csv", row))
    assert len(rows) == 8 * 3
    for one in rows:
        assert one["Statement"] in html
        if one["Side"] != "Everybody":
            counts = f"{one['Voted']} of {one['How many people']} voted: {one['Agree']} agree"
            assert counts in html


def test_the_json_says_what_the_csv_says() -> None:
    there, _partnership, row = voted()
    data = json.loads(text(page(there[0], "result_json", row)))
    rows = rows_of(page(there[0], "result_csv", row))
    by_key = {(one["Number"], one["Side"]): one for one in rows}
    assert len(data["statements"]) == 8
    for one in data["statements"]:
        for side, cell in zip(data["sides"], one["sides"], strict=True):
            line = by_key[str(one["number"]), side["name"]]
            assert int(line["Agree"]) == cell["agree"]
            assert int(line["Share that agrees, %"]) == cell["agrees_per_cent"]["share"]


def test_pictures_come_as_files() -> None:
    there, _partnership, row = voted()
    for name in ("result_map", "result_shares"):
        answer = page(there[0], name, row)
        assert answer["Content-Type"].startswith("image/svg+xml")
        assert text(answer).startswith("<svg")


def test_a_spreadsheet_takes_a_statement_for_a_text() -> None:
    there = parties(2)
    row = in_the_room(there, found(there), demonstration=True)
    live.seed_statement(there[0], row, "=1+1")
    vote(row, [a.body_id for a in there], [6, 6], count=1)
    close(there, row)
    assert {one["Statement"] for one in rows_of(page(there[0], "result_csv", row))} == {"'=1+1"}


def test_few_guests_are_counted_with_the_smaller_side() -> None:
    there = parties(2)
    row = in_the_room(there, found(there), demonstration=True, guests=True)
    statements(there[0], row, 8)
    vote(row, [there[0].body_id, there[1].body_id, None], [20, 12, 3])
    close(there, row)
    html = plain(text(page(there[0], "result", row)))
    assert "演示1号市政协 20, 演示2号市政协, Guests 15" in html
    data = json.loads(text(page(there[0], "result_json", row)))
    assert [side["people"] for side in data["sides"]] == [20, 15]


def test_of_fewer_than_five_nothing_is_shown_and_there_is_nothing_to_download() -> None:
    there, _partnership, row = voted((2, 2))
    html = plain(text(page(there[0], "result", row)))
    assert "Too few people voted" in html
    for name in ("result_csv", "result_json", "result_map", "result_shares", "result_table"):
        assert page(there[0], name, row).status_code == 404


def test_without_statements_the_page_says_so() -> None:
    there = parties(2)
    row = in_the_room(there, found(there))
    assert "Too few people" in text(page(there[0], "result", row))


def test_a_hidden_statement_is_not_in_the_result() -> None:
    there, _partnership, row = voting()
    result_of(row)
    statement = Statement.objects.get(consultation=row, number=1)
    step = live.propose_moderation(there[0], statement, "hide", "演示")
    live.agree_moderation(there[1], step)
    assert statement.text not in text(page(there[0], "result_csv", row))
    assert statement.text not in text(page(there[0], "result", row))


def test_a_merged_statements_votes_count_for_the_other() -> None:
    there, _partnership, row = voting()
    one, two = Statement.objects.filter(consultation=row, number__in=[1, 2]).order_by("number")
    step = live.propose_moderation(there[0], one, "merge", "演示", target=two)
    live.agree_moderation(there[1], step)
    sheet = sheet_of(row.id)
    assert 1 not in sheet.statements
    assert len([v for v in sheet.votes if v[1] == 2]) == 40


def test_a_strangers_body_sees_nothing() -> None:
    _there, _partnership, row = voted()
    stranger = acting(body(9))
    for name in ("result", "result_table", "result_csv", "result_json", "result_map"):
        assert page(stranger, name, row).status_code == 404


def persons(row: Any) -> int:
    """Return of how many people the result is made that is shown now."""
    kept = result_of(row)
    assert kept is not None
    return kept.result.people


def test_the_newest_votes_are_held_back_until_five_more_have_voted(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(keeping, "RENEW", 0)
    there, _partnership, row = voting()
    first = result_of(row)
    assert first is not None and not first.complete and 35 <= first.result.people <= 36
    vote(row, [there[0].body_id], [2])
    assert result_of(row) == first
    assert "held back until five more people" in text(page(there[0], "result", row))
    vote(row, [there[0].body_id], [3])
    assert 40 <= persons(row) <= 41
    vote(row, [there[0].body_id], [2])
    assert 40 <= persons(row) <= 41
    last = result_of(close(there, row))
    assert last is not None and last.complete and last.result.people == 47


def made_of(row: Any) -> frozenset[Any]:
    """Return the votes of which the result is made that is shown now."""
    assert result_of(row) is not None
    until = KeptResult.objects.get(consultation=row).voted_until
    return frozenset(vote[:3] for vote in sheet_of(row.id, until).votes)


@pytest.mark.parametrize("waves", [[1], [4, 1, 4], [1, 1, 1, 1, 1, 1], [3, 3, 3, 2], [7, 1]])
def test_no_two_results_differ_by_the_votes_of_fewer_than_five(
    waves: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keeping, "RENEW", 0)
    there, _partnership, row = voting((8, 8))
    shown = {made_of(row)}
    for size in waves:
        vote(row, [there[0].body_id], [size])
        shown.add(made_of(row))
    shown.add(made_of(close(there, row)))
    for one, other in combinations(shown, 2):
        assert len({who for who, *_ in one ^ other}) >= 5


def test_who_reckons_is_one_alone() -> None:
    there, _partnership, row = voted()
    now = timezone.now()
    assert keeping._claimed(row.id, now)
    assert not keeping._claimed(row.id, now)
    assert "being reckoned" in text(page(there[0], "result", row))


def test_many_votes_are_reckoned_in_the_background(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keeping, "MOST_AT_ONCE", 10)
    there, _partnership, row = voted()
    assert "being reckoned" in text(page(there[0], "result", row))
    keeping.reckon_later.func(str(row.id), final=True)
    assert "40 people took part" in text(page(there[0], "result", row))


def test_the_same_votes_give_the_same_result_in_another_process() -> None:
    _there, _partnership, row = voted()
    assert result_of(row) is not None
    kept = KeptResult.objects.get(consultation=row)
    KeptResult.objects.all().delete()
    assert result_of(row) is not None
    assert KeptResult.objects.get(consultation=row).text == kept.text


def queries_for(there: Any, name: str, row: Any) -> int:
    """Return how many queries a page takes once its result is there."""
    page(there[0], name, row)
    with CaptureQueriesContext(connection) as caught:
        assert page(there[0], name, row).status_code == 200
    return len(caught)


@pytest.mark.parametrize("name", ["result", "result_table", "result_csv", "result_json"])
def test_a_page_takes_as_many_queries_for_many_statements_as_for_few(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keeping, "RENEW", 0)
    there = parties(2)
    partnership = found(there)
    few = in_the_room(there, partnership, demonstration=True)
    statements(there[0], few, 10)
    vote(few, [a.body_id for a in there], [6, 6], count=10)
    many = in_the_room(there, partnership, demonstration=True)
    with gate_open("live"):
        Statement.objects.bulk_create(
            Statement(consultation=many, number=n, text=f"演示意见 {n}", at=many.opens_at)
            for n in range(1, 301)
        )
    vote(many, [a.body_id for a in there], [6, 6], count=300)
    assert Vote.objects.count() == 12 * 310
    for row in (few, many):
        close(there, row)
    assert queries_for(there, name, few) == queries_for(there, name, many)


def test_a_guest_reads_the_result_by_the_invitation() -> None:
    there, _partnership, row = voting(guests=True)
    link = live.make_guest_link(there[0], row, "演示居民")
    close(there, row)
    client = Client(headers={"accept-language": "en"})
    where = {"token": token_of(link)}
    answer = client.get(reverse("consultations_root:result", kwargs=where))
    assert "40 people took part" in text(answer)
    assert "/b/" not in text(answer).split("<main")[1].split("</main>")[0]
    first = text(client.get(reverse("consultations_root:consultation", kwargs=where)))
    assert reverse("consultations_root:result", kwargs=where) in first
    assert client.get(reverse("consultations_root:result", args=["nonsense"])).status_code == 404


def test_of_many_sides_the_lowest_and_the_highest_are_drawn() -> None:
    there = parties(10)
    row = in_the_room(there, found(there), demonstration=True)
    statements(there[0], row, 1)
    vote(row, [a.body_id for a in there], [6] * 10, lambda side, _n: side / 9, count=1)
    close(there, row)
    html = text(page(there[0], "result", row))
    assert html.count('class="interval"') == 8 and "2 more sides stand in the table." in html
    assert text(page(there[0], "result_shares", row)).count('class="interval"') == 10
