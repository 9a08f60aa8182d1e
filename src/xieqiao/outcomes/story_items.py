"""What outcomes contribute to the story of a topic: together, and at each side."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from xieqiao.acts.access import Acting
from xieqiao.outcomes import queries, told
from xieqiao.outcomes.acts.results import plain
from xieqiao.outcomes.days import in_words
from xieqiao.outcomes.left import as_left
from xieqiao.outcomes.models import Action, Finding, Indicator, Outcome, Progress, Submission
from xieqiao.topics.story import StoryItem

LONGEST = 120


def items(acting: Acting, topic_id: UUID) -> list[StoryItem]:
    """Return the documents on a topic and all that followed; a fixed number of queries."""
    sent = queries.submissions_on_topic(acting, topic_id).prefetch_related("instructions")
    actions = as_left(queries.actions_on_topic(acting, topic_id), "responsible")
    reports = queries.progress_seen_by(acting).filter(action__in=[row.id for row in actions])
    return [
        *(_outcome(acting, row) for row in as_left(queries.outcomes_on_topic(acting, topic_id))),
        *(item for row in as_left(sent) for item in _submission(acting, row)),
        *(_action(acting, row) for row in actions),
        *(_progress(acting, row) for row in reports),
        *(_result(acting, row) for row in as_left(queries.indicators_on_topic(acting, topic_id))),
        *(
            _finding(acting, row)
            for row in as_left(queries.findings_on_topic(acting, topic_id), "asked_of")
        ),
    ]


def _when(row: Any) -> str | datetime:
    found: str | datetime = row.happened or ("" if row.source else row.entered_at)
    return found


def _outcome(acting: Acting, row: Outcome) -> StoryItem:
    return StoryItem(
        when=_when(row),
        heading=row.title,
        text=told.joined(row.get_kind_display(), row.number),
        path=row.path(acting.slug),
        tag=_("outcome"),
        station="outcome",
        demonstration=row.demonstration,
        source=row.source,
    )


def _submission(acting: Acting, row: Submission) -> Iterator[StoryItem]:
    """Yield the submission, its answer and each instruction, each at its own time."""
    common: dict[str, Any] = {
        "body": row.owner,
        "station": "submission",
        "path": row.path(acting.slug),
        "demonstration": row.demonstration,
        "source": row.source,
    }
    waits = "" if row.adoption else told.submission_state(row)
    yield StoryItem(
        when=row.sent_on,
        heading=_("Submitted to %(recipient)s") % {"recipient": row.recipient},
        text=told.joined(row.title, waits),
        tag=_("upward") if row.upward else "",
        **common,
    )
    if row.adoption:
        words = {"who": row.answered_by or row.recipient}
        yield StoryItem(
            when=row.answered_on,
            heading=_("Answer of %(who)s") % words,
            text=_short(row.wording),
            tag=told.submission_tag(row),
            **common,
        )
    for one in row.instructions.all():
        yield StoryItem(
            when=one.given_on,
            heading=_("Instruction of %(leader)s") % {"leader": one.leader},
            text=_short(one.wording),
            **common,
        )


def _action(acting: Acting, row: Action) -> StoryItem:
    due = _("due on %(day)s") % {"day": in_words(row.due)} if row.due else ""
    return StoryItem(
        when=_when(row),
        heading=row.title,
        text=due,
        by=told.joined(str(row.responsible), row.unit_name),
        path=row.path(acting.slug),
        tag=told.action_state(row),
        station="action",
        demonstration=row.demonstration,
        source=row.source,
    )


def _progress(acting: Acting, row: Progress) -> StoryItem:
    shown = len(row.evidence.all())
    evidence = _("Evidence: %(n)d") % {"n": shown} if shown else ""
    return StoryItem(
        when=row.on,
        heading=str(row.action.title),
        text=told.joined(_short(row.text), evidence),
        body=row.owner,
        path=row.path(acting.slug),
        tag=row.get_state_display(),
        station="action",
        demonstration=row.demonstration,
        source=row.source,
    )


def _result(acting: Acting, row: Indicator) -> StoryItem:
    values = queries.measures_in_force(row)
    last = values[-1] if values else None
    said = f"{plain(last.value)} {row.unit}" if last else ""
    return StoryItem(
        when=last.on if last else _when(row),
        heading=row.name,
        text=told.joined(said, last.from_where if last else ""),
        body=row.owner,
        path=row.path(acting.slug),
        tag=_("result"),
        station="result",
        demonstration=row.demonstration,
        source=row.source,
    )


def _finding(acting: Acting, row: Finding) -> StoryItem:
    return StoryItem(
        when=_when(row),
        heading=row.title,
        text=_short(row.found),
        path=row.path(acting.slug),
        tag=_("put right") if row.closed else (_("lagging") if row.lagging else _("finding")),
        station="result",
        demonstration=row.demonstration,
        source=row.source,
    )


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"
