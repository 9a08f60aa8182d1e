"""A member decides what partners read of the duty record: nothing else shows, and it can end."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.duty.steps import initiative, share
from tests.exchange.steps import Browser, text
from tests.parties import acting, body, found, parties, pass_act
from xieqiao.acts.access import Acting
from xieqiao.bodies.models import Person
from xieqiao.duty import opened
from xieqiao.duty.models import CorrectionKind, DutyCorrection, OpenedPart, OpenedRecord
from xieqiao.duty.opened import Choice
from xieqiao.exchange.models import Dispatch
from xieqiao.meetings.models import Activity

pytestmark = pytest.mark.django_db

NAMES = ("演示去了一次", "演示去了两次", "演示派员一次")


class There:
    """Two bodies in one partnership, and a member with two visits and a dispatch."""

    def __init__(self) -> None:
        self.sides = parties(2)
        self.partnership = found(self.sides, title="两地合作")
        self.member = acting(self.sides[0].body, "member", 12)
        self.person = Person.objects.get(id=str(self.member.person_id))
        self.visits = [self.visit(title) for title in NAMES[:2]]
        self.dispatch = self.send(NAMES[2])

    @property
    def named(self) -> dict[str, str]:
        return {"person_id": str(self.person.id), "shown_as": self.person.name}

    def visit(self, title: str, partnership: Any = None) -> Activity:
        where = partnership or self.partnership
        words = {"kind": "visit", "title": title, "happened": "2021-05-20", "source": "演示材料"}
        act = pass_act(self.sides, "activity.plan", words, partnership=where.id)
        there = {"activity": str(act.subject_id), "people": [self.named]}
        pass_act([self.sides[0]], "activity.record_attendance", there, partnership=where.id)
        return Activity.objects.get(id=act.subject_id)

    def send(self, title: str) -> Dispatch:
        words = {
            "title": title,
            "sender": str(self.sides[0].body_id),
            "receiver": str(self.sides[1].body_id),
            "number": 1,
            "persons": [self.named],
        }
        act = pass_act(self.sides, "dispatch.confirm", words, partnership=self.partnership.id)
        return Dispatch.objects.get(id=act.subject_id)

    def open(self, **said: Any) -> Any:
        """Send the member's own form."""
        fields = {"how_far": "chosen", "shown_as": self.person.name, **said}
        return self.choose(self.member, fields)

    def choose(self, who: Acting, fields: dict[str, Any], more: str = "") -> Any:
        """Send that form as somebody."""
        browser = Browser(who)
        path = f"{browser.path('duty:open', person=self.person.id)}?{self.asked}{more}"
        return browser.post(path, {**fields, "acting": who.token})

    @property
    def asked(self) -> str:
        """What an address says to name the partnership."""
        return f"partnership={self.partnership.id}"

    def read(self, who: Acting | None = None) -> str:
        """Return what a partner's clerk reads of it."""
        row = OpenedRecord.objects.get(person=self.person)
        return Browser(who or self.sides[1]).read("duty:opened_record", opened_record=row.id)


@pytest.fixture
def there() -> There:
    return There()


def told(page: str) -> list[str]:
    return [name for name in NAMES if name in page]


def test_as_long_as_nothing_is_opened_partners_read_nothing(there: There) -> None:
    partner = Browser(there.sides[1])
    assert there.person.name not in partner.read("duty:opened_records")
    page = partner.read("exchange:dispatch", dispatch=there.dispatch.id)
    assert "/members/" not in page
    own = Browser(there.member)
    record = own.read("duty:record", person=there.person.id)
    choices = own.path("duty:opened_choices", person=there.person.id)
    assert choices in record
    page = own.read("duty:opened_choices", person=there.person.id)
    assert f"{own.path('duty:open', person=there.person.id)}?{there.asked}" in page


def test_one_entry_is_opened_and_no_other_shows(there: There) -> None:
    there.open(entries=[f"attended:{there.visits[0].id}"], office="演示企业负责人")
    page = there.read()
    assert told(page) == [NAMES[0]]
    assert there.person.name in page
    assert "演示企业负责人" in page
    assert there.visits[0].path(there.sides[1].slug) in page
    for way in ("correct", "duty/people"):
        assert way not in page


