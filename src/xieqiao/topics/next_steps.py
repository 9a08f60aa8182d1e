"""What can be done about a topic next, and by whom."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from xieqiao.acts.access import Acting
from xieqiao.topics.dates import said
from xieqiao.topics.flow import Matter
from xieqiao.topics.models import Topic
from xieqiao.topics.research import Research


@dataclass(frozen=True)
class NextStep:
    """Something that the reader may do; `now` if it is what the topic waits for."""

    label: str
    path: str
    why: str = ""
    now: bool = True


@dataclass(frozen=True)
class Situation:
    """A topic, what there is, and what its reader may do."""

    acting: Acting
    topic: Topic
    research: Research | None
    matter: Matter
    waiting: frozenset[str]
    may_act: bool
    may_report: bool

    def new(self, kind: str, /, **fields: Any) -> str:
        """Return the address of the form of an act in the topic's partnership."""
        page = reverse("acts:new", kwargs={"body": self.acting.slug, "kind": kind})
        return f"{page}?{urlencode({'partnership': self.topic.partnership_id, **fields})}"


def steps_of(at: Situation) -> list[NextStep]:
    """Return what the reader may do next, the first first."""
    if at.topic.closed:
        return []
    found = [*_part(at), *_report(at), *_plan(at), *_meeting(at)]
    found += [*_outcome(at), *_submission(at), *_action(at), *_result(at)]
    return [*found, *_close(at)]


def waits_for(at: Situation) -> list[str]:
    """Return in sentences whom the topic waits for."""
    found = []
    for part in at.research.missing if at.research else []:
        if part.ours:
            continue
        due = part.planned.due if part.planned else None
        words = {"body": part.body, "day": said(due)}
        if due is None:
            found.append(_("%(body)s has not contributed its part yet.") % words)
        elif part.late:
            found.append(_("The part of %(body)s was due on %(day)s.") % words)
        else:
            found.append(_("The part of %(body)s is due on %(day)s.") % words)
    return found


def _part(at: Situation) -> Iterator[NextStep]:
    research = at.research
    ours = research.ours if research else None
    if research is None or ours is None or ours.part is not None or not at.may_report:
        return
    due = ours.planned.due if ours.planned else None
    why = _("It is due on %s.") % said(due) if due else ""
    draft = reverse("topics:draft", args=[at.acting.slug, research.plan.id])
    if research.draft is None:
        yield NextStep(_("Write our part"), draft, why)
        return
    path = at.new("part.contribute", plan=research.plan.id)
    yield NextStep(_("Contribute our part"), path, why)
    yield NextStep(_("Go on with our draft"), draft, now=False)


def _report(at: Situation) -> Iterator[NextStep]:
    research = at.research
    if research is None or research.report or research.missing or not at.may_act:
        return
    if "report.compose" not in at.waiting:
        path = at.new("report.compose", plan=research.plan.id)
        yield NextStep(_("Compose the joint report"), path, _("All parts are in."))


def _plan(at: Situation) -> Iterator[NextStep]:
    if at.research or not at.may_act or "research.plan" in at.waiting:
        return
    path = at.new("research.plan", topic=at.topic.id)
    yield NextStep(_("Plan the joint research"), path, now=not at.matter.activities)


def _meeting(at: Situation) -> Iterator[NextStep]:
    meetings = at.matter.consultations
    if not at.may_act:
        return
    if not meetings:
        path = at.new("activity.plan", topic=at.topic.id, kind="consultation", title=at.topic.title)
        ready = at.research is not None and not at.research.missing
        yield NextStep(_("Plan the consultation meeting"), path, now=ready)
        return
    for meeting in meetings:
        begun = meeting.schedule.over and meeting.schedule.starts
        if begun and meeting.id not in at.matter.minuted:
            path = at.new("minutes.pass", activity=meeting.id)
            yield NextStep(_("Draft the minutes"), path, str(meeting))


def _outcome(at: Situation) -> Iterator[NextStep]:
    if at.matter.outcomes or not at.may_act:
        return
    held = [m for m in at.matter.consultations if m.schedule.over]
    fields = {"activity": held[-1].id} if held else {}
    path = at.new("outcome.agree", topic=at.topic.id, title=at.topic.title, **fields)
    yield NextStep(_("Draft the outcome"), path, now=bool(held))


def _submission(at: Situation) -> Iterator[NextStep]:
    if not at.matter.outcomes or not at.may_report:
        return
    sent = {s.outcome_id for s in at.matter.submissions if s.owner_id == at.acting.body_id}
    for outcome in at.matter.outcomes:
        if outcome.id not in sent:
            path = at.new("submission.send", outcome=outcome.id)
            yield NextStep(_("Enter our submission"), path, str(outcome))


def _action(at: Situation) -> Iterator[NextStep]:
    if not at.may_act:
        return
    outcomes = at.matter.outcomes
    fields = {"outcome": outcomes[0].id} if outcomes else {}
    path = at.new("action.agree", topic=at.topic.id, **fields)
    adopted = bool(at.matter.adopted) and not at.matter.actions
    yield NextStep(_("Agree on an action"), path, now=adopted)


def _result(at: Situation) -> Iterator[NextStep]:
    if not at.may_report or not (at.matter.outcomes or at.matter.actions):
        return
    settled = bool(at.matter.actions) and not at.matter.open_actions
    nothing = not at.matter.indicators and not at.matter.effects
    path = at.new("result.record", topic=at.topic.id)
    yield NextStep(_("Enter what came of it, in figures"), path, now=settled and nothing)


def _close(at: Situation) -> Iterator[NextStep]:
    if not at.may_act or "topic.close" in at.waiting:
        return
    page = reverse("acts:new", kwargs={"body": at.acting.slug, "kind": "topic.close"})
    settled = bool(at.matter.actions) and not at.matter.open_actions
    settled = settled and bool(at.matter.indicators or at.matter.effects)
    yield NextStep(_("Close the topic"), f"{page}?on={at.topic.id}", now=settled)
