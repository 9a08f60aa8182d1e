"""Kinds for the tests of the gate: notes that the parties share, and one that reports."""

from __future__ import annotations

from uuid import UUID

from xieqiao.acts.deciders import Deciders
from xieqiao.acts.kinds import Kind, Move, Scene, forget_kinds
from xieqiao.acts.matter import Matter
from xieqiao.acts.models import Subject
from xieqiao.acts.payloads import ActPayload, Line, Text
from xieqiao.acts.step import Step
from xieqiao.partnerships.queries import standing_for


class NoteText(ActPayload):
    """What a note says, and which other notes move with it."""

    text: Text = Text("")
    heading: Line = Line("")
    others: list[UUID] = []
    routine: bool = False


class MakeNote(Kind[NoteText]):
    """Make a note together."""

    name = "test.make"
    title = "Make a note"
    subject = "note"
    creates = True
    payload = NoteText

    def decides_next(self, payload: NoteText, move: Move, present: Deciders) -> Deciders:
        return present.but(routine=("test.change",)) if payload.routine else present

    def apply(self, payload: NoteText, step: Step) -> None:
        """Write nothing: the subject itself is what the tests look at."""


class ChangeNote(Kind[NoteText]):
    """Change one or several notes."""

    name = "test.change"
    title = "Change notes"
    subject = "note"
    payload = NoteText

    def moves(self, payload: NoteText, scene: Scene) -> list[Move]:
        return [Move("note", scene.subject_id), *(Move("note", other) for other in payload.others)]

    def apply(self, payload: NoteText, step: Step) -> None:
        """Write nothing."""


class SayNote(Kind[NoteText]):
    """Say something alone."""

    name = "test.say"
    title = "Say"
    subject = "saying"
    creates = True
    matter = Matter.REPORTED
    payload = NoteText

    def apply(self, payload: NoteText, step: Step) -> None:
        """Write nothing."""


class PlanTime(Kind[NoteText]):
    """Plan a time, which may be under a standing consent."""

    name = "test.plan"
    title = "Plan a time"
    subject = "schedule"
    creates = True
    payload = NoteText
    space: UUID

    def decides_next(self, payload: NoteText, move: Move, present: Deciders) -> Deciders:
        standing = standing_for(self.space, "schedule")
        return Deciders(present.parties, standing=standing) if standing else present

    def check(self, payload: NoteText, scene: Scene) -> None:
        assert scene.partnership_id is not None
        self.space = scene.partnership_id

    def apply(self, payload: NoteText, step: Step) -> None:
        """Write nothing."""


class ShiftTime(Kind[NoteText]):
    """Shift a time; the holder of a standing consent does so alone."""

    name = "test.shift"
    title = "Shift a time"
    subject = "schedule"
    payload = NoteText

    def binds(self, payload: NoteText, scene: Scene) -> list[UUID]:
        assert scene.subject is not None
        standing = scene.subject.deciders.standing
        if standing is None or standing.holder != str(scene.acting.body_id):
            return []
        grants = [UUID(g) for g in standing.grants]
        given = Subject.objects.filter(id__in=grants, revision=0).count()
        return grants if given == len(grants) else []

    def apply(self, payload: NoteText, step: Step) -> None:
        """Write nothing."""


forget_kinds()
