"""A clock that was set back, and files for which there is no room: said clearly, nothing half."""

from __future__ import annotations

import resource
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.utils import timezone

from tests.acts_pages.pages import Browser, present, said
from tests.faults.losing import our_tables, rows
from tests.parties import found, parties, two_parties
from xieqiao.acts import gate
from xieqiao.acts.files import store_upload
from xieqiao.acts.kinds import kind_named
from xieqiao.acts.models import Act, File

pytestmark = [pytest.mark.django_db, pytest.mark.database]
WHY = "The server's clock is behind the last signed entry"


@contextmanager
def set_back(monkeypatch: pytest.MonkeyPatch, by: timedelta) -> Iterator[None]:
    """Set the clock back for a while, for all that asks Django what time it is."""
    right = timezone.now
    with monkeypatch.context() as patch:
        patch.setattr(timezone, "now", lambda: right() - by)
        yield


def test_with_the_clock_set_back_nothing_is_signed_and_the_page_says_why(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    one, two = two_parties()
    space = found([one, two]).id
    topic = kind_named("topic.confirm").payload.model_validate({"title": "A topic of theirs"})
    act = gate.propose(two, "topic.confirm", topic, partnership=space)
    ours = Browser(one, "en")
    fields = {"title": "Clean river", "question": "How do we clean it?", "_act": str(uuid4())}
    where = {"query": f"?partnership={space}", "kind": "topic.confirm"}
    before = rows(our_tables() - {"bodies_session"})
    with set_back(monkeypatch, timedelta(hours=1)):
        page = said(ours.send("new", fields, **where))
        assert WHY in page
        assert "set its clock" in page
        assert 'value="Clean river"' in page
        assert "How do we clean it?" in page
        words = {"digest": present(act).digest, "reason": "Not yet"}
        for name in ("consent", "decline"):
            assert WHY in said(ours.send(name, words, act=act.id))
        assert "A topic of theirs" in ours.read("act", act=act.id), "reading goes on"
    assert rows(before) == before
    assert ours.send("new", fields, **where).status_code == 302
    assert ours.send("consent", words, act=act.id).status_code == 302
    assert Act.objects.get(id=act.id).state == "sealed"


def test_a_clock_that_is_a_little_behind_is_no_trouble(monkeypatch: pytest.MonkeyPatch) -> None:
    one, two = two_parties()
    space = found([one, two]).id
    topic = kind_named("topic.confirm").payload.model_validate({"title": "演示议题"})
    with set_back(monkeypatch, timedelta(seconds=3)):
        assert gate.propose(one, "topic.confirm", topic, partnership=space).state == "open"


def test_a_file_for_which_there_is_no_room_leaves_nothing(settings: Any) -> None:
    """Also what was written of it before the room ran out is gone."""
    if connection.vendor != "sqlite":
        pytest.skip("the limit would concern the whole run")
    who = parties(1)[0]
    upload = SimpleUploadedFile("report.txt", b"word " * 10_000)
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, before[1]))
    try:
        with pytest.raises(ValidationError) as refused:
            store_upload(who, upload)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert "report.txt" in str(refused.value.messages[0])
    assert not File.objects.exists()
    assert [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()] == []
    upload.seek(0)
    store_upload(who, upload)
    assert File.objects.count() == 1
