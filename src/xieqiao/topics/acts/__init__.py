"""What may change in this room, a class for each thing that can be done."""

from __future__ import annotations

from xieqiao.topics.acts.closing import CloseTopic, ReopenTopic
from xieqiao.topics.acts.effects import CorrectEffect, QuoteEffect
from xieqiao.topics.acts.papers import ListTopicPapers
from xieqiao.topics.acts.parts import ContributePart, RevisePart
from xieqiao.topics.acts.reports import ComposeReport, ReviseReport
from xieqiao.topics.acts.research import PlanResearch, RevisePlan
from xieqiao.topics.acts.topics import ConfirmTopic, ReviseTopic

__all__ = [
    "CloseTopic",
    "ComposeReport",
    "ConfirmTopic",
    "ContributePart",
    "CorrectEffect",
    "ListTopicPapers",
    "PlanResearch",
    "QuoteEffect",
    "ReopenTopic",
    "RevisePart",
    "RevisePlan",
    "ReviseReport",
    "ReviseTopic",
]