def test_a_sort_is_opened_with_what_comes_later(there: There) -> None:
    there.open(sorts=["attended"])
    assert told(there.read()) == list(NAMES[:2])
    later = there.visit("演示以后的考察")
    assert later.title in there.read()
    assert NAMES[2] not in there.read()


def test_everything_is_opened(there: There) -> None:
    there.open(how_far="everything")
    assert told(there.read()) == list(NAMES)


def test_who_is_named_leads_to_what_he_opened(there: There) -> None:
    there.open(sorts=["dispatched"])
    row = OpenedRecord.objects.get()
    partner = Browser(there.sides[1])
    path = row.path(there.sides[1].slug)
    assert path in partner.read("exchange:dispatch", dispatch=there.dispatch.id)
    assert path in partner.read("duty:opened_records", f"?q={there.person.name}")
    assert path not in partner.read("duty:opened_records", "?q=别人")
    words = {"activity": str(there.visits[0].id), "heads": [there.named]}
    pass_act([there.sides[0]], "activity.name_delegation", words, partnership=there.partnership.id)
    assert path in partner.read("meetings:activity", activity=there.visits[0].id)


def test_taking_it_back_takes_effect_at_once(there: There) -> None:
    there.open(how_far="everything")
    row = OpenedRecord.objects.get()
    partner = Browser(there.sides[1])
    there.open(entries=[f"attended:{there.visits[1].id}"])
    assert told(there.read()) == [NAMES[1]]
    there.open(how_far="nothing")
    assert partner.open("duty:opened_record", opened_record=row.id).status_code == 404
    assert not OpenedPart.objects.exists()
    assert "/members/" + str(row.id) not in partner.read("duty:opened_records")
    there.open(how_far="everything")
    own = Browser(there.member)
    assert "不再公开" in own.read("duty:take_opened_back", person=there.person.id)
    own.send("duty:take_opened_back", person=there.person.id)
    assert not OpenedRecord.objects.exists()


def test_the_office_reads_what_is_opened_and_cannot_widen_it(there: There) -> None:
    there.open(sorts=["attended"])
    for role in ("clerk", "secretary_general", "chair", "administrator"):
        office = Browser(acting(there.sides[0].body, role, 5))
        page = office.read("duty:opened_choices", person=there.person.id)
        assert "参加" in page
        assert office.path("duty:open", person=there.person.id) not in page
        opening = office.open("duty:open", f"?{there.asked}", person=there.person.id)
        assert opening.status_code == 404
        assert there.choose(office.who, {"how_far": "everything"}).status_code == 404
        answer = office.send("duty:take_opened_back", person=there.person.id)
        assert answer.status_code == 404
    assert told(there.read()) == list(NAMES[:2])


def test_corrections_and_notes_never_show(there: There) -> None:
    def say(number: int, what: str, words: str) -> None:
        DutyCorrection.objects.create(
            body=there.sides[0].body, person=there.person, what=what, text=words, why="内部理由",
            entry=f"attended:{there.visits[number].id}", before="原来的话",
            by_shown_as="演示谁改的",
        )  # fmt: skip

    say(0, CorrectionKind.NOTE, "内部备注")
    say(0, CorrectionKind.OTHERWISE, "改过的说法")
    say(1, CorrectionKind.NOT_SO, "")
    there.open(how_far="everything")
    page = there.read()
    assert told(page) == [NAMES[0], NAMES[2]]
    for words in ("内部理由", "内部备注", "改过的说法", "原来的话", "演示谁改的"):
        assert words not in page


def test_an_own_initiative_stands_in_the_words_that_partners_were_shown(there: There) -> None:
    row = initiative(there.sides[0], member=there.person, title="内部的标题")
    other = initiative(there.sides[0], member=there.person, title="没有通报过的")
    there.open(how_far="everything")
    assert "内部的标题" not in there.read()
    shown = share(there.sides[0], there.partnership.id, own=str(row.id), title="可以说的")
    page = there.read()
    assert shown.path(there.sides[1].slug) in page
    assert "可以说的" in page
    for words in ("内部的标题", other.title, str(row.id)):
        assert words not in page


