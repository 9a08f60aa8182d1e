"""A party's own draft of its part: its office's alone, until it contributes it."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests.parties import acting, body, found, parties
from tests.topics.steps import client_of, contribute, form_path, page, plan, raise_topic, text
from xieqiao.acts.access import Acting
from xieqiao.bodies.roles import Role
from xieqiao.topics.models import PartDraft, ResearchPart, ResearchPlan

pytestmark = pytest.mark.django_db

PDF = b"%PDF-1.7\n%%EOF\n"


@pytest.fixture
def there() -> list[Acting]:
    """Return two parties."""
    return parties(2)


@pytest.fixture
def research(there: list[Acting]) -> ResearchPlan:
    """Return a plan with a part for each."""
    return plan(there, raise_topic(there, found(there)))


def save(who: Acting, research: ResearchPlan, version: Any = 0, **fields: Any) -> Any:
    """Return the answer to a draft that somebody saves."""
    words: dict[str, Any] = {
        "acting": who.token,
        "version": str(version),
        "title": "我方部分",
        "authors": "演示经济委",
        "sections-count": "1",
        "sections-0-heading": "现状",
        "sections-0-text": "还没有定稿的话。",
    }
    path = reverse("topics:draft", args=[who.slug, research.id])
    return client_of(who).post(path, {**words, **fields})


def test_a_draft_is_kept_with_its_sections_and_files(
    there: list[Acting], research: ResearchPlan
) -> None:
    file = SimpleUploadedFile("数据.pdf", PDF)
    assert save(there[0], research, **{"files-new": file}).status_code == 302
    draft = PartDraft.objects.get()
    assert draft.sections == [{"heading": "现状", "text": "还没有定稿的话。"}]
    assert [ref["name"] for ref in draft.files] == ["数据.pdf"]
    shown = text(page(there[0], "draft", research_plan=research.id))
    assert "还没有定稿的话。" in shown
    assert "数据.pdf" in shown


def test_no_partner_sees_a_draft(there: list[Acting], research: ResearchPlan) -> None:
    save(there[0], research)
    pages: dict[str, dict[str, Any]] = {
        "draft": {"research_plan": research.id},
        "research": {"topic": research.topic_id},
        "topic": {"topic": research.topic_id},
    }
    for name, kw in pages.items():
        assert "还没有定稿的话" not in text(page(there[1], name, **kw))
    stranger = acting(body(9))
    assert page(stranger, "draft", research_plan=research.id).status_code == 404


@pytest.mark.parametrize(
    ("role", "reads", "writes"),
    [(Role.CLERK, 200, 302), (Role.CHAIR, 200, 403), (Role.MEMBER, 403, 403)],
)
def test_who_of_the_own_body_reads_and_writes_it(
    there: list[Acting], research: ResearchPlan, role: str, reads: int, writes: int
) -> None:
    who = acting(there[0].body, role)
    assert page(who, "draft", research_plan=research.id).status_code == reads
    assert save(who, research).status_code == writes


def test_two_who_write_at_once_do_not_overwrite_each_other(
    there: list[Acting], research: ResearchPlan
) -> None:
    save(there[0], research)
    save(there[0], research, 1, **{"sections-0-text": "同事的话。"})
    late = save(there[0], research, 1, **{"sections-0-text": "我的话。"})
    assert late.status_code == 409
    shown = late.content.decode()
    assert "我的话。" in shown
    assert "同事的话。" in shown
    assert 'name="version" value="2"' in shown
    assert save(there[0], research, 2, **{"sections-0-text": "我的话。"}).status_code == 302
    assert PartDraft.objects.get().sections[0]["text"] == "我的话。"


def test_what_cannot_be_kept_comes_back_at_its_field(
    there: list[Acting], research: ResearchPlan
) -> None:
    answer = save(there[0], research, **{"sections-0-text": "长" * 20_001})
    assert answer.status_code == 422
    assert 'href="#id_sections-0-text"' in answer.content.decode()
    hidden = save(there[0], research, title="藏\u200b字")
    assert hidden.status_code == 422
    assert not PartDraft.objects.exists()


def test_one_more_section_is_a_click_that_keeps_what_was_typed(
    there: list[Acting], research: ResearchPlan
) -> None:
    answer = save(there[0], research, more="sections")
    shown = text(answer)
    assert "还没有定稿的话。" in shown
    assert 'name="sections-1-text"' in shown
    assert not PartDraft.objects.exists()


def test_contributing_starts_from_the_draft_and_copies_it(
    there: list[Acting], research: ResearchPlan
) -> None:
    save(there[0], research)
    path = form_path(
        there[0], "part.contribute", partnership=research.partnership_id, plan=research.id
    )
    assert "还没有定稿的话。" in client_of(there[0]).get(path).content.decode()
    part = contribute(there[0], research, sections=[{"text": "定稿的话。"}])
    assert PartDraft.objects.get().sections[0]["text"] == "还没有定稿的话。"
    assert "定稿的话。" in text(page(there[1], "part", research_part=part.id))


def test_a_draft_after_contributing_starts_from_what_was_contributed(
    there: list[Acting], research: ResearchPlan
) -> None:
    contribute(there[0], research, sections=[{"text": "定稿的话。"}])
    assert ResearchPart.objects.get().owner == there[0].body
    assert "定稿的话。" in text(page(there[0], "draft", research_plan=research.id))
