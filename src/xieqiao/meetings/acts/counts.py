"""What minutes say of the consultations at a meeting: figures, and digests to check them by."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _
from pydantic import Field

from xieqiao.acts.kinds import PayloadError, Scene
from xieqiao.acts.payloads import Line, Part
from xieqiao.acts.references import check_subject

_FIXED: dict[str, Any] = {"fixed": True}
_SHA256, _NONE_YET = r"^[0-9a-f]{64}$", r"^([0-9a-f]{64})?$"


class Counted(Part):
    """A consultation as it was counted when the minutes were composed."""

    title: Line = Field(default=Line(""), title=_("Consultation"), json_schema_extra=_FIXED)
    consultation: UUID = Field(title=_("Consultation"), json_schema_extra=_FIXED)
    people: int = Field(title=_("People who voted"), ge=0, json_schema_extra=_FIXED)
    statements: int = Field(title=_("Statements"), ge=0, json_schema_extra=_FIXED)
    votes: int = Field(title=_("Votes"), ge=0, json_schema_extra=_FIXED)
    digest: str = Field(title=_("Digest of the votes"), pattern=_SHA256, json_schema_extra=_FIXED)
    result: str = Field(
        default="",
        title=_("Digest of the result"),
        pattern=_NONE_YET,
        json_schema_extra=_FIXED,
    )


def check_counts(rows: list[Counted], scene: Scene) -> None:
    """Refuse what is of elsewhere, is not closed, or is not what one counts now."""
    from xieqiao.consultations.models import Closing
    from xieqiao.consultations.results.minutes import figures_now

    for place, row in enumerate(rows):
        where = f"consultations.{place}.title"
        check_subject(scene, where, row.consultation, "consultation")
        if not Closing.objects.filter(consultation=row.consultation).exists():
            raise PayloadError(where, _("This consultation is not closed yet."))
        now = figures_now(row.consultation)
        said = (row.people, row.statements, row.votes, row.digest)
        if said != (now.people, now.statements, now.votes, now.digest):
            raise PayloadError(
                where, _("These are not the figures of the consultation. Compose the minutes anew.")
            )


def kept(rows: list[Counted]) -> list[dict[str, Any]]:
    """Return the figures as the table of minutes keeps them."""
    return [
        {**row.model_dump(), "title": str(row.title), "consultation": str(row.consultation)}
        for row in rows
    ]
