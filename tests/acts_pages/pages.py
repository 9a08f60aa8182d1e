"""Somebody's browser on the pages of acts, and what these tests propose again and again."""

from __future__ import annotations

import html
import re
from typing import Any
from uuid import UUID

from django.test import Client
from django.urls import reverse

from tests.parties import pass_act
from xieqiao.acts import gate
from xieqiao.acts.access import Acting
from xieqiao.acts.kinds import kind_named
from xieqiao.acts.models import Act, Version
from xieqiao.bodies.models import Account
from xieqiao.partnerships.models import Agreement

_ERROR_LINK = re.compile(r'<div class="errors".*?</div>', re.DOTALL)
CLAUSES = [
    {"number": 1, "heading": "机制", "text": "每年召开一次主席联席会议。"},
    {"number": 2, "heading": "领域", "text": "产业升级、科技创新。"},
    {"number": 3, "heading": "议题", "text": "每年确定一个议题。"},
]


class Browser(Client):
    """The browser of somebody who acts for a body, in a language."""

    def __init__(self, who: Acting, language: str = "zh-hans") -> None:
        super().__init__(headers={"accept-language": language})
        self.who = who
        self.force_login(Account.objects.get(id=str(who.account_id)))

    def path(self, name: str, **kwargs: Any) -> str:
        """Return the path of a page of the own body."""
        name = name if ":" in name else f"acts:{name}"
        return reverse(name, kwargs={"body": self.who.slug, **kwargs})

    def read(self, name: str, query: str = "", **kwargs: Any) -> str:
        """Return what a page says; it must be there."""
        answer = self.get(self.path(name, **kwargs) + query)
        assert answer.status_code == 200, answer.status_code
        return said(answer)

    def send(
        self, name: str, fields: dict[str, Any] | None = None, query: str = "", **kwargs: Any
    ) -> Any:
        """Send a form with its mark; return the answer without following it."""
        data = {"acting": self.who.token, **(fields or {})}
        return self.post(self.path(name, **kwargs) + query, data)


def said(answer: Any) -> str:
    """Return a page as people read its characters."""
    return html.unescape(answer.content.decode())


def words(page: str) -> str:
    """Return a page without its tags, every run of blanks as one."""
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


def summary(answer: Any) -> str:
    """Return the summary of errors at the top of a page."""
    found = _ERROR_LINK.search(said(answer))
    assert found, "there is no summary of errors"
    return found[0]


def payload(kind: str, **fields: Any) -> Any:
    """Return the payload of a kind."""
    return kind_named(kind).payload.model_validate(fields)


def agreement(there: list[Acting], partnership: UUID, **fields: Any) -> Agreement:
    """Return an agreement with three clauses that all have adopted."""
    given = {"title": "战略合作协议", "clauses": CLAUSES, **fields}
    act = pass_act(there, "agreement.adopt", given, partnership=partnership)
    return Agreement.objects.get(id=act.subject_id)


def propose_agreement(who: Acting, partnership: UUID, **fields: Any) -> Act:
    """Return an open act that adopts an agreement."""
    given = payload("agreement.adopt", **{"title": "战略合作协议", "clauses": CLAUSES, **fields})
    return gate.propose(who, "agreement.adopt", given, partnership=partnership)


def propose_change(who: Acting, subject: UUID, **fields: Any) -> Act:
    """Return an open act that changes an agreement."""
    given = payload("agreement.amend", **{"title": "战略合作协议", "clauses": CLAUSES, **fields})
    return gate.propose(who, "agreement.amend", given, subject=subject)


def present(act: Act) -> Version:
    """Return the present version of an act."""
    return Version.objects.get(act=act, number=Act.objects.get(id=act.id).version)


def state(act: Act) -> str:
    """Return where an act stands now."""
    return Act.objects.get(id=act.id).state
