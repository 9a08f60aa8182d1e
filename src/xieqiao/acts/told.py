"""An act as its page tells of it: who said what, exactly which text, what changed, what follows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _later

from xieqiao.acts import queries
from xieqiao.acts.access import Acting, Capability
from xieqiao.acts.diff import Piece, changed, compare
from xieqiao.acts.documents import Passage, document, texts_in
from xieqiao.acts.entries import EntryType
from xieqiao.acts.forms.trees import plain
from xieqiao.acts.matter import Matter
from xieqiao.acts.models import Act, ActState, Comment, Entry, Stance, Subject, Version
from xieqiao.acts.naming import rows_for
from xieqiao.acts.plan import scene_for
from xieqiao.acts.queries import Seal, Shown


class Against(StrEnum):
    """What the text of an act is compared with."""

    VERSION = "version"
    FORCE = "force"
    NOTHING = "nothing"


@dataclass(frozen=True)
class Reading:
    """One version of the text as it is read: with what it is compared, and what else is offered."""

    version: Version
    present: bool
    passages: list[Passage]
    against: Against
    offered: list[tuple[str, str, bool]]

    @property
    def texts(self) -> dict[str, tuple[str, str]]:
        """The texts for which another wording can be suggested: by path, name and text."""
        return {p.path: (name, p.text or "") for p, name in texts_in(self.passages)}


def reading_of(acting: Acting, found: Shown, number: str = "", against: str = "") -> Reading:
    """Return the text of an act: of its present version, or of the one that is asked for.

    Unless something else is asked for, an open act is compared with its version before, and the
    first one with what is in force. What is over is read plainly.
    """
    version = _version(found, number)
    before = _bases(acting, found, version)
    settled = found.act.state not in {ActState.OPEN, ActState.STALE}
    wished = against if against in before or against == Against.NOTHING else ""
    first = Against.NOTHING if settled else next(iter(before), Against.NOTHING)
    chosen = Against(wished or first)
    passages = document(found.kind, version.payload(), before.get(chosen))
    offered = [
        (key.value, words, key is chosen)
        for key, words in _offers()
        if before and (key in before or key is Against.NOTHING)
    ]
    return Reading(version, version.number == found.version.number, passages, chosen, offered)


def _offers() -> list[tuple[Against, str]]:
    return [
        (Against.VERSION, _("Changes since the version before")),
        (Against.FORCE, _("Changes to what is in force")),
        (Against.NOTHING, _("The plain text")),
    ]


def _version(found: Shown, number: str) -> Version:
    if number.isdigit() and int(number) != found.version.number:
        rows = found.act.versions.filter(number=int(number[:9]))
        asked = rows.select_related("act", "structural", "erasable", "entry").first()
        return asked or found.version
    return found.version


def _bases(acting: Acting, found: Shown, version: Version) -> dict[Against, Any]:
    """Return the payloads with which a version can be compared."""
    bases: dict[Against, Any] = {}
    earlier = found.act.versions.filter(number=version.number - 1)
    row = earlier.select_related("act", "structural", "erasable").first()
    if row is not None:
        bases[Against.VERSION] = row.payload()
    in_force = _in_force(acting, found)
    if in_force is not None:
        bases[Against.FORCE] = in_force
    return bases


def _in_force(acting: Acting, found: Shown) -> Any:
    """Return the present text of what the act moves, as its form starts from, if it has one."""
    main = found.moves[0]
    if main.revision is None or found.act.state not in {ActState.OPEN, ActState.STALE}:
        return None
    subject = Subject.objects.filter(id=main.id).first()
    if subject is None or found.kind.matter is Matter.REPORTED:
        return None
    scene = scene_for(acting, found.act.space_id, subject, {})
    present = _filled(plain(found.kind.initial(scene)))
    try:
        return type(found.payload).model_validate(present) if present else None
    except ValueError:  # the form starts from less than a whole text
        return None


def _filled(value: Any) -> Any:
    """Return plain values without those that a form would show as empty."""
    if isinstance(value, dict):
        return {k: _filled(v) for k, v in value.items() if v not in ("", None)}
    return [_filled(v) for v in value] if isinstance(value, list) else value


ENTRY_WORDS = {
    EntryType.GENESIS: _later("opens the register"),
    EntryType.PROPOSE: _later("proposes"),
    EntryType.AMEND: _later("puts out another version"),
    EntryType.CONSENT: _later("consents"),
    EntryType.DECLINE: _later("declines"),
    EntryType.WITHDRAW: _later("withdraws"),
    EntryType.LAPSE: _later("lets lapse"),
    EntryType.SEAL: _later("seals: in force"),
    EntryType.KEY_CHANGE: _later("changes its key"),
    EntryType.RECEIPT: _later("acknowledges"),
    EntryType.FENCE: _later("fences"),
}


# Remarks


@dataclass(frozen=True)
class Remark:
    """A remark, with the wording that it suggests beside the present one."""

    comment: Comment
    about: str
    pieces: list[Piece]
    can_take: bool


def remarks_on(act: Act) -> QuerySet[Comment]:
    """Return the remarks on an act, the first first."""
    return Comment.objects.filter(act=act).select_related("body").order_by("at", "id")


def remarks_told(
    comments: Iterable[Comment], texts: Mapping[str, tuple[str, str]], *, may: bool
) -> list[Remark]:
    """Return remarks as the page tells them; `may` says whether the reader takes wordings over."""
    return [_remark(c, texts, may=may) for c in comments]


def _remark(comment: Comment, texts: Mapping[str, tuple[str, str]], *, may: bool) -> Remark:
    about, present = texts.get(comment.field, ("", ""))
    fresh = bool(comment.wording) and not comment.taken_in
    pieces = compare(present, comment.wording) if fresh and about else []
    if not changed(pieces):
        pieces = compare(comment.wording, comment.wording)
    return Remark(comment, about, pieces, can_take=may and fresh and bool(about))


# Versions before


@dataclass(frozen=True)
class Earlier:
    """A version that another one has replaced, and what the parties had said to it."""

    version: Version
    said: list[Seal]


def earlier_versions(found: Shown) -> list[Earlier]:
    """Return the versions before the present one, the latest first."""
    if found.act.version == 1:
        return []
    words = Stance.objects.select_related("body", "reason").order_by("at", "id")
    rows = found.act.versions.exclude(number=found.act.version).order_by("-number")
    return [
        Earlier(row, [queries.seal_of(s) for s in row.stances.all()])
        for row in rows.prefetch_related(Prefetch("stances", words))
    ]


# The whole page


@dataclass(frozen=True)
class ActPage:
    """Everything around the text: who said what, where it belongs, what the reader can do."""

    seals: list[Seal]
    rule: str
    basis: Any
    basis_revision: int
    home: Any
    about: Any
    version: int
    entries: list[Entry]
    earlier: list[Earlier]
    rivals: list[Shown]
    reported: bool
    is_open: bool
    is_proposer: bool
    can_consent: bool
    can_change: bool
    can_comment: bool
    left_to_others: bool

    @property
    def numbers(self) -> list[Entry]:
        """The entries by which the present version is found in the registers."""
        said = {EntryType.PROPOSE, EntryType.AMEND, EntryType.CONSENT, EntryType.SEAL}
        return [e for e in self.entries if e.type in said and e.version == self.version]


def page_of(acting: Acting, found: Shown) -> ActPage:
    """Return what the page of an act shows beside its text."""
    act, kind = found.act, found.kind
    is_open = act.state == ActState.OPEN
    seals = queries.seals_of(found)
    mine = next((s for s in seals if s.body.id == acting.body_id), None)
    awaited = is_open and mine is not None and mine.stance is None and not found.version.closed
    basis = found.moves[0].deciders.basis
    ids = [str(act.space_id), str(act.subject_id), *([basis.id] if basis else [])]
    rows = rows_for(ids)
    ours = act.proposer_id == acting.body_id
    return ActPage(
        seals=seals,
        rule=queries.rule_in_words(found),
        basis=rows.get(basis.id) if basis else None,
        basis_revision=basis.revision + 1 if basis else 0,
        home=rows.get(str(act.space_id)),
        about=rows.get(str(act.subject_id)),
        version=found.version.number,
        entries=list(queries.entries_of(act.id)),
        earlier=earlier_versions(found),
        rivals=[queries.shown(a) for a in queries.rivals_of(found)] if is_open else [],
        reported=kind.matter is Matter.REPORTED,
        is_open=is_open,
        is_proposer=ours,
        can_consent=awaited and acting.can(kind.consent),
        can_change=is_open and ours and acting.can(kind.release),
        can_comment=is_open and acting.can(Capability.COMMENT),
        left_to_others=awaited and not acting.can(kind.consent),
    )


def path_in(values: dict[str, Any], path: str, text: str) -> dict[str, Any] | None:
    """Return plain values with `text` at `path`, or None where nothing is there."""
    name, _dot, rest = path.partition(".")
    if name not in values:
        return None
    if not rest:
        return {**values, name: text}
    inside = _inside(values[name], rest, text)
    return None if inside is None else {**values, name: inside}


def _inside(value: Any, path: str, text: str) -> Any:
    if isinstance(value, dict):
        return path_in(value, path, text)
    place, _dot, rest = path.partition(".")
    if not isinstance(value, list) or not place.isdigit() or int(place) >= len(value):
        return None
    inner = path_in(value[int(place)], rest, text)
    return None if inner is None else [*value[: int(place)], inner, *value[int(place) + 1 :]]
