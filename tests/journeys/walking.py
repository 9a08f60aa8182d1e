"""People who walk through the pages: each in a window of his or her own, by clicking alone."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Locator, Page, expect

from tests.browser import NewPage
from xieqiao.bodies.models import Account, Assignment, Body, Person

PASSWORD = "walking-quietly-41"


@dataclass
class Walker:
    """Somebody with a role at a body, before a browser."""

    page: Page
    body: Body
    name: str

    def sign_in(self) -> Walker:
        """Sign in by name and password."""
        self.page.goto("/sign-in/")
        self.page.locator("input[name=username], input[name=sign_in_name]").fill(self.name)
        self.page.locator("input[type=password]").fill(PASSWORD)
        self.page.locator("main form button").first.click()
        return self.at_desk()

    def at_desk(self) -> Walker:
        """Go to the desk, as everybody does first."""
        self.page.locator("header nav a").first.click()
        return self

    def go(self, *names: str) -> Walker:
        """Click links one after the other, each by the words on it."""
        for name in names:
            self._one("link", name).click()
        return self

    def press(self, name: str) -> Walker:
        """Click a button."""
        self._one("button", name).click()
        return self

    def open(self, name: str) -> Walker:
        """Unfold what is folded away."""
        self.page.locator("main summary", has_text=name).first.click()
        return self

    def _one(self, role: Any, name: str) -> Locator:
        found = self.page.get_by_role(role, name=re.compile(f"^\\W*{re.escape(name)}"))
        if not found.count():
            found = self.page.get_by_role(role, name=name)
        return found.first

    def fill(self, **fields: str | list[str]) -> Walker:
        """Type into fields, or choose, each by its name (`agenda__0__title` for agenda-0-title)."""
        for name, value in fields.items():
            found = self.page.locator(f'main [name="{name.replace("__", "-")}"]:not([type=hidden])')
            if isinstance(value, list):
                for one in value:
                    self._labelled(found, one).check()
            else:
                self._fill(found, value)
        return self

    def _fill(self, found: Locator, value: str) -> None:
        sort = found.first.evaluate("field => field.type")
        if sort == "select-one":
            found.first.select_option(label=value)
        elif sort in {"radio", "checkbox"}:
            self._labelled(found, value).check()
        else:
            found.first.fill(value)

    def _labelled(self, found: Locator, label: str) -> Locator:
        labels = found.evaluate_all("all => all.map(one => one.labels[0].innerText.trim())")
        assert label in labels, f"{label!r} is none of {labels}"
        return found.nth(labels.index(label))

    def reads(self, *texts: str) -> Walker:
        """See these words on the page."""
        for text in texts:
            expect(self.page.locator("main")).to_contain_text(text)
        return self

    def misses(self, *texts: str) -> Walker:
        """See none of these words on the page."""
        for text in texts:
            expect(self.page.locator("main")).not_to_contain_text(text)
        return self


def walker(new_page: NewPage, body: Body, role: str, **window: Any) -> Walker:
    """Return somebody new with this role, signed in."""
    name = f"{body.slug}-{role}-walks"
    account = Account.objects.create_user(name, password=PASSWORD)
    person = Person.objects.create(body=body, name=f"演示 {role}", account=account)
    Assignment.objects.create(body=body, person=person, role=role)
    return Walker(new_page(**window), body, name).sign_in()
