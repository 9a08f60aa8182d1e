"""What this room itself tells of a topic: its acts, the parts of the research, words of effect."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db.models import F
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from xieqiao.acts.access import Acting
from xieqiao.acts.kinds import kind_named
from xieqiao.acts.matter import Matter
from xieqiao.acts.models import ActState, Stance, Version
from xieqiao.acts.projection import version_payload
from xieqiao.topics import queries
from xieqiao.topics.flow import Way
from xieqiao.topics.models import Effect, Topic
from xieqiao.topics.story import StoryItem

MOST = 200
_NAMED = 3
_STATIONS = {
    "topic.confirm": Way.TOPIC,
    "topic.revise": Way.TOPIC,
    "topic.papers": Way.TOPIC,
    "research.plan": Way.RESEARCH,
    "research.revise_plan": Way.RESEARCH,
    "part.contribute": Way.RESEARCH,
    "part.revise": Way.RESEARCH,
    "report.compose": Way.RESEARCH,
    "report.revise": Way.RESEARCH,
    "topic.close": Way.RESULT,
    "topic.reopen": Way.RESULT,
    "agreement.end": Way.RESULT,
    "partnership.end": Way.RESULT,
}


def items(acting: Acting, topic_id: UUID) -> list[StoryItem]:
    """Return the steps of a topic in this room; a fixed number of queries."""
    topic = queries.topics_seen_by(acting).filter(id=topic_id).first()
    if topic is None:
        return []
    versions = _versions(acting, topic)
    said = _who_consented(versions)
    told = [_step(acting, version, said[version.pk]) for version in versions]
    return told + [_effect(acting, row) for row in queries.effects_of(acting, topic_id)[:MOST]]


def _versions(acting: Acting, topic: Topic) -> list[Version]:
    acts = queries.acts_about(acting, _subjects(topic), ActState.SEALED).filter(kind__in=_STATIONS)
    left = topic.left_by_us  # type: ignore[attr-defined]
    acts = acts if left is None else acts.filter(ended_at__lte=left)
    rows = Version.objects.filter(act__in=acts.order_by(), number=F("act__version"))
    rows = rows.select_related("act__proposer", "structural", "erasable")
    return list(rows.order_by("-act__ended_at", "act_id")[:MOST])


def _subjects(topic: Topic) -> list[UUID]:
    """Return the subjects that make up a topic in this room."""
    found = [topic.id]
    for rows in queries.subjects_of(topic.id):
        found += rows.values_list("id", flat=True)
    return found


def _who_consented(versions: Sequence[Version]) -> dict[Any, list[str]]:
    """Return who consented to each of these versions beside its proposer."""
    said: dict[Any, list[str]] = defaultdict(list)
    rows = Stance.objects.filter(version__in=[v.pk for v in versions], consent=True)
    proposers = {v.pk: v.act.proposer_id for v in versions}
    for stance in rows.select_related("body").order_by("at", "id"):
        if stance.body_id != proposers[stance.version_id]:
            said[stance.version_id].append(str(stance.body.short))
    return said


def _step(acting: Acting, version: Version, consented: list[str]) -> StoryItem:
    act, payload = version.act, version_payload(version.act, version)
    reported = kind_named(act.kind).matter is Matter.REPORTED
    heading, text = _words(act.kind, payload)
    entered_later = bool(payload.source)
    when: Any = payload.happened or ("" if entered_later else act.ended_at)
    return StoryItem(
        when=when,
        heading=heading,
        text=text,
        body=act.proposer if reported else None,
        path=_path(acting, version),
        demonstration=act.demonstration,
        source=str(payload.source),
        by="" if entered_later or reported else _by(act.proposer.short, consented),
        station=_STATIONS[act.kind].value,
        links=((_("the act"), reverse("acts:act", args=[acting.slug, act.id])),),
    )


def _by(proposer: str, consented: list[str]) -> str:
    if not consented:
        return _("Decided by %s") % proposer
    named = pgettext("between names", ", ").join(consented[:_NAMED])
    more = len(consented) - _NAMED
    words = {"proposer": proposer, "named": named, "more": more}
    if more > 0:
        text = ngettext(
            "%(proposer)s proposed; %(named)s and %(more)d other party consented",
            "%(proposer)s proposed; %(named)s and %(more)d other parties consented",
            more,
        )
        return text % words
    return _("%(proposer)s proposed, %(named)s consented") % words


def _words(kind: str, payload: Any) -> tuple[str, str]:
    """Return the heading and the text of a step."""
    match kind:
        case "topic.confirm":
            return _("The topic is raised"), str(payload.question)
        case "topic.revise":
            return _("The topic is worded anew"), str(payload.because)
        case "topic.papers":
            return _("The papers on the topic are listed"), _papers(payload)
        case "topic.close":
            return _("The topic is closed: %s") % payload.ending.label, str(payload.note)
        case "topic.reopen":
            return _("The topic is taken up again"), str(payload.why)
        case "research.plan":
            return _("The joint research is planned"), str(payload.aims)
        case "research.revise_plan":
            return _("The research plan is changed"), str(payload.because)
        case "part.contribute":
            return _("Contributes its part: %s") % payload.title, str(payload.authors)
        case "part.revise":
            return _("Revises its part: %s") % payload.title, str(payload.why)
        case "report.compose":
            return _("The joint report is passed: %s") % payload.title, ""
        case "report.revise":
            return _("The joint report is revised: %s") % payload.title, str(payload.why)
    return kind_named(kind).summary(payload), str(getattr(payload, "reason", ""))


def _papers(payload: Any) -> str:
    return _("; ").join(str(paper.title) for paper in payload.papers)


def _path(acting: Acting, version: Version) -> str:
    act = version.act
    names = {"part.contribute": "part", "part.revise": "part"}
    names |= {"report.compose": "report", "report.revise": "report"}
    if act.kind in names:
        return reverse(f"topics:{names[act.kind]}", args=[acting.slug, act.subject_id])
    return reverse("acts:act", args=[acting.slug, act.id])


def _effect(acting: Acting, row: Effect) -> StoryItem:
    who = " ".join(part for part in (row.unit, row.office, row.said_by) if part)
    return StoryItem(
        when=row.said_on or row.happened or ("" if row.source else row.reported_at),
        heading=_("%s on what came of it") % who,
        text=row.words,
        body=row.owner,
        path=row.path(acting.slug),
        demonstration=row.demonstration,
        source=row.source,
        station=Way.RESULT.value,
    )
