"""Files that show what a member did: kept, handed out, taken away, shown to partners."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from tests.duty.steps import initiative, paper
from tests.exchange.steps import Browser, form_of, text
from tests.parties import acting, body, found, parties
from xieqiao.acts.models import File
from xieqiao.bodies.models import Person
from xieqiao.duty import sweep
from xieqiao.duty.models import Initiative, InitiativeFile, SharedInitiative

pytestmark = pytest.mark.django_db


def kept_with(browser: Browser, row: Initiative, *papers: SimpleUploadedFile) -> Any:
    """Send files from the page of an initiative."""
    return browser.send("duty:add_file", {"file": list(papers)}, initiative=row.id)


@pytest.fixture
def clerk() -> Browser:
    return Browser(acting(body(1), "clerk"))


def test_several_are_kept_at_once_and_handed_out(clerk: Browser) -> None:
    row = initiative(clerk.who)
    kept_with(clerk, row, paper("一.txt"), paper("二.txt", b"two"))
    page = clerk.read("duty:initiative", initiative=row.id)
    assert "一.txt" in page
    second = row.files.get(name="二.txt")
    answer = clerk.open("duty:file", initiative=row.id, initiative_file=second.id)
    assert b"".join(answer.streaming_content) == b"two"
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_a_member_gets_back_what_he_or_the_office_put_in(clerk: Browser) -> None:
    member = Browser(acting(clerk.who.body, "member", 12))
    row = initiative(clerk.who, member=Person.objects.get(id=str(member.who.person_id)))
    kept_with(member, row, paper("自己.txt"))
    row.refresh_from_db()
    assert not row.confirmed  # what a member adds waits for the office again
    kept_with(clerk, row, paper("机关.txt"))
    for kept in row.files.all():
        assert (
            member.open("duty:file", initiative=row.id, initiative_file=kept.id).status_code == 200
        )


@pytest.mark.parametrize(
    "wrong",
    [
        paper("空.txt", b""),
        paper("程序.exe", b"MZ"),
        paper("改名.pdf", b"not a pdf"),
        paper("坏.docx", b"PK nothing"),
    ],
)
def test_a_wrong_file_is_told_and_nothing_is_kept(
    clerk: Browser, wrong: SimpleUploadedFile, settings: Any
) -> None:
    row = initiative(clerk.who)
    answer = kept_with(clerk, row, paper("好.txt"), wrong)
    assert answer.status_code == 422
    assert str(wrong.name) in text(answer)
    assert not InitiativeFile.objects.exists()
    assert not File.objects.exists()
    assert [p for p in Path(settings.MEDIA_ROOT).rglob("*") if p.is_file()] == []


def test_a_file_that_is_too_large_is_told(clerk: Browser, settings: Any) -> None:
    settings.XIEQIAO_MAX_UPLOAD_MB = 1
    row = initiative(clerk.who)
    answer = kept_with(clerk, row, paper("大.txt", b"x" * 1_048_577))
    assert answer.status_code == 422
    assert "1 MB" in text(answer)


def test_nothing_chosen_is_told(clerk: Browser) -> None:
    row = initiative(clerk.who)
    answer = clerk.send("duty:add_file", {}, initiative=row.id)
    assert answer.status_code == 422
    assert "请选择文件" in text(answer)


def test_taking_one_away_asks(clerk: Browser, monkeypatch: Any, settings: Any) -> None:
    row = initiative(clerk.who)
    kept_with(clerk, row, paper())
    kept = row.files.get()
    assert kept.name in clerk.read("duty:remove_file", initiative=row.id, initiative_file=kept.id)
    assert row.files.count() == 1
    clerk.send("duty:remove_file", initiative=row.id, initiative_file=kept.id)
    assert row.files.count() == 0
    monkeypatch.setattr(sweep, "_last", {"ran_at": float("-inf")})
    File.objects.update(deleted_at=timezone.now() - timedelta(days=31))
    assert sweep.run() == 1
    assert [p for p in Path(settings.MEDIA_ROOT).rglob("*") if p.is_file()] == []


def test_what_is_deleted_takes_its_files_with_it(clerk: Browser, monkeypatch: Any) -> None:
    row = initiative(clerk.who)
    kept_with(clerk, row, paper())
    Initiative.objects.update(deleted_at=timezone.now() - timedelta(days=31))
    monkeypatch.setattr(sweep, "_last", {"ran_at": float("-inf")})
    sweep.run()
    assert not Initiative.objects.exists()
    assert File.objects.get().deleted_at is not None


def test_the_form_carries_them_and_partners_get_what_was_shown(monkeypatch: Any) -> None:
    one, other, third = parties(3)
    here, there = found([one, other]), found([one, third])
    clerk = Browser(acting(one.body, "clerk", 5))
    row = initiative(one)
    kept_with(clerk, row, paper("给看.txt", b"shown"), paper("不给看.txt", b"kept"))
    for partnership in (here, there):
        query = f"?partnership={partnership.id}&own={row.id}"
        path = clerk.path("acts:new", kind="initiative.share") + query
        empty = clerk.get(path)
        assert "不给看.txt" in text(empty)
        form = form_of(empty)
        tokens = [token for token, name in form.pop("files") if name == "给看.txt"]
        fields = {**form, "member-shown_as": "演示委员 012", "files": tokens, "_do": "propose"}
        clerk.post(path, {"acting": clerk.who.token, **fields})
    assert SharedInitiative.objects.count() == 2
    for partner in (other, third):
        browser = Browser(partner)
        shown = SharedInitiative.objects.get(partnership__in=[here, there], id__in=_read(browser))
        page = browser.read("duty:shared", shared=shown.id)
        assert "给看.txt" in page
        assert "不给看.txt" not in page
        file = shown.files.get()
        answer = browser.open("acts:file", file=file.file_id)
        assert b"".join(answer.streaming_content) == b"shown"
        hidden = row.files.get(name="不给看.txt")
        assert browser.open("acts:file", file=hidden.file_id).status_code == 404
        assert (
            browser.open("duty:file", initiative=row.id, initiative_file=hidden.id).status_code
            == 404
        )
    # Taken away at home, it stays with who was shown it.
    clerk.send(
        "duty:remove_file", initiative=row.id, initiative_file=row.files.get(name="给看.txt").id
    )
    assert Browser(third).open("acts:file", file=file.file_id).status_code == 200


def _read(browser: Browser) -> list[Any]:
    answer = browser.open("duty:shared_initiatives")
    return [row.id for row in answer.context["page"]]


def test_nobody_else_gets_a_file_that_was_not_shown(clerk: Browser) -> None:
    row = initiative(clerk.who)
    kept_with(clerk, row, paper())
    kept = row.files.get()
    stranger = Browser(acting(body(2), "clerk"))
    member = Browser(acting(clerk.who.body, "member", 13))
    for browser in (stranger, member):
        assert (
            browser.open("duty:file", initiative=row.id, initiative_file=kept.id).status_code == 404
        )
        assert browser.open("acts:file", file=kept.file_id).status_code == 404
        answer = kept_with(browser, row, paper("闯入.txt"))
        assert answer.status_code == 404


def test_a_file_of_another_initiative_is_not_reached_through_one_s_own(clerk: Browser) -> None:
    one, other = initiative(clerk.who), initiative(clerk.who)
    kept_with(clerk, one, paper())
    kept = one.files.get()
    assert clerk.open("duty:file", initiative=other.id, initiative_file=kept.id).status_code == 404
    assert (
        clerk.open("duty:remove_file", initiative=other.id, initiative_file=kept.id).status_code
        == 404
    )
