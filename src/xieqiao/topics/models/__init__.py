"""What the room stores."""

from __future__ import annotations

from xieqiao.topics.models.drafts import PartDraft
from xieqiao.topics.models.effects import Effect
from xieqiao.topics.models.live import TopicComment
from xieqiao.topics.models.papers import TopicPaper, TopicPapers
from xieqiao.topics.models.reports import JointReport, ReportPart
from xieqiao.topics.models.research import PartText, PlannedPart, ResearchPart, ResearchPlan
from xieqiao.topics.models.topics import Topic

__all__ = [
    "Effect",
    "JointReport",
    "PartDraft",
    "PartText",
    "PlannedPart",
    "ReportPart",
    "ResearchPart",
    "ResearchPlan",
    "Topic",
    "TopicComment",
    "TopicPaper",
    "TopicPapers",
]
