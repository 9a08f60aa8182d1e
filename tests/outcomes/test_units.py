"""Passing on to units of the own directory, and what their handlers see and prepare."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests.outcomes.steps import (
    PDF,
    agree,
    client_of,
    day,
    do,
    go_on,
    handler,
    page,
    said,
    submit,
    text,
    unit,
)
from tests.parties import acting, body, found, parties, pass_act
from tests.partnerships.steps import leave
from xieqiao.acts.access import Acting
from xieqiao.acts.errors import NotAllowed
from xieqiao.acts.files import store_upload
from xieqiao.acts.models import Act, Draft
from xieqiao.bodies.models import Unit
from xieqiao.outcomes.models import (
    Action,
    AddressedAction,
    AddressedSubmission,
    Progress,
    Submission,
)

pytestmark = pytest.mark.django_db


def pass_on(who: Acting, about: Action | Submission, at: Unit, note: str = "请每月报送") -> Any:
    """Pass something on by the page; return what is said then."""
    name = "pass_on" if isinstance(about, Action) else "pass_submission_on"
    key = "action" if isinstance(about, Action) else "submission"
    path = reverse(f"outcomes:{name}", kwargs={"body": who.slug, key: about.id})
    typed = {"acting": who.token, "unit": str(at.id), "note": note}
    return client_of(who).post(path, typed, follow=True)


def form_path(who: Acting, kind: str, query: str) -> str:
    """Return the address of an act's form."""
    return reverse("acts:new", kwargs={"body": who.slug, "kind": kind}) + query


def progress_path(who: Acting, action: Action) -> str:
    """Return the address of the form that reports progress."""
    query = f"?partnership={action.partnership_id}&action={action.id}"
    return form_path(who, "action.report_progress", query)


def test_the_office_passes_an_action_on_and_the_unit_reads_it() -> None:
    there = parties(2)
    action = do(there, found(there).id, there[0])
    at = unit(there[0].body)
    who = handler(at)
    assert page(who, "addressed_action", action=action.id).status_code == 404
    assert "演示县商务局" in text(pass_on(there[0], action, at))
    shown = said(page(who, "addressed_action", action=action.id))
    assert action.title in shown
    assert "请每月报送" in shown
    assert action.title in said(page(who, "addressed_actions"))
    assert AddressedAction.objects.get().unit == at


def test_the_same_unit_is_not_told_twice() -> None:
    there = parties(2)
    action = do(there, found(there).id, there[0])
    at = unit(there[0].body)
    pass_on(there[0], action, at)
    assert "已经交办给该单位" in text(pass_on(there[0], action, at))
    assert AddressedAction.objects.count() == 1


def test_another_body_s_unit_cannot_be_chosen() -> None:
    there = parties(2)
    action = do(there, found(there).id, there[0])
    text(pass_on(there[0], action, unit(there[1].body)))
    assert not AddressedAction.objects.exists()


def test_hidden_characters_in_the_note_are_refused() -> None:
    there = parties(2)
    action = do(there, found(there).id, there[0])
    text(pass_on(there[0], action, unit(there[0].body), note="请\u202e报送"))
    assert not AddressedAction.objects.exists()


def test_only_the_own_side_s_open_actions_are_passed_on() -> None:
    there = parties(2)
    action = do(there, found(there).id, there[1])
    at = unit(there[0].body)
    assert pass_on(there[0], action, at).status_code == 404
    pass_act(there, "action.close", {"ending": "done"}, subject=action.id)
    assert pass_on(there[1], action, unit(there[1].body)).status_code == 404


def test_taking_back_asks_and_then_shows_it_no_longer() -> None:
    there = parties(2)
    action = do(there, found(there).id, there[0])
    at = unit(there[0].body)
    pass_on(there[0], action, at)
    told = AddressedAction.objects.get()
    assert "演示县商务局" in text(page(there[0], "take_back", addressed_action=told.id))
    assert AddressedAction.objects.exists()
    path = reverse("outcomes:take_back", args=[there[0].slug, told.id])
    client_of(there[0]).post(path, {"acting": there[0].token})
    assert not AddressedAction.objects.exists()
    assert page(handler(at), "addressed_action", action=action.id).status_code == 404


