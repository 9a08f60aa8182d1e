"""Papers on a topic: listed by act, checked by what they hold, under standing consent or not."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.parties import found, parties, pass_act
from tests.topics.steps import client_of, form_path, page, payload, raise_topic, text
from xieqiao.acts import gate
from xieqiao.acts.access import Acting
from xieqiao.acts.models import Act, ActState
from xieqiao.topics.models import Topic

pytestmark = pytest.mark.django_db

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n"


def docx() -> bytes:
    """Return a file that a word processor would open."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("word/document.xml", "<w:document/>")
    return made.getvalue()


def send(who: Acting, topic: Topic, name: str, data: bytes) -> Any:
    """Return the answer to the form of the list, with one paper."""
    path = form_path(who, "topic.papers", on=topic.papers.id)
    fields = {
        "acting": who.token,
        "_do": "propose",
        "papers-count": "1",
        "papers-0-title": "背景材料",
        "papers-0-file-new": SimpleUploadedFile(name, data),
    }
    return client_of(who).post(path, fields)


@pytest.mark.parametrize(("name", "data"), [("材料.pdf", PDF), ("材料.docx", docx())])
def test_a_listed_paper_is_on_the_page_with_size_and_digest(name: str, data: bytes) -> None:
    there = parties(2)
    topic = raise_topic(there, found(there))
    assert send(there[0], topic, name, data).status_code == 302
    act = Act.objects.get(kind="topic.papers")
    gate.consent(there[1], act.id, act.versions.get().digest)
    paper = topic.papers.listed.get()
    shown = text(page(there[1], "topic", topic=topic.id))
    for words in ("背景材料", name, paper.sha256[:12]):
        assert words in shown


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("程序.exe", b"MZ" + b"\0" * 100),
        ("照片.pdf", b"\x89PNG\r\n\x1a\n" + b"\0" * 64),
        ("假文档.docx", b"not a zip"),
        ("空.pdf", b""),
    ],
)
def test_wrong_renamed_and_empty_files_are_refused_and_the_rest_stays(
    name: str, data: bytes
) -> None:
    there = parties(2)
    topic = raise_topic(there, found(there))
    answer = send(there[0], topic, name, data)
    shown = answer.content.decode()
    assert "背景材料" in shown
    assert 'role="alert"' in shown
    assert not Act.objects.filter(kind="topic.papers").exists()


def test_an_oversized_file_is_refused(settings: Any) -> None:
    settings.XIEQIAO_MAX_UPLOAD_MB = 1
    there = parties(2)
    topic = raise_topic(there, found(there))
    answer = send(there[0], topic, "大.pdf", PDF + b"\0" * 1_100_000)
    assert "大.pdf" in answer.content.decode()
    assert not Act.objects.filter(kind="topic.papers").exists()


def test_a_holder_of_the_standing_consent_lists_papers_alone_and_others_ask_all() -> None:
    there = parties(3)
    partnership = found(there)
    words = {"holder": str(there[0].body_id), "sorts": ["topic_papers"]}
    pass_act(there, "delegation.grant", words, partnership=partnership.id)
    topic = raise_topic(there, partnership)
    alone = gate.propose(there[0], "topic.papers", payload("topic.papers"), subject=topic.papers.id)
    assert alone.state == ActState.SEALED
    asks = gate.propose(there[1], "topic.papers", payload("topic.papers"), subject=topic.papers.id)
    assert asks.state == ActState.OPEN
