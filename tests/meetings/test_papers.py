"""What is read for an activity: listed by act, and downloaded by the parties alone."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests.meetings.steps import (
    client_of,
    form_path,
    held,
    page,
    pass_minutes,
    payload,
    plan,
    sections,
    send,
    text,
    upload,
)
from tests.parties import acting, body, consent, found, parties, pass_act
from tests.partnerships.steps import leave
from xieqiao.acts import gate
from xieqiao.acts.errors import ActError
from xieqiao.meetings.models import Activity, Paper, Papers

pytestmark = pytest.mark.django_db


def paper(who: Any, title: str = "调研报告", **kw: Any) -> dict[str, Any]:
    """Return a paper for a payload, its file put in."""
    return {"title": title, "file": upload(who, **kw)}


def lists(who: Any, activity: Activity, *papers: dict[str, Any]) -> Any:
    """Return the act by which somebody proposes a list."""
    wanted = payload("activity.papers", activity_title=activity.title, papers=list(papers))
    return gate.propose(who, "activity.papers", wanted, subject=activity.papers.id)


def shown(who: Any, activity: Activity) -> str:
    """Return the part of the page with the papers."""
    return sections(text(page(who, "activity", activity=activity.id)))["papers"]


def test_they_come_with_the_plan() -> None:
    there = parties(2)
    activity = plan(there, found(there), papers=[paper(there[0])])
    file = Paper.objects.get()
    path = reverse("acts:file", kwargs={"body": there[1].slug, "file": file.file_id})
    assert "调研报告" in shown(there[1], activity)
    assert path in shown(there[1], activity)
    answer: Any = client_of(there[1]).get(path)
    assert b"".join(answer.streaming_content) == b"text"


def test_the_list_changes_by_act() -> None:
    there = parties(2)
    activity = plan(there, found(there), papers=[paper(there[0], "甲")])
    act = lists(there[1], activity, paper(there[1], "乙"))
    assert "甲" in shown(there[0], activity)
    consent(there[0], act)
    assert "甲" not in shown(there[0], activity)
    assert "乙" in shown(there[0], activity)
    assert [p.title for p in Papers.objects.get().listed.all()] == ["乙"]


def test_a_clerk_with_standing_consent_adds_one_alone() -> None:
    there = parties(2)
    partnership = found(there)
    words = {"holder": str(there[0].body_id), "sorts": ["papers"]}
    pass_act(there, "delegation.grant", words, partnership=partnership.id)
    activity = plan(there, partnership)
    assert lists(there[0], activity, paper(there[0])).state == "sealed"
    assert lists(there[1], activity).state == "open"


def test_it_can_be_emptied_and_says_so() -> None:
    from xieqiao.acts.kinds import kind_named

    there = parties(2)
    activity = plan(there, found(there), papers=[paper(there[0])])
    act = lists(there[0], activity)
    assert "撤下" in kind_named("activity.papers").summary(act.versions.get().payload())
    consent(there[1], act)
    assert "尚无材料" in shown(there[1], activity)


def test_papers_can_follow_after_the_minutes() -> None:
    there = parties(2)
    activity = held(there, found(there))
    pass_minutes(there, activity)
    assert consent(there[1], lists(there[0], activity, paper(there[0]))).state == "sealed"


def test_not_for_what_was_called_off() -> None:
    there = parties(2)
    activity = plan(there, found(there))
    pass_act(there, "activity.cancel", {"why": "另有安排"}, subject=activity.id)
    with pytest.raises(ActError):
        lists(there[0], activity)


def test_no_stranger_downloads_one() -> None:
    there = parties(2)
    plan(there, found(there), papers=[paper(there[0])])
    stranger = acting(body(9))
    file = Paper.objects.get()
    path = reverse("acts:file", kwargs={"body": stranger.slug, "file": file.file_id})
    assert client_of(stranger).get(path).status_code == 404


def test_who_left_reads_the_list_of_its_time() -> None:
    there = parties(3)
    partnership = found(there)
    activity = plan(there, partnership, papers=[paper(there[0], "旧材料")])
    leave(there, there[2], partnership)
    consent(there[1], lists(there[0], activity, paper(there[0], "新材料")))
    assert "旧材料" in shown(there[2], activity)
    assert "新材料" not in shown(there[2], activity)
    assert "新材料" in shown(there[0], activity)


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("程序.exe", b"MZ", "exe"),
        ("空.pdf", b"", "空.pdf"),
        ("改名.pdf", b"no pdf at all", "改名.pdf"),
        ("大.txt", b"x" * (1_048_576 + 1), "大.txt"),
    ],
)
def test_a_file_that_does_not_do_is_named_and_what_was_typed_stays(
    settings: Any, name: str, content: bytes, words: str
) -> None:
    settings.XIEQIAO_MAX_UPLOAD_MB = 1
    there = parties(2)
    activity = plan(there, found(there))
    answer = send(
        there[0],
        form_path(there[0], "activity.papers", on=activity.papers.id),
        activity_title=activity.title,
        papers__count="2",
        papers__0__title="调研报告",
        **{"papers-0-file-new": SimpleUploadedFile(name, content)},
    )
    shown_again = text(answer)
    assert words in shown_again
    assert 'value="调研报告"' in shown_again
    assert 'class="error"' in shown_again
    assert not Paper.objects.exists()