def test_a_handler_sees_the_own_unit_s_matter_only() -> None:
    there = parties(2)
    space = found(there).id
    mine, others = (
        do(there, space, there[0], title="我的"),
        do(there, space, there[0], title="别的"),
    )
    at, elsewhere = unit(there[0].body), unit(there[0].body, "演示县农业局")
    pass_on(there[0], mine, at)
    pass_on(there[0], others, elsewhere)
    who = handler(at)
    shown = said(page(who, "addressed_actions"))
    assert "我的" in shown
    assert "别的" not in shown
    assert page(who, "addressed_action", action=others.id).status_code == 404
    for name in ("list", "submissions", "actions", "indicators", "findings", "cold_trails"):
        assert page(who, name).status_code == 403
    assert page(who, "action", action=mine.id).status_code == 403


def test_a_handler_prepares_and_the_office_releases() -> None:
    there = parties(2)
    action = do(there, found(there).id, there[0])
    at = unit(there[0].body)
    pass_on(there[0], action, at)
    who = handler(at)
    typed = {
        "acting": who.token, "action": str(action.id), "about": action.title,
        "state": "under_way", "on": day(-1), "text": "已签约三家",
        "files-new": SimpleUploadedFile("合同.pdf", PDF),
    }  # fmt: skip
    path = progress_path(who, action)
    assert str(action.id) in text(client_of(who).get(path))
    assert client_of(who).post(path, typed).status_code == 302
    assert not Progress.objects.exists()
    draft = Draft.objects.get()
    assert "已签约三家" not in said(page(there[1], "action", action=action.id))
    release = reverse("acts:draft", kwargs={"body": there[0].slug, "draft": draft.id})
    kept = text(client_of(there[0]).get(release))
    assert "已签约三家" in kept
    token = kept.split('name="files" value="')[1].split('"')[0]
    words = {**typed, "acting": there[0].token, "files": token}
    del words["files-new"]
    assert client_of(there[0]).post(release, words).status_code == 302
    assert Progress.objects.get().owner_id == there[0].body_id
    shown = said(page(there[1], "action", action=action.id))
    assert "已签约三家" in shown
    assert "合同.pdf" in shown
    file_id = str(Progress.objects.get().evidence.get().file_id)
    seen = page(who, "addressed_action", action=action.id)
    assert f"/our-unit/files/{file_id}/" in text(seen)
    handed = page(who, "unit_file", file=file_id)
    assert b"".join(handed.streaming_content) == PDF
    other = handler(unit(there[0].body, "演示县农业局"))
    assert page(other, "unit_file", file=file_id).status_code == 404


def test_a_handler_releases_nothing_and_reports_on_nothing_else() -> None:
    there = parties(2)
    space = found(there).id
    mine, others = do(there, space, there[0]), do(there, space, there[0], title="别的单位的事")
    at = unit(there[0].body)
    pass_on(there[0], mine, at)
    who = handler(at)
    with pytest.raises(NotAllowed):
        go_on(who, mine)
    shown = text(client_of(who).get(progress_path(who, others)))
    assert "别的单位的事" not in shown
    typed = {"acting": who.token, "action": str(others.id), "state": "done", "on": day(-1)}
    client_of(who).post(progress_path(who, others), typed)
    draft = Draft.objects.get()
    assert draft.prepared_by == who.person_id
    release = reverse("acts:draft", kwargs={"body": who.slug, "draft": draft.id})
    client_of(who).post(release, {**typed, "action": str(others.id)})
    assert not Progress.objects.exists()


