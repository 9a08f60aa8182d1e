"""Six people of two parties and a wall: a meeting from its first item to minutes that both pass.

On a server of its own, as in earnest, so that what happens on one screen reaches the others by
itself. `SCREENSHOTS` names a folder for a picture of each step; `OFFLINE_SECONDS=30` leaves a phone
without a network for half a minute.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from tests.browser import Windows
from tests.faults.server import Server, staged
from tests.journeys.test_offline_voting import ahead, all_there, tap
from tests.journeys.walking import Walker
from xieqiao.bodies.models import Body

pytestmark = pytest.mark.journey
OFFLINE = float(os.environ.get("OFFLINE_SECONDS", "2"))
OURS = ("Craft needs apprentices.", "Shops online as well as in the street.")
VOTED, ARRIVED = "Statement {}:", "All your votes are with the server."
THEIRS = ("Crafts need young apprentices.", "Is there a car park?")


@dataclass
class Hall:
    """Who is there, the wall, and where pictures go."""

    server: Server
    windows: Windows
    pictures: Path
    taken: list[str] = field(default_factory=list)

    def enter(self, side: int, number: int, **window: Any) -> Walker:
        """Let somebody of a side in, with a window of his or her own."""
        who = self.server.told["people"][side][number]
        url = f"http://127.0.0.1:{self.server.port}"
        page = self.windows.open(url, language="en", **window)
        page.context.add_cookies([{"name": "sessionid", "value": who["session"], "url": url}])
        page.goto(f"/b/{who['slug']}/")
        return Walker(page, Body(slug=who["slug"]), who["shown_as"])

    def picture(self, name: str, *people: Walker) -> None:
        """Take a picture of what each of them sees."""
        for number, one in enumerate(people, 1):
            path = self.pictures / f"{len(self.taken) + 1:02}-{name}-{number}.png"
            one.page.screenshot(path=path, full_page=True)
            self.taken.append(path.name)

    def at(self, who: Walker, what: str, more: str = "") -> Walker:
        """Lead somebody to the meeting or the consultation."""
        place = {"meeting": "activities", "consultation": "consultations"}[what]
        told = self.server.told["activity" if what == "meeting" else what]
        who.page.goto(f"/b/{who.body.slug}/{place}/{told}/{more}")
        return who


@pytest.fixture
def hall(browser: Browser, tmp_path: Path) -> Iterator[Hall]:
    """The server with the meeting, and windows that complain of nothing at the end."""
    pictures = Path(os.environ.get("SCREENSHOTS") or tmp_path / "pictures")
    pictures.mkdir(parents=True, exist_ok=True)
    folder = tmp_path / "data"
    server = Server(folder, staged(folder, "tests.journeys.hall"))
    windows = Windows(browser)
    try:
        server.start("--host", "127.0.0.1")
        yield Hall(server, windows, pictures)
        windows.close()
    finally:
        if server.process is not None:
            server.kill()


def test_six_people_of_two_parties_and_a_wall(hall: Hall) -> None:
    east, west = ([hall.enter(side, n, **_window(n)) for n in range(3)] for side in (0, 1))
    wall = hall.at(hall.enter(0, 0), "meeting", "beamer/")
    take_up_the_agenda(hall, east, west, wall)
    speak_by_turns(hall, east, west, wall)
    put_statements(hall, east, west)
    vote_without_a_network(hall, east, west, wall)
    moderate_together(hall, east, west)
    close_it_together(hall, east, west)
    pass_the_minutes(hall, east, west, wall)
    assert len(hall.taken) >= 14


def _window(number: int) -> dict[str, int]:
    return {"width": 390, "height": 844} if number else {"width": 1280, "height": 900}


def take_up_the_agenda(hall: Hall, east: list[Walker], west: list[Walker], wall: Walker) -> None:
    """The host's office takes the first item up; every screen shows it by itself."""
    wall.reads("We begin shortly.", "Take part by phone")
    phones = [hall.at(who, "meeting", "now/") for who in (*east[1:], *west)]
    for phone in phones:
        phone.reads("The meeting has not begun yet.")
    hall.at(east[0], "meeting", "now/").press("Take up 1. What the research found")
    for screen in (*phones, wall):
        screen.reads("What the research found")
    expect(wall.page.locator("#wall .huge").first).to_contain_text("What the research found")
    hall.picture("running", east[0], west[1], wall)


def speak_by_turns(hall: Hall, east: list[Walker], west: list[Walker], wall: Walker) -> None:
    """Two of one side ask before one of the other; the sides take turns all the same."""
    for who in (east[1], east[2], west[1]):
        hall.at(who, "meeting", "now/").press("Ask to speak")
        who.reads("on the list of speakers")
    waiting = wall.page.locator("ol.next > li > span:first-child")
    expect(waiting).to_have_text([east[1].name, west[1].name, east[2].name])
    hall.at(east[0], "meeting", "now/").press(f"Give {east[1].name} the floor")
    expect(wall.page.locator("#w-floor + p")).to_contain_text(east[1].name)
    west[2].open("Raise a point of order").fill(text="Please show the map again.").press("Raise it")
    wall.reads("Please show the map again.")
    hall.picture("speaking", east[0], east[2], wall)
    hall.at(east[0], "meeting", "now/").press("Has finished")


