"""How far a topic has come, in one sentence."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from xieqiao.topics.dates import said
from xieqiao.topics.flow import Matter
from xieqiao.topics.models import Topic
from xieqiao.topics.research import Research
from xieqiao.topics.words import Beginning, Ending, Stage


def sentence_of(topic: Topic, stage: Stage, research: Research | None, matter: Matter) -> str:
    """Return the sentence that stands at the top of the topic's page."""
    match stage:
        case Stage.CLOSED:
            return closed_words(topic)
        case Stage.CONVERSION:
            return _conversion(matter)
        case Stage.OUTCOME:
            return _outcome(matter)
        case Stage.CONSULTATION:
            return _consultation(matter)
        case Stage.RESEARCH:
            return _research(research)
    if topic.beginning == Beginning.NOTHING and matter.dispatches:
        return _("People are sent for it; no research or consultation is planned yet.")
    return beginning_words(topic)


def closed_words(topic: Topic) -> str:
    """Return how and when the topic was closed."""
    words = {"day": said(topic.ended), "how": Ending(topic.ending).label if topic.ending else ""}
    if not topic.ending:
        return _("On %(day)s, with the agreement or the partnership.") % words
    return _("On %(day)s: %(how)s.") % words


def beginning_words(topic: Topic) -> str:
    """Return what was on its way when the topic was entered."""
    if topic.beginning == Beginning.NOTHING:
        return _("Nothing is planned yet.")
    label = str(Beginning(topic.beginning).label)
    return f"{label}{_(': ')}{topic.beginning_note}" if topic.beginning_note else label


def _research(research: Research | None) -> str:
    if research is None:
        return _("It has begun on the spot.")
    if research.report is not None:
        return _("The joint report is passed; the consultation comes next.")
    expected, lacking = len(research.expected), len(research.missing)
    if not lacking:
        return _("All parts are in; the joint report is to be composed.")
    words = {"in": expected - lacking, "all": expected}
    text = ngettext(
        "%(in)d of %(all)d part is in.",
        "%(in)d of %(all)d parts are in.",
        expected,
    )
    return text % words


def _consultation(matter: Matter) -> str:
    last = matter.consultations[-1]
    when = said(last.schedule.about or last.schedule.starts)
    if not last.schedule.over:
        return (
            _("The consultation meeting is planned for %s.") % when
            if when
            else _("The consultation meeting is planned.")
        )
    if not when:
        return _("The consultation was held; its outcome is not written yet.")
    return _("The consultation was held on %s; its outcome is not written yet.") % when


def _outcome(matter: Matter) -> str:
    sent = {submission.owner_id for submission in matter.submissions}
    if not sent:
        return _("The outcome stands; nobody has submitted it yet.")
    text = ngettext(
        "The outcome was submitted by %(count)d party; no adoption is reported yet.",
        "The outcome was submitted by %(count)d parties; no adoption is reported yet.",
        len(sent),
    )
    return text % {"count": len(sent)}


def _conversion(matter: Matter) -> str:
    if not matter.actions:
        return _("The outcome was adopted; no action is agreed on yet.")
    going = len(matter.open_actions)
    if not going:
        return _("All agreed actions are settled.")
    text = ngettext(
        "%(going)d of %(all)d agreed action goes on.",
        "%(going)d of %(all)d agreed actions go on.",
        len(matter.actions),
    )
    return text % {"going": going, "all": len(matter.actions)}
