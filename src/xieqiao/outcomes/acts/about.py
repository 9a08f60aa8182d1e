"""What the acts on submissions and actions have in common."""

from __future__ import annotations

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from pydantic import Field

from xieqiao.acts.dates import PartialDate
from xieqiao.acts.kinds import PayloadError
from xieqiao.acts.payloads import ActPayload, FileRef, Line
from xieqiao.acts.step import Step
from xieqiao.outcomes.models import SubmittedFile


def about(title: str | Promise) -> Any:
    """Return a field that says what an act is about, so that lists can name it.

    The form carries it along; the kind's `initial` fills it in.
    """
    return Field(default=Line(""), title=title, json_schema_extra={"fixed": True})


def check_said(field: str, day: PartialDate | None, payload: ActPayload) -> None:
    """Refuse a missing date, unless the act restates a source that does not give it."""
    if day is None and not payload.source:
        raise PayloadError(field, _("Please say when; a year or a month will do."))


def keep_files(step: Step, stage: SubmittedFile.Stage, files: list[FileRef]) -> None:
    """Write the files that came with a stage, in place of those given for it before."""
    within = {"submission_id": step.subject.id, "stage": stage.value}
    rows = (file.model_dump() for file in files)
    step.replace(SubmittedFile, within, rows, label=stage.value)
