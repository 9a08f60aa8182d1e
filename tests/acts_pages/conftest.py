"""Two and three parties with a partnership, for the pages of acts."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

import pytest

from tests.acts_pages.pages import Browser
from tests.parties import acting, found, parties
from xieqiao.acts.access import Acting
from xieqiao.bodies.roles import Role


@dataclass
class Scene:
    """The parties of a partnership with their browsers: ours first."""

    there: list[Acting]
    partnership: UUID

    @property
    def ours(self) -> Browser:
        """The browser of our secretary-general."""
        return Browser(self.there[0])

    @property
    def theirs(self) -> Browser:
        """The browser of the other side's secretary-general."""
        return Browser(self.there[1])

    def somebody(self, role: Role, side: int = 0, number: int = 9) -> Browser:
        """Return the browser of somebody new in a role, on our side unless said."""
        return Browser(acting(self.there[side].body, role, number))


@pytest.fixture
def two(db: None) -> Scene:
    """Two parties."""
    there = parties(2)
    return Scene(there, found(there).id)


@pytest.fixture
def three(db: None) -> Scene:
    """Three parties."""
    there = parties(3)
    return Scene(there, found(there).id)
