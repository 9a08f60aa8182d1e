"""The acts' own kind: taking content out."""

from __future__ import annotations

from uuid import UUID

from django.db.models import F, TextField
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _
from pydantic import Field

from xieqiao.acts.force import Rows, apply
from xieqiao.acts.kinds import Kind, Move, PayloadError, Scene, kind_named
from xieqiao.acts.models import Act, ActState, Content, Version
from xieqiao.acts.payloads import ActPayload, Text
from xieqiao.acts.projection import moves_of, version_payload
from xieqiao.acts.step import Step


class Erasure(ActPayload):
    """Which act's texts go, and why."""

    act_id: UUID = Field(title=_("Act"))
    why: Text = Field(title=_("Why"), min_length=1)


class EraseContent(Kind[Erasure]):
    """Take the free text, names and files of an act in force out, leaving every proof whole."""

    name = "content.erase"
    title = _("Take texts out")
    subject = "erasure"
    payload = Erasure

    def summary(self, payload: Erasure) -> str:
        """Return the sentence by which desks and lists name the act."""
        return str(_("Take the texts of an earlier act out"))

    def effect(self, payload: Erasure) -> str:
        """Return what will be so once the act is in force."""
        return str(
            _(
                "The free text, names and files of that act are deleted for good; in their place "
                "stands a mark. Everything that was signed can still be verified."
            )
        )

    def check(self, payload: Erasure, scene: Scene) -> None:
        """Refuse acts that are not in force, or belong elsewhere."""
        act = Act.objects.filter(id=payload.act_id, space=scene.partnership_id).first()
        if act is None or act.state != ActState.SEALED:
            raise PayloadError("act_id", _("Choose an act of this partnership that is in force."))

    def moves(self, payload: Erasure, scene: Scene) -> list[Move]:
        """Return the subjects of the act whose texts go."""
        version = _versions(payload.act_id)[-1]
        return [Move(m.type, UUID(m.id), closes=m.closes) for m in moves_of(version)]

    def allowed(self, scene: Scene) -> bool:
        """Texts can be taken out of what is closed, too."""
        return True

    def apply(self, payload: Erasure, step: Step) -> None:
        """Delete the texts, and write the subject again from all its acts."""
        for version in _versions(payload.act_id):
            _erase(version, step.act_id)
        step.rows.extend(rewrite(step.subject.id, step.partnership_id))


def _versions(act_id: UUID) -> list[Version]:
    rows = Version.objects.filter(act=act_id).select_related("act", "structural", "erasable")
    return list(rows.order_by("number"))


def _erase(version: Version, by: UUID) -> None:
    reasons = version.stances.exclude(reason=None).values_list("reason", flat=True)
    digests = [version.erasable_id, *reasons]
    Content.objects.filter(digest__in=digests, text__isnull=False).update(text=None, erased_by=by)


def rewrite(subject_id: UUID, space: UUID) -> Rows:
    """Write a subject's tables again, act by act, from the content that is left.

    Return the rows that were written.
    """
    rows: Rows = []
    for version in (
        Version.objects.annotate(moved=Cast("moves_json", TextField()))
        .filter(act__space=space, moved__contains=str(subject_id), act__state=ActState.SEALED)
        .filter(number=F("act__version"))
        .exclude(act__kind=EraseContent.name)
        .select_related("act", "structural", "erasable")
        .order_by("act__ended_at", "act_id")
    ):
        act, all_moves = version.act, moves_of(version)
        if any(m.id == str(subject_id) for m in all_moves):
            only = {subject_id}
            payload = version_payload(act, version)
            rows = apply(kind_named(act.kind), act, all_moves, payload, only=only)
    return rows
