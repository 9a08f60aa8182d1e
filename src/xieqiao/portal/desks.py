"""What a desk shows, by what its reader does.

The office sees all of it, a chair what only he or she can do, a unit what is addressed to it, and
everybody else what is being decided.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from xieqiao.acts.access import Acting, Capability
from xieqiao.acts.desk import DeskItem, Group

SOON = timedelta(days=14)
MOST = 12
# A chair reads this on the way to a meeting: all of it fits one screen of a phone.
MOST_FOR_CHAIR = 3
MOST_BESIDE = 6
MEETING_ROOMS = {"meetings"}


class Look(StrEnum):
    """How a desk is laid out."""

    OFFICE = "office"
    CHAIR = "chair"
    UNIT = "unit"
    READER = "reader"


@dataclass(frozen=True)
class Section:
    """A card of the desk: its heading, what stands on it, and what to say when nothing does."""

    title: str
    rows: list[DeskItem]
    note: str = ""
    link: tuple[str, str] | None = None
    more: tuple[str, str] | None = None
    empty: str = ""
    how: str = ""
    go: DeskItem | None = None


@dataclass(frozen=True)
class Desk:
    """A whole desk."""

    look: Look
    heading: str
    main: list[Section]
    aside: list[Section] = field(default_factory=list)
    whole: tuple[str, str] | None = None


def look_for(acting: Acting) -> Look:
    """Return how the desk of this reader is laid out."""
    if acting.can(Capability.PREPARE_ACT) or acting.can(Capability.REPORT):
        return Look.OFFICE
    if acting.can(Capability.CONSENT):
        return Look.CHAIR
    return Look.READER if acting.can(Capability.READ_SHARED) else Look.UNIT


def desk_for(acting: Acting, items: Iterable[tuple[str, DeskItem]], *, whole: bool = False) -> Desk:
    """Return the desk that these items make for this reader; a chair may ask for the whole."""
    piles = _Piles(acting, list(items))
    look = look_for(acting)
    match Look.OFFICE if whole and look is Look.CHAIR else look:
        case Look.OFFICE:
            return _office(acting, piles)
        case Look.CHAIR:
            return _chair(acting, piles)
        case Look.READER:
            return _reader(acting, piles)
        case Look.UNIT:
            return _unit(piles)


class _Piles:
    """The items of a desk, in piles and in order."""

    def __init__(self, acting: Acting, items: list[tuple[str, DeskItem]]) -> None:
        self.today = timezone.localdate()
        self.meetings: list[DeskItem] = []
        ours, theirs, coming, news = [], [], [], []
        for room, item in items:
            if room in MEETING_ROOMS and item.group is Group.COMING:
                self.meetings.append(item)
            match self._place(acting, item):
                case Group.OURS:
                    ours.append(item)
                case Group.THEIRS:
                    theirs.append(item)
                case Group.COMING:
                    coming.append(item)
                case _:
                    news.append(item)
        self.ours, self.theirs = (
            sorted(ours, key=self._pressing),
            sorted(theirs, key=self._pressing),
        )
        self.coming = sorted(coming, key=self._pressing)
        self.news = sorted(news, key=lambda i: (_day(i.since), i.sentence), reverse=True)

    def _place(self, acting: Acting, item: DeskItem) -> Group:
        """Return where an item stands; what is due stands with whoever has to see to it."""
        if item.group is not Group.DUE:
            return item.group
        if item.due is not None and item.due > self.today + SOON:
            return Group.COMING
        others = item.party is not None and item.party.id != acting.body_id
        return Group.THEIRS if others else Group.OURS

    def _pressing(self, item: DeskItem) -> tuple[bool, date, date, str]:
        return (not item.mine, item.due or date.max, _day(item.since), item.sentence)

    def late(self, items: list[DeskItem]) -> list[DeskItem]:
        """Return those that are overdue."""
        return [i for i in items if i.due is not None and i.due < self.today]

    @property
    def mine(self) -> list[DeskItem]:
        """What the reader can do."""
        return [i for i in self.ours if i.mine]


def _day(value: date | datetime | None) -> date:
    if isinstance(value, datetime):
        return timezone.localtime(value).date()
    return value or date.max


def _heading(count: int) -> str:
    if not count:
        return _("Nothing waits for you today")
    words = ngettext("%(n)d thing waits for you today", "%(n)d things wait for you today", count)
    return words % {"n": count}


def _due_today(piles: _Piles) -> str:
    due = sum(1 for i in piles.ours if i.due is not None and i.due <= piles.today)
    if not due:
        return ""
    words = ngettext("%(n)d is due today or overdue", "%(n)d are due today or overdue", due)
    return words % {"n": due}


def _path(name: str, acting: Acting) -> str:
    return reverse(name, kwargs={"body": acting.slug})


def _more(count: int, path: str) -> tuple[str, str] | None:
    if count <= 0:
        return None
    return ngettext("%(n)d more", "%(n)d more", count) % {"n": count}, path


def _together(acting: Acting, items: list[DeskItem]) -> tuple[str, str] | None:
    """Return the way to reading several acts together, when several wait for the reader."""
    words = [i for i in items if i.word and i.mine]
    if len(words) < 2:
        return None
    return _("Read them together"), _path("acts:batch", acting)


def _first_action(items: list[DeskItem]) -> DeskItem | None:
    return next((i for i in items if i.action), None)


# The office: a clerk, a secretary-general


def _office(acting: Acting, piles: _Piles) -> Desk:
    acts = _path("acts:list", acting)
    shown = piles.ours[:MOST]
    ours = Section(
        _("Waiting for us"),
        shown,
        note=_due_today(piles),
        link=_together(acting, piles.ours),
        more=_more(len(piles.ours) - MOST, acts),
        empty=_("Nothing waits for your side"),
        how=_("What the other parties propose, what is due and what is overdue comes here."),
        go=_first_action(shown),
    )
    theirs = Section(
        _("Waiting for the others"),
        piles.theirs[:MOST],
        more=_more(len(piles.theirs) - MOST, f"{acts}?tab=theirs"),
        empty=_("Nothing waits for the others"),
        how=_("What your side has proposed and the others have not answered yet comes here."),
    )
    aside = [_coming(acting, piles), _news(acting, piles)]
    return Desk(Look.OFFICE, _heading(len(piles.mine)), [ours, theirs], aside)


def _coming(acting: Acting, piles: _Piles) -> Section:
    return Section(
        _("Coming up"),
        piles.coming[:MOST_BESIDE],
        link=(_("Calendar"), _path("meetings:calendar", acting)),
        empty=_("No dates yet."),
    )


def _news(acting: Acting, piles: _Piles) -> Section:
    return Section(
        _("Just in force"),
        piles.news[:MOST_BESIDE],
        link=(_("All of them"), f"{_path('acts:list', acting)}?tab=force"),
        empty=_("Nothing new."),
    )


# A chair: consent, what is overdue, the next meeting


def _chair(acting: Acting, piles: _Piles) -> Desk:
    acts = _path("acts:list", acting)
    words = [i for i in piles.ours if i.word]
    late = piles.late([*piles.ours, *piles.theirs])
    late = [i for i in late if not i.word]
    shown = words[:MOST_FOR_CHAIR]
    consent = Section(
        _("Waiting for your word"),
        shown,
        link=_together(acting, words) or _more(len(words) - len(shown), acts),
        empty=_("Nothing waits for your word"),
        how=_("What needs the consent of your side comes here."),
        go=_first_action(shown),
    )
    sections = [consent]
    whole = f"{_path('portal:desk', acting)}?whole=1"
    if late:
        sections.append(Section(_("Overdue"), late[:1], link=_more(len(late) - 1, whole)))
    if piles.meetings:
        calendar = (_("Calendar"), _path("meetings:calendar", acting))
        first = min(piles.meetings, key=lambda i: i.due or date.max)
        sections.append(Section(_("Next meeting"), [first], link=calendar))
    heading = _heading(len(words) + len(late))
    return Desk(Look.CHAIR, heading, sections, whole=(_("The whole desk"), whole))


# Who reads along: members, observers, the administrator


def _reader(acting: Acting, piles: _Piles) -> Desk:
    sections = []
    mine = piles.mine
    if mine:
        sections.append(Section(_("Waiting for you"), mine[:MOST], go=_first_action(mine)))
    open_ones = [i for i in piles.ours if not i.mine] + piles.theirs
    how = _("What the parties are deciding comes here as soon as one of them proposes it.")
    if acting.can(Capability.COMMENT):
        how = _("What the parties are deciding comes here; you can remark on it while it is open.")
    sections.append(
        Section(
            _("Being decided"),
            open_ones[:MOST],
            more=_more(len(open_ones) - MOST, _path("acts:list", acting)),
            empty=_("Nothing is being decided"),
            how=how,
        )
    )
    aside = [_coming(acting, piles), _news(acting, piles)]
    return Desk(Look.READER, _heading(len(mine)), sections, aside)


# A unit: what is addressed to it


def _unit(piles: _Piles) -> Desk:
    ours = Section(
        _("Addressed to your unit"),
        piles.ours[:MOST],
        note=_due_today(piles),
        empty=_("Nothing is addressed to your unit"),
        how=_("What a body passes on to your unit to handle comes here."),
        go=_first_action(piles.ours),
    )
    sections = [ours]
    if piles.news:
        sections.append(Section(_("News"), piles.news[:MOST_BESIDE]))
    return Desk(Look.UNIT, _heading(len(piles.mine)), sections)
