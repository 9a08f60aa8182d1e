"""A party's own draft of its part: kept for its office alone until it contributes it."""

from __future__ import annotations

from typing import Any, ClassVar
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from pydantic import Field

from xieqiao.acts.access import Acting, Capability
from xieqiao.acts.errors import ActError
from xieqiao.acts.forms import ActForm
from xieqiao.acts.kinds import Kind, Scene
from xieqiao.acts.payloads import FileRef, Line, Part, Text
from xieqiao.topics.models import PartDraft, PartText, PlannedPart, ResearchPlan

WORDS = ("title", "authors", "sections", "files")
MOST_FILES, MOST_SECTIONS = 60, 60


class Section(Part):
    """A section of a text."""

    heading: Line = Field(default=Line(""), title=_("Heading"))
    text: Text = Field(title=_("Text"), min_length=1)


class DraftWords(Part):
    """What a draft holds; the same as a part, but nothing need be there yet."""

    title: Line = Field(default=Line(""), title=_("Title"))
    authors: Line = Field(default=Line(""), title=_("Written by"))
    sections: list[Section] = Field(
        default_factory=list, title=_("Sections of the text"), max_length=MOST_SECTIONS
    )
    files: list[FileRef] = Field(default_factory=list, title=_("Files"), max_length=MOST_FILES)
    demonstration: bool = False


class _Drafting(Kind[Any]):
    """Only lends its form: without a name it is no kind of act."""

    payload: ClassVar[Any] = DraftWords


class Overtaken(ActError):
    """Somebody of the same office saved the draft meanwhile."""

    message = _(
        "%(who)s has saved this draft meanwhile. Your text is still here; compare it with the "
        "saved one below, and save again to keep yours."
    )


def draft_of(acting: Acting, plan_id: UUID) -> PartDraft | None:
    """Return the own draft of a part, for those who read their body's own matter."""
    if not acting.can(Capability.READ_OWN):
        return None
    return PartDraft.objects.filter(body=acting.body_id, plan=plan_id).first()


def draft_in_hand(acting: Acting, plan_id: UUID) -> dict[str, Any]:
    """Return what contributing starts from: the words of the own draft, if there is one."""
    draft = draft_of(acting, plan_id)
    return {} if draft is None else _words_of(draft)


def draft_form(
    acting: Acting, plan: ResearchPlan, draft: PartDraft | None, data: Any = None, files: Any = None
) -> ActForm:
    """Return the form of a draft; a new one starts from the title that the plan gives."""
    scene = Scene(acting, plan.partnership_id, ())
    initial = _words_of(draft) if draft is not None else _start(acting, plan)
    return ActForm(_Drafting(), scene, data, files, initial)


def _start(acting: Acting, plan: ResearchPlan) -> dict[str, Any]:
    """Return what a new draft starts from: our contributed part, or the title that was planned."""
    texts = PartText.objects.filter(part__plan=plan, part__owner=acting.body_id)
    given = texts.order_by("position").last()
    if given is not None:
        return _words_of(given)
    planned = PlannedPart.objects.filter(plan=plan, body=acting.body_id).first()
    return {"title": planned.title if planned else ""}


def _words_of(row: PartDraft | PartText) -> dict[str, Any]:
    return {name: getattr(row, name) for name in WORDS}


def save_draft(acting: Acting, plan: ResearchPlan, words: dict[str, Any], seen: int) -> PartDraft:
    """Save the own draft. Raises Overtaken when it is no longer the version that was seen."""
    with transaction.atomic():
        rows = PartDraft.objects.select_for_update()
        row, _made = rows.get_or_create(
            body_id=acting.body_id,
            plan=plan,
            defaults={"version": 0, "demonstration": acting.demonstration},
        )
        if row.version != seen:
            raise Overtaken(Overtaken.message % {"who": row.changed_by})
        for name in WORDS:
            setattr(row, name, words[name])
        row.version, row.changed_by = seen + 1, acting.shown_as
        row.save()
        return row
