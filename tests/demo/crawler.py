"""Follows every link from somebody's desk, as a reader would by clicking."""

from __future__ import annotations

import html
import re
from collections import deque
from dataclasses import dataclass, field
from functools import cached_property
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit

from django.test import Client
from django.urls import resolve

_LINK = re.compile(r'<a\b[^>]*?\bhref="([^"]+)"')
_MAIN = re.compile(r"<main\b.*?</main>", re.DOTALL)
_TAG = re.compile(r"<[^>]+>")
# Forms to fill in, files, and the pages of acts, which repeat what the rooms' pages say.
_LEFT_OUT = re.compile(
    r"/acts/|/(new|edit|delete|remove|files|role|term|invite|end|pass-on|take-back|start|plan)/"
    r"|\.(ics|docx|pdf|xlsx)$|/search/|/versions/|/history/"
)
# Of all filters only the tabs of a list are followed: past activities, submitted upward …
_KEPT = {"page", "when", "tab"}
_MOST = 600


@dataclass(frozen=True)
class Seen:
    """A page that was reached: its view, what it says, and the page with the link to it."""

    path: str
    view: str
    text: str
    links: tuple[str, ...] = field(repr=False)
    came_from: str = ""


def words_of(page: str) -> str:
    """Return what the main part of a page says, with every run of blanks as one."""
    main = _MAIN.search(page)
    return " ".join(html.unescape(_TAG.sub(" ", main[0] if main else page)).split())


class Crawl:
    """All pages that one account reaches from its desk."""

    def __init__(self, client: Client, slug: str) -> None:
        self.client, self.desk = client, f"/b/{slug}/"

    @cached_property
    def pages(self) -> dict[str, Seen]:
        """The pages by path, the desk first, the nearest before the farther."""
        found: dict[str, Seen] = {}
        waiting, known = deque([(self.desk, "")]), {self.desk}
        while waiting and len(found) < _MOST:
            path, came_from = waiting.popleft()
            seen = self._open(path, came_from)
            if seen is None:
                continue
            found[path] = seen
            for link in seen.links:
                if link not in known:
                    known.add(link)
                    waiting.append((link, path))
        assert len(found) < _MOST, "the links lead on for ever"
        return found

    def _open(self, path: str, came_from: str) -> Seen | None:
        answer = self.client.get(path)
        assert answer.status_code in {200, 302, 403}, f"{path} (from {came_from}): {answer}"
        if answer.status_code != 200 or "html" not in answer["Content-Type"]:
            return None
        page = answer.content.decode()
        view = resolve(urlsplit(path).path).view_name
        return Seen(path, view, words_of(page), tuple(self._links(path, page)), came_from)

    def _links(self, path: str, page: str) -> list[str]:
        found = []
        for link in _LINK.findall(page):
            parts = urlsplit(urljoin(path, html.unescape(link)))
            if parts.scheme or parts.netloc or not parts.path.startswith(self.desk):
                continue
            asked = parse_qsl(parts.query)
            if not _LEFT_OUT.search(parts.path) and all(name in _KEPT for name, _v in asked):
                found.append(parts.path + (f"?{urlencode(asked)}" if asked else ""))
        return found

    def way_to(self, seen: Seen) -> list[str]:
        """Return the pages that one clicks through, from the desk to this one."""
        way = [seen.path]
        while seen.came_from:
            seen = self.pages[seen.came_from]
            way.insert(0, seen.path)
        return way