def test_a_unit_answers_a_submission_that_was_passed_to_it() -> None:
    there = parties(2)
    outcome = agree(there, sections=[{"heading": "一、建议", "text": "建设基地。"}])
    ref = store_upload(there[0], SimpleUploadedFile("建议.pdf", PDF)).model_dump()
    row = submit(there[0], outcome, files=[ref])
    at = unit(there[0].body)
    who = handler(at)
    assert page(who, "addressed_submission", submission=row.id).status_code == 404
    pass_on(there[0], row, at, note="请研究答复")
    assert row.title in said(page(who, "addressed_submissions"))
    shown = said(page(who, "addressed_submission", submission=row.id))
    assert "请研究答复" in shown
    assert "建设基地。" in shown
    assert page(who, "unit_file", file=ref["file_id"]).status_code == 200
    path = form_path(who, "submission.answer", f"?on={row.id}")
    assert row.title in text(client_of(who).get(path))
    typed = {"acting": who.token, "adoption": "fully", "answered_on": day(-1), "wording": "采纳"}
    assert client_of(who).post(path, typed).status_code == 302
    row.refresh_from_db()
    assert row.adoption == ""
    draft = Draft.objects.get()
    release = reverse("acts:draft", kwargs={"body": there[0].slug, "draft": draft.id})
    words = {**typed, "acting": there[0].token, "_do": "propose"}
    assert client_of(there[0]).post(release, words).status_code == 302
    row.refresh_from_db()
    assert (row.adoption, row.wording) == ("fully", "采纳")


def test_a_handler_cannot_open_the_form_for_another_submission() -> None:
    there = parties(2)
    row = submit(there[0], agree(there))
    who = handler(unit(there[0].body))
    answer = client_of(who).get(form_path(who, "submission.answer", f"?on={row.id}"), follow=True)
    assert answer.status_code in {403, 404}
    assert row.title not in answer.content.decode()


def test_partners_never_see_whom_it_was_passed_to() -> None:
    there = parties(2)
    outcome = agree(there)
    action = do(there, outcome.partnership_id, there[0], outcome=outcome.id, unit_name="")
    row = submit(there[0], outcome)
    at = unit(there[0].body, "演示保密单位")
    pass_on(there[0], action, at, note="内部说明")
    pass_on(there[0], row, at, note="内部说明")
    pages: list[tuple[str, dict[str, Any]]] = [
        ("action", {"action": action.id}),
        ("submission", {"submission": row.id}),
        ("outcome", {"outcome": outcome.id}),
        ("actions", {}),
        ("submissions", {}),
    ]
    for who in (there[1], acting(there[0].body, "member")):
        for name, kwargs in pages:
            shown = text(page(who, name, **kwargs))
            assert "演示保密单位" not in shown
            assert "内部说明" not in shown
    for act in Act.objects.filter(subject_id__in=[action.id, row.id]):
        path = reverse("acts:act", kwargs={"body": there[1].slug, "act": act.id})
        assert "演示保密单位" not in text(client_of(there[1]).get(path))


def test_when_the_party_changes_the_unit_no_longer_sees_it() -> None:
    there = parties(2)
    action = do(there, found(there).id, there[0])
    at = unit(there[0].body)
    pass_on(there[0], action, at)
    who = handler(at)
    text(page(who, "addressed_action", action=action.id))
    words = {"title": action.title, "responsible": str(there[1].body_id), "why": "改由对方"}
    pass_act(there, "action.change", words, subject=action.id)
    assert page(who, "addressed_action", action=action.id).status_code == 404


def test_when_the_body_leaves_the_unit_no_longer_sees_it() -> None:
    there = parties(3)
    partnership = found(there)
    action = do(there, partnership.id, there[2])
    at = unit(there[2].body)
    pass_on(there[2], action, at)
    who = handler(at)
    leave(there, there[2], partnership)
    assert page(who, "addressed_action", action=action.id).status_code == 404


def test_a_clerk_of_a_partner_cannot_take_back() -> None:
    there = parties(2)
    row = submit(there[0], agree(there))
    pass_on(there[0], row, unit(there[0].body))
    told = AddressedSubmission.objects.get()
    stranger = acting(body(9))
    for who in (there[1], stranger):
        path = reverse("outcomes:submission_back", args=[who.slug, told.id])
        assert client_of(who).post(path, {"acting": who.token}).status_code == 404
    assert AddressedSubmission.objects.exists()