def test_other_members_entries_never_show(there: There) -> None:
    other = acting(there.sides[0].body, "member", 13)
    there.open(how_far="everything")
    before = told(there.read())
    person = Person.objects.get(id=str(other.person_id))
    words = {"activity": str(there.visits[0].id), "people": [there.named, _shown(person)]}
    pass_act(
        [there.sides[0]], "activity.record_attendance", words, partnership=there.partnership.id
    )
    assert told(there.read()) == before
    assert person.name not in there.read()
    assert person.name not in Browser(there.sides[1]).read("duty:opened_records")


def test_only_the_parties_of_that_partnership_read_it() -> None:
    there = There()
    third = acting(body(3))
    elsewhere = found([there.sides[0], third], title="另一处合作")
    there.open(how_far="everything")
    row = OpenedRecord.objects.get()
    assert Browser(third).open("duty:opened_record", opened_record=row.id).status_code == 404
    assert there.person.name not in Browser(third).read("duty:opened_records")
    opened.choose(there.person, elsewhere.id, Choice(everything=True), shown_as="演示称呼")
    assert told(there.read(third)) == []
    assert told(there.read()) == list(NAMES)


def test_two_worlds_that_differ_in_what_is_not_opened_look_the_same(there: There) -> None:
    there.open(entries=[f"attended:{there.visits[0].id}"])
    row = OpenedRecord.objects.get()

    def seen() -> list[str]:
        browser = Browser(there.sides[1])
        answers = [
            browser.open("duty:opened_records"),
            browser.open("duty:opened_record", opened_record=row.id),
        ]
        return [re.sub(r'value="[^"]{20,}"', "", text(answer)) for answer in answers]

    before = seen()
    initiative(there.sides[0], member=there.person, title="没有公开的")
    acting(there.sides[0].body, "member", 14)
    DutyCorrection.objects.create(
        body=there.sides[0].body, person=there.person, entry=f"attended:{there.visits[1].id}",
        what=CorrectionKind.NOTE, text="备注", by_shown_as="演示谁",
    )  # fmt: skip
    Person.objects.filter(id=there.person.id).update(office="新的职务", work="新的单位")
    assert seen() == before


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"how_far": ""}, "how_far"),
        ({"how_far": "chosen"}, "how_far"),
        ({"how_far": "everything", "shown_as": ""}, "shown_as"),
        ({"how_far": "everything", "shown_as": "看\u202e不见"}, "shown_as"),
        ({"how_far": "everything", "office": "长" * 201}, "office"),
        ({"entries": ["attended:00000000-0000-0000-0000-000000000000"]}, "entries"),
        ({"sorts": ["nonsense"]}, "sorts"),
    ],
)
def test_what_makes_no_sense_is_told_at_its_field(
    there: There, wrong: dict[str, Any], field: str
) -> None:
    answer = there.open(**wrong)
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert not OpenedRecord.objects.exists()


def test_ticks_on_other_pages_of_the_list_are_kept(there: There, monkeypatch: Any) -> None:
    from xieqiao.duty.views import opened as views
    from xieqiao.ui.paging import page_of

    monkeypatch.setattr(views, "page_of", lambda request, rows: page_of(request, rows, 1))
    for number, visit in enumerate(there.visits):
        page = 1 + [e.key for e in opened.gathered(there.member, there.person)].index(
            f"attended:{visit.id}"
        )
        fields = {
            "how_far": "chosen",
            "shown_as": "演示",
            "entries": [f"attended:{visit.id}"],
        }
        assert there.choose(there.member, fields, f"&page={page}").status_code == 302
        assert OpenedPart.objects.count() == number + 1


def _shown(person: Person) -> dict[str, str]:
    return {"person_id": str(person.id), "shown_as": person.name}