def put_statements(hall: Hall, east: list[Walker], west: list[Walker]) -> None:
    """Members of both sides read the promise, take part and put statements; so do both offices."""
    for who in (*east, *west):
        hall.at(who, "consultation").reads("Nobody sees who voted what").press("Take part")
    said = zip((east[1], east[2], west[1], west[2]), (*OURS, *THEIRS), strict=True)
    for who, text in said:
        hall.at(who, "consultation", "put/").fill(text=text).press("Put it to the vote")
    for who, text in ((east[0], "Tell the story of each brand."), (west[0], "Brands travel well.")):
        hall.at(who, "consultation", "seed/").fill(text=text, source_note="Joint report")
        who.press("Put it to the vote")
    hall.picture("statements", hall.at(east[1], "consultation"), hall.at(west[0], "consultation"))


def vote_without_a_network(
    hall: Hall, east: list[Walker], west: list[Walker], wall: Walker
) -> None:
    """One phone loses its network and keeps voting; every vote arrives, exactly once."""
    lost = hall.at(east[2], "consultation", "vote/").page
    ahead(lost)
    lost.context.set_offline(True)
    for value in (1, -1, 0):
        tap(lost, value, VOTED)
    expect(lost.locator("#queue")).to_contain_text("3 of your votes are not yet with the server")
    hall.picture("offline", east[2])
    for who, count in ((east[0], 6), (east[1], 5), (west[0], 6), (west[1], 5), (west[2], 5)):
        page = hall.at(who, "consultation", "vote/").page
        ahead(page)
        for _ in range(count):
            tap(page, 1, VOTED)
    wall.reads("27 votes")
    lost.wait_for_timeout(OFFLINE * 1000)
    lost.context.set_offline(False)
    all_there(lost, ARRIVED)
    wall.reads("30 votes")
    hall.picture("votes", east[2], wall)


def moderate_together(hall: Hall, east: list[Walker], west: list[Walker]) -> None:
    """Each side proposes a step, the other agrees; authors and voters read what became of it."""
    hall.at(east[0], "consultation", "moderation/").go(THEIRS[1])
    east[0].fill(action="Hide", reason="It is not about brands; the office answers it.")
    east[0].press("Propose it to the other side").reads("Waits for another party.")
    hall.at(west[2], "consultation", "mine/").misses("It is not about brands")
    hall.at(west[0], "consultation", "moderation/").reads("It is not about brands")
    hall.picture("moderation", west[0])
    west[0].press("Agree to it")
    hall.at(west[2], "consultation", "mine/").reads("The reason: It is not about brands")
    hall.at(west[0], "consultation", "moderation/").go(THEIRS[0])
    west[0].fill(action="Merge into another", target="1", reason="The first says the same.")
    west[0].press("Propose it to the other side")
    hall.at(east[0], "consultation", "moderation/").press("Agree to it")
    hall.at(west[1], "consultation", "mine/").reads(f"now voted on as: {OURS[0]}")
    hall.at(west[2], "consultation", "mine/").reads(f"your vote now counts for: {OURS[0]}")
    hall.picture("moderated", west[1], west[2])


def close_it_together(hall: Hall, east: list[Walker], west: list[Walker]) -> None:
    """One side's word does not close it; the other's does, and nobody votes any more."""
    hall.at(east[0], "consultation", "closing/").press("Yes, our side agrees to close it")
    hall.at(west[1], "consultation", "vote/").misses("nothing in it changes any more")
    hall.at(west[0], "consultation", "closing/").press("Yes, close it now for all")
    west[1].reads("The consultation is closed; nothing in it changes any more.")
    for who in (east[1], west[0]):
        hall.at(who, "consultation", "result/").reads("Old brands: views in the room")
    hall.picture("result", east[1], west[0])


def pass_the_minutes(hall: Hall, east: list[Walker], west: list[Walker], wall: Walker) -> None:
    """Minutes are composed of what was run and found; both sides pass them, and it is over."""
    hall.at(east[0], "meeting", "now/").press("End this item")
    hall.at(east[0], "meeting").go("Compose the minutes from the meeting")
    text = east[0].page.locator("main textarea[name=text]").input_value()
    assert "What the research found" in text and f"{east[1].name} (East)" in text
    assert "not taken up: Consultation; Closing words" in text
    assert "Please show the map again." in text and "Old brands: views in the room" in text
    hall.picture("composed", east[0])
    east[0].press("Propose these minutes")
    west[0].at_desk().go("Pass the minutes").reads("Old brands: views in the room")
    hall.picture("minutes-proposed", west[0])
    west[0].press("Consent for")
    wall.page.reload()
    wall.reads("The meeting is over.").misses("by phone", "Next speakers", "Point of order")
    hall.at(west[1], "meeting").go("Minutes of").reads("What the research found")
    hall.picture("over", west[1], wall)
