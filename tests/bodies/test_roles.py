"""The matrix of roles: cell by cell against real pages, and giving and ending roles."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.test import RequestFactory

from tests.bodies.people import Browser, account_of, browser, text
from tests.parties import acting, body
from xieqiao.acts.access import ActingRequest, Capability, FormOfAnother, requires
from xieqiao.bodies.ensure import ensure_person
from xieqiao.bodies.models import Assignment, Invitation, Unit
from xieqiao.bodies.roles import CAPABILITY_WORDS, MATRIX, Role

pytestmark = pytest.mark.django_db

# A page of this room for each capability that decides about one.
PAGES = {
    Capability.READ_SHARED: "bodies",
    Capability.READ_OWN: "directory",
    Capability.MANAGE_MEMBERS: "new-person",
    Capability.ADMINISTER: "edit-body",
}


def answer_in(request: ActingRequest) -> HttpResponse:
    """Stand for any view."""
    return HttpResponse("in")


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("capability", list(PAGES))
def test_each_cell_against_its_page(role: Role, capability: Capability) -> None:
    answer = browser(role).open(PAGES[capability])
    assert answer.status_code == (200 if capability in MATRIX[role] else 403)


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("capability", list(Capability))
def test_each_cell_against_a_guarded_view(
    role: Role, capability: Capability, rf: RequestFactory
) -> None:
    request: Any = rf.get("/")
    who = acting(body(1), role)
    request.acting, request.user = who, account_of(who)
    guarded = requires(capability)(answer_in)
    if capability in MATRIX[role]:
        assert guarded(request).content == b"in"
    else:
        with pytest.raises(PermissionDenied):
            guarded(request)


def test_every_capability_is_in_the_matrix_and_has_words() -> None:
    assert set(MATRIX) == set(Role)
    assert set().union(*MATRIX.values()) == set(Capability) == set(CAPABILITY_WORDS)


def test_the_page_shows_the_matrix() -> None:
    page = browser(Role.OBSERVER).open("roles")
    shown = [[yes for _role, yes in row["cells"]] for row in page.context["rows"]]
    assert shown == [[c in MATRIX[r] for r in Role] for c in CAPABILITY_WORDS]
    assert "办公室经办人" in text(page)


def test_a_stranger_gets_404_and_no_hint() -> None:
    stranger, there = browser(number=2), body(1)
    for slug in (there.slug, "no-such-body"):
        answer = stranger.get(f"/b/{slug}/directory/")
        assert answer.status_code == 404 and there.name not in text(answer)


def test_a_form_without_the_mark_of_its_body_changes_nothing(rf: RequestFactory) -> None:
    who, other = acting(body(1)), acting(body(2))
    guarded = requires(Capability.EDIT_OWN)(answer_in)
    for mark in ("", "forged", other.token):
        request: Any = rf.post("/", {"acting": mark})
        request.acting, request.user = who, account_of(who)
        with pytest.raises(FormOfAnother):
            guarded(request)


def test_an_administrator_gives_and_ends_a_role() -> None:
    administrator = browser(Role.ADMINISTRATOR)
    member = Browser(acting(administrator.who.body, Role.MEMBER, 7))
    assert member.open("directory").status_code == 403
    administrator.send("give-role", {"role": "clerk"}, person=member.who.person_id)
    assert member.open("directory").status_code == 200
    clerk = Assignment.objects.get(person=member.who.person_id, role="clerk")
    assert "终止" in text(administrator.open("end-role", assignment=clerk.id))
    administrator.send("end-role", assignment=clerk.id)
    assert member.open("directory").status_code == 403


def test_a_role_holds_from_its_first_day_to_its_last() -> None:
    administrator = browser(Role.ADMINISTRATOR)
    member = Browser(acting(administrator.who.body, Role.MEMBER, 7))
    fields = {"role": "clerk", "begins": "2099-01-01", "ends": "2099-12-31"}
    administrator.send("give-role", fields, person=member.who.person_id)
    assert member.open("directory").status_code == 403
    assert "今日不在任" in text(administrator.open("person", person=member.who.person_id))


@pytest.mark.parametrize(
    ("begins", "ends", "field"),
    [("2021-02-30", "", "begins"), ("2021-05-01", "2021-04-30", "ends")],
)
def test_dates_of_a_role_are_checked(begins: str, ends: str, field: str) -> None:
    administrator = browser(Role.ADMINISTRATOR)
    member = acting(administrator.who.body, Role.MEMBER, 7)
    fields = {"role": "clerk", "begins": begins, "ends": ends}
    answer = administrator.send("give-role", fields, person=member.person_id)
    assert answer.status_code == 422 and list(answer.context["form"].errors) == [field]


def test_the_office_cannot_raise_anybody_above_itself() -> None:
    clerk = browser()
    person = ensure_person(clerk.who.body, "王小明")
    answer = clerk.send("invite", {"role": "administrator", "days": 14}, person=person.id)
    assert answer.status_code == 422 and not Invitation.objects.exists()
    member = acting(clerk.who.body, Role.MEMBER, 7)
    answer = clerk.send("give-role", {"role": "chair"}, person=member.person_id)
    assert answer.status_code == 422
    chair = acting(clerk.who.body, Role.CHAIR, 8)
    assignment = Assignment.objects.get(person=chair.person_id)
    assert clerk.send("end-role", assignment=assignment.id).status_code == 409
    assert Assignment.objects.get(id=assignment.id).ends is None


def test_the_last_administrator_stays() -> None:
    administrator = browser(Role.ADMINISTRATOR)
    mine = Assignment.objects.get(person=administrator.who.person_id)
    answer = administrator.send("end-role", assignment=mine.id)
    assert answer.status_code == 409 and "最后一位管理员" in text(answer)
    acting(administrator.who.body, Role.ADMINISTRATOR, 9)
    assert administrator.send("end-role", assignment=mine.id).status_code == 302


def test_a_handler_needs_a_unit_and_others_have_none() -> None:
    clerk = browser()
    member = acting(clerk.who.body, Role.MEMBER, 7)
    unit = Unit.objects.create(body=clerk.who.body, name="某中心")
    answer = clerk.send("give-role", {"role": "unit_handler"}, person=member.person_id)
    assert list(answer.context["form"].errors) == ["unit"]
    clerk.send("give-role", {"role": "unit_handler", "unit": unit.id}, person=member.person_id)
    assert Assignment.objects.get(role="unit_handler").unit == unit
    clerk.send("give-role", {"role": "member", "unit": unit.id}, person=member.person_id)
    assert not Assignment.objects.filter(role="member").exclude(unit=None).exists()


def test_who_has_no_account_is_invited_instead() -> None:
    clerk = browser()
    person = ensure_person(clerk.who.body, "王小明")
    answer = clerk.open("give-role", person=person.id)
    assert answer["Location"] == clerk.path("invite", person=person.id)
